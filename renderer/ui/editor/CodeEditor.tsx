import { useEffect, useEffectEvent, useRef } from 'react';
import type { EditorLanguage } from './language.ts';
import { editor } from './monaco.ts';
import { editorOptions } from './options.ts';

export interface CodeEditorProps {
  /** The accessible name. */
  label: string;
  value: string;
  onChange: (value: string) => void;
  language: EditorLanguage;
}

/** Monaco for a text that is kept elsewhere: a template, a script. Reached by `import()` only. */
export function CodeEditor({ label, value, onChange, language }: CodeEditorProps) {
  const container = useRef<HTMLDivElement>(null);
  const instance = useRef<editor.IStandaloneCodeEditor>(null);
  const started = useEffectEvent(() => ({ value, language, label }));
  const changed = useEffectEvent(onChange);

  useEffect(() => {
    if (container.current === null) return undefined;
    const { label: ariaLabel, ...start } = started();
    const created = editor.create(container.current, {
      ...editorOptions,
      ...start,
      ariaLabel,
      lineNumbersMinChars: 2,
      lineDecorationsWidth: 8,
    });
    instance.current = created;
    const listening = created.onDidChangeModelContent((change) => {
      // What was put in from outside is known there.
      if (!change.isFlush) changed(created.getValue());
    });
    return () => {
      instance.current = null;
      listening.dispose();
      created.getModel()?.dispose();
      created.dispose();
    };
  }, []);

  useEffect(() => {
    const shown = instance.current;
    if (shown !== null && shown.getValue() !== value) shown.setValue(value);
  }, [value]);

  useEffect(() => {
    const model = instance.current?.getModel();
    if (model !== null && model !== undefined) editor.setModelLanguage(model, language);
  }, [language]);

  return <div ref={container} className="absolute inset-0" />;
}
