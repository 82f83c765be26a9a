import { SearchX } from 'lucide-react';
import { useEffect, type ReactNode } from 'react';
import { markBinRead } from '../../state/bin-actions.ts';
import { countRows } from '../../state/exchange-list/rows.ts';
import { exchangeList, useExchangeList } from '../../state/exchange-list/store.ts';
import { selectedId, selectRow } from '../../state/select-exchange.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { clearFilter, toExchangeFilter, useBinFilter } from './filter/bin-filter.ts';
import { AdmissionSegments } from './filter/AdmissionSegments.tsx';
import { FilterField } from './filter/FilterField.tsx';
import { FirstRequest } from './FirstRequest.tsx';
import { Histogram } from './histogram/Histogram.tsx';
import { ExchangeListPane } from './list/ExchangeListPane.tsx';

/** While a bin is looked at, its arrivals are marked as read this often at most. */
const READ_INTERVAL_MS = 1000;

export interface BinsViewProps {
  binId: string;
  /** The selected exchange. */
  detail: ReactNode;
  /** Enter on a row: the focus goes to the detail. */
  onOpenDetail: () => void;
}

export function BinsView({ binId, detail, onOpenDetail }: BinsViewProps) {
  const narrowing = useBinFilter();
  const status = useExchangeList((list) => list.status);
  const problem = useExchangeList((list) => list.problem);
  const hasRows = useExchangeList((list) => countRows(list.rows) > 0);
  const isUnused = useWorkbench(({ bins }) => bins.find((bin) => bin.id === binId)?.exchangeCount === 0);
  const isNarrowed = narrowing.query !== '' || narrowing.span !== undefined || narrowing.admission !== 'all';

  useEffect(() => clearFilter(), [binId]);
  useEffect(() => exchangeList.open(toExchangeFilter(binId, narrowing)), [binId, narrowing]);
  useMarkRead(binId);
  useEffect(() => {
    if (hasRows && selectedId() === undefined) selectRow(0);
  }, [hasRows, binId]);

  if (isUnused && !hasRows && !isNarrowed) return <FirstRequest binId={binId} />;
  return (
    <SplitPane
      id="bins"
      label="Width of the list"
      minLeftPx={300}
      minRightPx={380}
      left={
        <>
          <Histogram binId={binId} />
          <div className="flex flex-col items-stretch gap-2 px-4 py-2">
            <FilterField />
            <AdmissionSegments binId={binId} />
          </div>
          {problem !== undefined && (
            <Banner
              tone="err"
              className="mx-4 mb-2"
              actions={
                <Button size="small" onClick={() => exchangeList.reopen()}>
                  Try again
                </Button>
              }
            >
              {problem}
            </Banner>
          )}
          {status === 'ready' && !hasRows ? (
            <EmptyState icon={SearchX} title={isNarrowed ? 'No request matches' : 'No requests'}>
              {isNarrowed && (
                <Button className="mt-2" onClick={clearFilter}>
                  Show all
                </Button>
              )}
            </EmptyState>
          ) : (
            <ExchangeListPane onOpen={onOpenDetail} />
          )}
        </>
      }
      right={detail}
    />
  );
}

/** What arrives in a bin that is looked at counts as read. */
function useMarkRead(id: string): void {
  const hasUnread = useWorkbench(({ bins }) => (bins.find((bin) => bin.id === id)?.unreadCount ?? 0) > 0);
  useEffect(() => {
    if (!hasUnread) return undefined;
    const mark = () => {
      if (document.hasFocus()) void markBinRead(id);
    };
    const interval = setInterval(mark, READ_INTERVAL_MS);
    window.addEventListener('focus', mark);
    return () => {
      clearInterval(interval);
      window.removeEventListener('focus', mark);
    };
  }, [id, hasUnread]);
}
