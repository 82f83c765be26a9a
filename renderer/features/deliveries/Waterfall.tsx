import type { Timings } from '../../../shared/model/delivery.ts';
import { classNames } from '../../ui/class-names.ts';
import { formatDuration } from '../../ui/format-time.ts';
import { layOutPhases, type PhaseName } from './phases.ts';

const colours: Record<PhaseName, string> = {
  dns: 'bg-faint',
  connect: 'bg-info',
  tls: 'bg-accent',
  send: 'bg-muted',
  wait: 'bg-warn',
  download: 'bg-ok',
};

const explanations: Record<PhaseName, string> = {
  dns: 'Looking up the host name',
  connect: 'Opening the TCP connection',
  tls: 'Agreeing on keys and checking the certificate',
  send: 'Writing the request',
  wait: 'From the last byte sent to the first byte received',
  download: 'Reading the response',
};

/** How long each phase of one send took, as bars on one time axis, with the figures. */
export function Waterfall({ timings, hasFailed }: { timings: Timings; hasFailed: boolean }) {
  const bars = layOutPhases(timings);
  if (bars.length === 0) return null;
  return (
    <table aria-label="Phases" className="mx-4 mb-2 border-collapse">
      <tbody>
        {bars.map((bar, index) => (
          <tr key={bar.name} title={explanations[bar.name]} className="h-5">
            <th scope="row" className="w-18 text-left text-small font-normal text-muted">
              {bar.label}
            </th>
            <td aria-hidden className="px-2">
              <div className="relative h-1.5">
                <div
                  className={classNames(
                    'absolute h-full min-w-0.75 rounded-full',
                    hasFailed && index === bars.length - 1 ? 'bg-err' : colours[bar.name],
                  )}
                  style={{
                    left: `${Math.min(99, bar.startFraction * 100)}%`,
                    width: `${bar.widthFraction * 100}%`,
                  }}
                />
              </div>
            </td>
            <td className="code nums w-18 text-right text-small text-muted">
              {formatDuration(bar.durationMs)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
