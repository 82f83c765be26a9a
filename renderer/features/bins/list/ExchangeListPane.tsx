import { useVirtualizer } from '@tanstack/react-virtual';
import { ArrowUp } from 'lucide-react';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { countRows, indexOfId, rowAt } from '../../../state/exchange-list/rows.ts';
import { exchangeList, useExchangeList } from '../../../state/exchange-list/store.ts';
import { moveSelection, selectRow, useSelectedId } from '../../../state/select-exchange.ts';
import { useArrivalSummary } from './arrival-summary.ts';
import { ExchangeRow, ROW_HEIGHT } from './ExchangeRow.tsx';

/** Scrolled less than this is the top. */
const TOP_PX = 4;

/** The exchanges, newest first; only the rows in sight are drawn. */
export function ExchangeListPane({ onOpen }: { onOpen: () => void }) {
  const scroller = useRef<HTMLDivElement>(null);
  const { rows, newCount, isNewCountMinimum, filter } = useExchangeList();
  const selectedId = useSelectedId();
  const count = countRows(rows);
  const selectedIndex = selectedId === undefined ? -1 : indexOfId(rows, selectedId);
  const summary = useArrivalSummary();

  // eslint-disable-next-line react-hooks/incompatible-library -- its functions are used in this component only
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items.at(-1)?.index ?? 0;
  useEffect(() => exchangeList.see(first, last), [first, last, rows]);

  // In braces: newer Chromium answers scrolling with a promise, and an effect may return nothing but its clean-up.
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 });
  }, [filter]);
  // Only a new selection brings its row into sight: arrivals that push it down do not scroll after it.
  const revealed = useRef<string>(undefined);
  useEffect(() => {
    if (selectedId === revealed.current) return;
    if (selectedIndex !== -1) virtual.scrollToIndex(selectedIndex, { align: 'auto' });
    revealed.current = selectedId;
  }, [selectedId, selectedIndex, virtual]);

  const toTop = () => {
    scroller.current?.scrollTo({ top: 0 });
    scroller.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / ROW_HEIGHT) - 1);
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page };
    const step = steps[event.key];
    if (step !== undefined) moveSelection(step);
    else if (event.key === 'Home') selectRow(0);
    else if (event.key === 'End') selectRow(count - 1);
    else if (event.key === 'Enter') onOpen();
    else return;
    event.preventDefault();
  };

  return (
    <div className="relative flex min-h-0 flex-1 flex-col border-t border-line">
      {newCount > 0 && (
        <button
          type="button"
          onClick={toTop}
          className="appear nums absolute top-2 left-1/2 z-10 inline-flex h-7 -translate-x-1/2 items-center gap-1.5 rounded-full bg-accent px-3 font-semibold text-on-accent shadow-float"
        >
          <ArrowUp aria-hidden size={13} strokeWidth={2.5} />
          {newCount.toLocaleString('en')}
          {isNewCountMinimum && '+'} new
        </button>
      )}
      <div
        ref={scroller}
        id="exchange-list"
        role="listbox"
        aria-label="Requests"
        tabIndex={0}
        aria-activedescendant={
          selectedIndex >= first && selectedIndex <= last ? `row-${selectedId ?? ''}` : undefined
        }
        className="focus-inset min-h-0 flex-1 overflow-y-auto [overflow-anchor:none]"
        onKeyDown={onKeyDown}
        onScroll={(event) => exchangeList.setAtTop(event.currentTarget.scrollTop < TOP_PX)}
      >
        <div role="presentation" className="relative" style={{ height: virtual.getTotalSize() }}>
          <div role="presentation" style={{ transform: `translateY(${items[0]?.start ?? 0}px)` }}>
            {items.map(({ index }) => {
              const exchange = rowAt(rows, index);
              return (
                <ExchangeRow
                  key={exchange?.id ?? index}
                  id={`row-${exchange?.id ?? index}`}
                  exchange={exchange}
                  isSelected={exchange !== undefined && exchange.id === selectedId}
                  position={index + 1}
                  setSize={rows.nextCursor === undefined ? count : -1}
                  onSelect={selectRow}
                />
              );
            })}
          </div>
        </div>
      </div>
      <div role="status" className="sr-only">
        {summary}
      </div>
    </div>
  );
}
