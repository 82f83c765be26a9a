import { ChevronDown, ChevronUp, X } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { IconButton } from '../IconButton.tsx';
import { TextField } from '../TextField.tsx';
import { MAX_MATCHES } from './find.ts';

export interface FindBarProps {
  query: string;
  onQueryChange: (query: string) => void;
  matchCount: number;
  /** Counted from 0. */
  current: number;
  onStep: (step: 1 | -1) => void;
  onClose: () => void;
}

export function FindBar({ query, onQueryChange, matchCount, current, onStep, onClose }: FindBarProps) {
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => input.current?.select(), []);
  const total = matchCount === MAX_MATCHES ? `${MAX_MATCHES.toLocaleString('en')}+` : matchCount;
  return (
    <div
      role="search"
      className="absolute top-2 right-4 z-10 flex items-center gap-1 rounded-control border border-line bg-raised p-1 shadow-float"
    >
      <TextField
        ref={input}
        label="Find in this text"
        placeholder="Find"
        value={query}
        onChange={onQueryChange}
        className="w-52"
        isCode
        onKeyDown={(event) => {
          if (event.key === 'Enter') onStep(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') onClose();
          else return;
          event.preventDefault();
          event.stopPropagation();
        }}
      />
      <span role="status" className="nums min-w-16 px-1 text-center text-small text-muted">
        {query === '' ? '' : matchCount === 0 ? 'No match' : `${current + 1} of ${total}`}
      </span>
      <IconButton
        label="Previous match"
        kbd="Shift+Enter"
        icon={ChevronUp}
        size="small"
        onClick={() => onStep(-1)}
      />
      <IconButton label="Next match" kbd="Enter" icon={ChevronDown} size="small" onClick={() => onStep(1)} />
      <IconButton label="Close find" kbd="Escape" icon={X} size="small" onClick={onClose} />
    </div>
  );
}
