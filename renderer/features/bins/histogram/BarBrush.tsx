import { useRef, useState, type KeyboardEvent, type PointerEvent } from 'react';
import { classNames } from '../../../ui/class-names.ts';
import { formatInstant } from '../../../ui/format-time.ts';
import { useNow } from '../../../ui/use-now.ts';
import type { TimeSpan } from '../filter/bin-filter.ts';
import { BUCKETS } from './ranges.ts';
import type { Counted } from './use-buckets.ts';

export interface BarBrushProps extends Omit<Counted, 'toAt'> {
  span: TimeSpan | undefined;
  onSpan: (span: TimeSpan | undefined) => void;
}

/** A range of buckets; `end` is exclusive. */
interface Brush {
  start: number;
  end: number;
}

export function BarBrush({ buckets, fromAt, bucketMs, span, onSpan }: BarBrushProps) {
  const now = useNow();
  const area = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ anchor: number; at: number }>();
  const highest = Math.max(1, ...buckets.map((bucket) => bucket.count));

  const indexOf = (at: number) => Math.max(0, Math.min(BUCKETS, Math.round((at - fromAt) / bucketMs)));
  const timeOf = (index: number) => formatInstant(fromAt + index * bucketMs, now).replace(/\.\d+$/, '');
  const brush: Brush =
    drag !== undefined
      ? { start: Math.min(drag.anchor, drag.at), end: Math.max(drag.anchor, drag.at) + 1 }
      : span !== undefined
        ? { start: indexOf(span.fromAt), end: span.toAt === undefined ? BUCKETS : indexOf(span.toAt) }
        : { start: 0, end: BUCKETS };
  const isNarrowed = drag !== undefined || span !== undefined;

  const titleOf = (index: number) =>
    `${timeOf(index)} · ${buckets[index]?.count ?? 0} requests, ${buckets[index]?.failedCount ?? 0} failed`;

  const pick = ({ start, end }: Brush) => {
    if (start <= 0 && end >= BUCKETS) onSpan(undefined);
    else
      onSpan({
        fromAt: fromAt + start * bucketMs,
        toAt: end >= BUCKETS ? undefined : fromAt + end * bucketMs,
      });
  };
  const bucketUnder = (event: PointerEvent) => {
    const box = area.current?.getBoundingClientRect();
    if (box === undefined) return 0;
    const share = (event.clientX - box.left) / box.width;
    return Math.max(0, Math.min(BUCKETS - 1, Math.floor(share * BUCKETS)));
  };
  const handle = (label: string, value: number, move: (to: number) => void) => (
    <Handle
      key={label}
      label={label}
      value={value}
      text={value >= BUCKETS ? 'now' : timeOf(value)}
      isShown={isNarrowed}
      onMove={move}
      onReset={() => onSpan(undefined)}
    />
  );

  return (
    <div className="relative">
      <div
        ref={area}
        className="flex h-10 cursor-crosshair touch-none items-end gap-px"
        onPointerDown={(event) => {
          if (event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          const at = bucketUnder(event);
          setDrag({ anchor: at, at });
        }}
        onPointerMove={(event) => drag !== undefined && setDrag({ ...drag, at: bucketUnder(event) })}
        onPointerUp={() => {
          if (drag === undefined) return;
          setDrag(undefined);
          pick(brush);
        }}
        onPointerCancel={() => setDrag(undefined)}
        onDoubleClick={() => onSpan(undefined)}
      >
        {Array.from({ length: BUCKETS }, (_, index) => (
          <Bar
            key={index}
            count={buckets[index]?.count ?? 0}
            failedCount={buckets[index]?.failedCount ?? 0}
            highest={highest}
            isDimmed={isNarrowed && (index < brush.start || index >= brush.end)}
            title={titleOf(index)}
          />
        ))}
      </div>
      {handle('Show from', brush.start, (to) =>
        pick({ ...brush, start: Math.min(Math.max(0, to), brush.end - 1) }),
      )}
      {handle('Show until', brush.end, (to) =>
        pick({ ...brush, end: Math.max(Math.min(BUCKETS, to), brush.start + 1) }),
      )}
    </div>
  );
}

interface BarProps {
  count: number;
  failedCount: number;
  highest: number;
  isDimmed: boolean;
  title: string;
}

function Bar({ count, failedCount, highest, isDimmed, title }: BarProps) {
  const share = count === 0 ? 0 : Math.max(0.08, count / highest);
  return (
    <div
      className={classNames('flex h-full flex-1 flex-col justify-end', isDimmed && 'opacity-35')}
      title={title}
    >
      {count === 0 ? (
        <div className="h-0.5 rounded-full bg-line" />
      ) : (
        <div className="flex flex-col overflow-hidden rounded-t-small" style={{ height: `${share * 100}%` }}>
          <div className="bg-err" style={{ height: `${(failedCount / count) * 100}%` }} />
          <div className="flex-1 bg-accent" />
        </div>
      )}
    </div>
  );
}

interface HandleProps {
  label: string;
  /** In buckets from the left. */
  value: number;
  text: string;
  isShown: boolean;
  onMove: (to: number) => void;
  onReset: () => void;
}

/** An edge of the time filter, moved by keys; with the mouse one drags across the bars. */
function Handle({ label, value, text, isShown, onMove, onReset }: HandleProps) {
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, PageDown: -10, PageUp: 10 };
    const step = steps[event.key];
    if (step !== undefined) onMove(value + step);
    else if (event.key === 'Home') onMove(0);
    else if (event.key === 'End') onMove(BUCKETS);
    else if (event.key === 'Escape') onReset();
    else return;
    event.preventDefault();
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={BUCKETS}
      aria-valuenow={value}
      aria-valuetext={text}
      onKeyDown={onKeyDown}
      className={classNames(
        'pointer-events-none absolute inset-y-0 w-0.5 -translate-x-1/2 rounded-full focus-visible:bg-accent',
        isShown ? 'bg-accent' : 'bg-transparent',
      )}
      style={{ left: `${(value / BUCKETS) * 100}%` }}
    />
  );
}
