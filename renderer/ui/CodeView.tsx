import { useVirtualizer } from '@tanstack/react-virtual';
import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { classNames } from './class-names.ts';
import { CodeRow } from './code/CodeRow.tsx';
import { FindBar } from './code/FindBar.tsx';
import { indexRows, rowAt } from './code/rows.ts';
import { tokenizeLine, type CodeLanguage, type Token } from './code/tokens.ts';
import { useFind } from './code/use-find.ts';

const ROW_HEIGHT = 20;
/** A line longer than this is painted in one colour. */
const MAX_COLOURED_LINE = 100_000;

export interface CodeViewProps {
  /** The accessible name: `Request body`. */
  label: string;
  text: string;
  language?: CodeLanguage;
  isWrapped?: boolean;
  /** Given together when a button elsewhere opens the find bar; Ctrl/Cmd+F inside does in any case. */
  isFindOpen?: boolean;
  onFindOpenChange?: (isOpen: boolean) => void;
  className?: string;
}

/**
 * Read-only text of any length: only the rows in sight are drawn, as text nodes. Ctrl/Cmd+F finds, Ctrl/Cmd+A then
 * Ctrl/Cmd+C copies all of it. Fills the height it is given.
 */
export function CodeView({
  label,
  text,
  language = 'text',
  isWrapped = false,
  isFindOpen,
  onFindOpenChange,
  className,
}: CodeViewProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useMemo(() => indexRows(text), [text]);
  const [isFindOpenInside, setIsFindOpenInside] = useState(false);
  const isFinding = isFindOpen ?? isFindOpenInside;
  const setFinding = onFindOpenChange ?? setIsFindOpenInside;
  const find = useFind(text, isFinding);
  const [isAllSelected, setIsAllSelected] = useState(false);

  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used in this component only
  const virtual = useVirtualizer({
    count: rows.rowCount,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 20,
  });

  const { offsets, current } = find.highlights;
  const target = offsets[current];
  useEffect(() => {
    if (target !== undefined) virtual.scrollToIndex(rowAt(rows, target), { align: 'center' });
  }, [target, rows, virtual]);
  useEffect(() => virtual.measure(), [isWrapped, virtual]);

  const tokensOf = useTokenCache(text, language);
  const close = () => {
    setFinding(false);
    scroller.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const isCommand = event.ctrlKey || event.metaKey;
    if (isCommand && event.key === 'f') setFinding(true);
    else if (isCommand && event.key === 'a') setIsAllSelected(true);
    else {
      if (!isCommand) setIsAllSelected(false);
      return;
    }
    event.preventDefault();
  };

  const gutter = `calc(${Math.max(2, String(rows.lineCount).length)}ch + 28px)`;
  return (
    <div className={classNames('relative flex min-h-0 min-w-0 flex-1', className)}>
      {isFinding && (
        <FindBar
          query={find.query}
          onQueryChange={find.setQuery}
          matchCount={offsets.length}
          current={current}
          onStep={find.step}
          onClose={close}
        />
      )}
      <div
        ref={scroller}
        role="region"
        aria-label={label}
        tabIndex={0}
        className="code focus-inset min-w-0 flex-1 overflow-auto py-2 text-code select-text"
        onKeyDown={onKeyDown}
        onMouseDown={() => setIsAllSelected(false)}
        onCopy={(event) => {
          if (!isAllSelected) return;
          event.clipboardData.setData('text/plain', text);
          event.preventDefault();
        }}
      >
        <div
          className={classNames(
            'relative',
            isWrapped ? 'w-full' : 'w-max min-w-full',
            isAllSelected && 'bg-accent-bg',
          )}
          style={{ height: virtual.getTotalSize() }}
        >
          <div style={{ transform: `translateY(${virtual.getVirtualItems()[0]?.start ?? 0}px)` }}>
            {virtual.getVirtualItems().map(({ index }) => (
              <div key={index} data-index={index} ref={isWrapped ? virtual.measureElement : undefined}>
                <CodeRow
                  text={text}
                  rows={rows}
                  index={index}
                  tokensOf={tokensOf}
                  highlights={find.highlights}
                  gutter={gutter}
                  isWrapped={isWrapped}
                />
              </div>
            ))}
          </div>
        </div>
        {rows.isCut && (
          <p className="px-4 py-2 text-muted">
            There are more lines than can be shown. Save the body to see all.
          </p>
        )}
      </div>
    </div>
  );
}

/** Tokens of a line by the offsets it starts and ends at, kept while the text stays the same. */
function useTokenCache(
  text: string,
  language: CodeLanguage,
): (start: number, end: number) => readonly Token[] {
  const cache = useMemo(() => ({ text, language, lines: new Map<number, Token[]>() }), [text, language]);
  return useCallback(
    (start, end) => {
      const known = cache.lines.get(start);
      if (known !== undefined) return known;
      if (end - start > MAX_COLOURED_LINE) return [];
      if (cache.lines.size > 2000) cache.lines.clear();
      const tokens = tokenizeLine(cache.text.slice(start, end), cache.language);
      cache.lines.set(start, tokens);
      return tokens;
    },
    [cache],
  );
}
