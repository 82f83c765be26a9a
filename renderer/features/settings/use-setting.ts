import { useEffect, useEffectEvent, useState } from 'react';
import type { SettingsChange } from '../../../shared/model/settings.ts';
import { call, CommandFailureError } from '../../host/call.ts';

/** What was typed, as a change to the settings, or why it is none. */
export type ParsedSetting = { change: SettingsChange } | { problem: string };

export interface SettingText {
  text: string;
  setText: (text: string) => void;
  /** Saves what was typed, if it can be; called when the field is left and at Enter. */
  commit: () => void;
  /** Puts back what is saved. */
  revert: () => void;
  error: string | undefined;
  /** True for a moment after it was saved. */
  isSaved: boolean;
}

export interface SettingTextOptions {
  /** As saved. */
  saved: string;
  parse: (text: string) => ParsedSetting;
  /** Where the engine names the field when it refuses a value: `capture.port`. */
  path: string;
}

/** A setting that is typed: it is saved when its field is left, so that half a number is never applied. */
export function useSettingText({ saved, parse, path }: SettingTextOptions): SettingText {
  const [typed, setTyped] = useState<string>();
  const [error, setError] = useState<string>();
  const { isSaved, save } = useSave(path);

  const commit = () => {
    if (typed === undefined) return;
    if (typed === saved) {
      setTyped(undefined);
      return;
    }
    const parsed = parse(typed);
    if ('problem' in parsed) {
      setError(parsed.problem);
      return;
    }
    void save(parsed.change).then((refusal) => {
      setError(refusal);
      // A refused value stays, to be corrected.
      if (refusal === undefined) setTyped(undefined);
    });
  };
  // A shortcut can take the view away before the field is left.
  const commitLast = useEffectEvent(commit);
  useEffect(() => () => commitLast(), []);

  return {
    text: typed ?? saved,
    setText: (text) => {
      setTyped(text);
      setError(undefined);
    },
    commit,
    revert: () => {
      setTyped(undefined);
      setError(undefined);
    },
    error,
    isSaved,
  };
}

const SAVED_SHOWN_MS = 2000;

/** Saves changes at once. `save` resolves to the sentence it was refused with, if it was. */
export function useSave(path: string): {
  isSaved: boolean;
  save: (change: SettingsChange) => Promise<string | undefined>;
} {
  const [savedCount, setSavedCount] = useState(0);
  const [isSaved, setIsSaved] = useState(false);
  useEffect(() => {
    if (savedCount === 0) return undefined;
    const timer = setTimeout(() => setIsSaved(false), SAVED_SHOWN_MS);
    return () => clearTimeout(timer);
  }, [savedCount]);
  const save = async (change: SettingsChange): Promise<string | undefined> => {
    try {
      await call('settings.update', change);
      setIsSaved(true);
      setSavedCount((count) => count + 1);
      return undefined;
    } catch (error) {
      if (error instanceof CommandFailureError) return error.fieldMessage(path) ?? error.message;
      return String(error);
    }
  };
  return { isSaved, save };
}
