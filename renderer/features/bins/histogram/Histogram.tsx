import { ChevronDown, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../../ui/Button.tsx';
import { formatInstant } from '../../../ui/format-time.ts';
import { Menu } from '../../../ui/Menu.tsx';
import { setSpan, useBinFilter } from '../filter/bin-filter.ts';
import { BarBrush } from './BarBrush.tsx';
import { ranges } from './ranges.ts';
import { useBuckets } from './use-buckets.ts';

/** Arrivals over time, and a filter by time: drag across the bars, or move the handles with the arrow keys. */
export function Histogram({ binId }: { binId: string }) {
  const { query, span, admission } = useBinFilter();
  const [range, setRange] = useState<(typeof ranges)[number]>(ranges[1]);
  const counted = useBuckets(binId, query, admission, range.ms);
  const total = sum(counted.buckets.map((bucket) => bucket.count));
  const failed = sum(counted.buckets.map((bucket) => bucket.failedCount));
  return (
    <section aria-label="Arrivals over time" className="px-4 pt-2 pb-1">
      <div className="mb-1 flex h-6 items-center gap-1.5 text-small text-muted">
        <Menu
          align="start"
          trigger={
            <button
              type="button"
              className="-ml-1.5 inline-flex h-6 items-center gap-1 rounded-control px-1.5 hover:bg-hover hover:text-fg"
            >
              {range.label}
              <ChevronDown aria-hidden size={12} />
            </button>
          }
          groups={[
            ranges.map((each) => ({
              label: each.label,
              isChecked: each.ms === range.ms,
              onSelect: () => {
                setRange(each);
                setSpan(undefined);
              },
            })),
          ]}
        />
        <span className="nums">
          {total.toLocaleString('en')} {total === 1 ? 'request' : 'requests'}
        </span>
        <span className="flex-1" />
        {span !== undefined && (
          <Button
            variant="ghost"
            size="small"
            icon={X}
            aria-label="Show all times"
            className="-mr-1.5 !h-5"
            onClick={() => setSpan(undefined)}
          >
            {clock(span.fromAt)} – {span.toAt === undefined ? 'now' : clock(span.toAt)}
          </Button>
        )}
        {failed > 0 && (
          <span className="nums text-err" title="Failed, or answered with 400 or above">
            {failed.toLocaleString('en')} failed
          </span>
        )}
      </div>
      <BarBrush
        buckets={counted.buckets}
        fromAt={counted.fromAt}
        bucketMs={counted.bucketMs}
        span={span}
        onSpan={setSpan}
      />
    </section>
  );
}

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
const clock = (at: number) => formatInstant(at, Date.now()).replace(/:\d\d\.\d+$/, '');
