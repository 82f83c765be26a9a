import { useWorkbench } from '../state/workbench.ts';
import { classNames } from '../ui/class-names.ts';
import { formatBytes } from '../ui/format-bytes.ts';
import { useDiskUsage } from './use-disk-usage.ts';

/** What goes on, in one line. */
export function StatusBar() {
  const listener = useWorkbench((state) => state.listener);
  const health = useWorkbench((state) => state.health);
  const captured = useWorkbench((state) => state.bins.reduce((sum, bin) => sum + bin.exchangeCount, 0));
  const usage = useDiskUsage();
  const host = listener.host.includes(':') ? `[${listener.host}]` : listener.host;
  const isWell = listener.isListening && listener.problem === undefined;
  return (
    <footer className="nums flex h-6 shrink-0 items-center gap-4 border-t border-line px-4 text-small text-muted">
      <span className="flex min-w-0 items-center gap-2">
        <span
          aria-hidden
          className={classNames(
            'size-2 shrink-0 rounded-full',
            isWell ? 'bg-ok' : listener.isListening ? 'bg-warn' : 'bg-err',
          )}
        />
        <span className="truncate">
          {listener.isListening ? `Listening on ${host}:${listener.port}` : 'Not listening'}
          {listener.problem !== undefined && ` · ${listener.problem}`}
        </span>
      </span>
      <span className="shrink-0">{captured.toLocaleString('en')} captured</span>
      {health.refusedCount > 0 && (
        <span className="shrink-0 text-err">{health.refusedCount.toLocaleString('en')} refused</span>
      )}
      <span className="flex-1" />
      {usage !== undefined && (
        <span className="shrink-0" title={`${formatBytes(usage.freeBytes)} free on this disk`}>
          {formatBytes(usage.sizeBytes)} on disk
        </span>
      )}
    </footer>
  );
}
