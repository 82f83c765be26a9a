import { CircleQuestionMark, ListFilter, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Kbd } from '../../../ui/Kbd.tsx';
import { Popover } from '../../../ui/Popover.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { setQuery, useBinFilter } from './bin-filter.ts';

/** What a search waits for while someone types. */
const TYPING_PAUSE_MS = 150;

const examples: [string, string][] = [
  ['invoice paid', 'both words: in the target, a header or the body'],
  ['"order 83114"', 'the words together'],
  ['method:POST', 'the method'],
  ['status:4xx', 'what was answered: 404, 5xx, failed, pending'],
  ['path:/stripe', 'part of the path'],
  ['type:json', 'part of the content type'],
  ['via:tunnel', 'how it came: tunnel or local'],
  ['provider:stripe', 'who sent it, or none'],
  ['event:invoice', 'part of the event type'],
  ['verification:rejected', 'verified, rejected, unverified, none'],
];

export function FilterField() {
  const query = useBinFilter((filter) => filter.query);
  const [text, setText] = useState(query);
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [shown, setShown] = useState(query);
  if (shown !== query) {
    setShown(query);
    setText(query);
  }
  useEffect(() => {
    if (text === query) return undefined;
    const timer = setTimeout(() => setQuery(text), TYPING_PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, query]);
  const isEmpty = text === '';
  return (
    <div role="search" className="flex items-center gap-1.5">
      <TextField
        id="exchange-filter"
        label="Filter requests"
        placeholder="Filter, such as status:4xx"
        icon={ListFilter}
        value={text}
        onChange={setText}
        maxLength={1000}
        className="flex-1"
        onKeyDown={(event) => {
          if (event.key === 'Escape' && !isEmpty) setQuery('');
          else if (event.key === 'Escape' || event.key === 'ArrowDown' || event.key === 'Enter') {
            document.getElementById('exchange-list')?.focus();
          } else return;
          event.preventDefault();
        }}
        trailing={
          isEmpty ? (
            <Kbd keys="/" className="mr-1.5 text-faint" />
          ) : (
            <IconButton label="Clear filter" icon={X} size="small" onClick={() => setQuery('')} />
          )
        }
      />
      <Popover
        isOpen={isHelpOpen}
        onOpenChange={setIsHelpOpen}
        label="How to filter"
        trigger={<IconButton label="How to filter" icon={CircleQuestionMark} />}
      >
        <h3 className="mb-2 font-semibold">Filter requests</h3>
        <ul className="-mx-1 flex flex-col">
          {examples.map(([example, meaning]) => (
            <li key={example}>
              <button
                type="button"
                className="flex w-full items-baseline gap-3 rounded-control px-1 py-0.5 text-left hover:bg-hover"
                onClick={() => {
                  setQuery(example);
                  setIsHelpOpen(false);
                }}
              >
                <code className="w-40 shrink-0 text-code text-code-key">{example}</code>
                <span className="text-small text-muted">{meaning}</span>
              </button>
            </li>
          ))}
        </ul>
      </Popover>
    </div>
  );
}
