import { useDeferredValue, useMemo, useState } from 'react';
import { findAll } from './find.ts';

/** The state of finding in one text. */
export function useFind(text: string, isOpen: boolean) {
  const [query, setQuery] = useState('');
  const [current, setCurrent] = useState(0);
  const wanted = useDeferredValue(isOpen ? query : '');
  const offsets = useMemo(() => findAll(text, wanted), [text, wanted]);
  const shown = Math.min(current, Math.max(0, offsets.length - 1));
  return {
    query,
    setQuery: (next: string) => {
      setQuery(next);
      setCurrent(0);
    },
    highlights: { offsets, length: wanted.length, current: shown },
    step: (by: 1 | -1) =>
      setCurrent(offsets.length === 0 ? 0 : (shown + by + offsets.length) % offsets.length),
  };
}
