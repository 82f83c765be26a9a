import { useEffect, useState } from 'react';
import { formatDocument } from './formatter.ts';

/** The text re-indented; `undefined` while that is under way, or when it can't be done. */
export function useFormatted(
  kind: 'json' | 'xml' | undefined,
  text: string,
): { formatted: string | undefined; isWorking: boolean } {
  const [done, setDone] = useState<{ text: string; kind: string; formatted: string | undefined }>();
  useEffect(() => {
    if (kind === undefined) return undefined;
    let isStale = false;
    void formatDocument(kind, text).then((formatted) => {
      if (!isStale) setDone({ text, kind, formatted });
    });
    return () => {
      isStale = true;
    };
  }, [kind, text]);
  if (kind === undefined) return { formatted: undefined, isWorking: false };
  if (done?.text === text && done.kind === kind) return { formatted: done.formatted, isWorking: false };
  return { formatted: undefined, isWorking: true };
}
