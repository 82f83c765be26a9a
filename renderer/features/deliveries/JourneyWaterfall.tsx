import { classNames } from '../../ui/class-names.ts';
import { formatDuration } from '../../ui/format-time.ts';
import { journeyMs, type JourneyStage } from './journey.ts';

const colours: Record<JourneyStage['tone'], string> = {
  capture: 'bg-info',
  queue: 'bg-faint',
  destination: 'bg-warn',
  reply: 'bg-ok',
};

/** The whole way of a forwarded request on one time axis: what was not measured is said, not drawn. */
export function JourneyWaterfall({
  stages,
  hasFailed,
}: {
  stages: readonly JourneyStage[];
  hasFailed: boolean;
}) {
  const wholeMs = journeyMs(stages);
  const lastAtDestination = stages.findLastIndex(({ tone }) => tone === 'destination');
  return (
    <table aria-label="Way of the request" className="mx-4 mb-2 border-collapse">
      <tbody>
        {stages.map(({ label, tone, span, note }, index) => (
          <tr key={label} title={note} className="h-5">
            <th scope="row" className="w-34 text-left text-small font-normal whitespace-nowrap text-muted">
              {label}
            </th>
            <td className="px-2">
              {span === undefined ? (
                <span className="text-small text-faint">{note}</span>
              ) : (
                <div aria-hidden className="relative h-1.5">
                  <div
                    className={classNames(
                      'absolute h-full min-w-0.75 rounded-full',
                      hasFailed && index === lastAtDestination ? 'bg-err' : colours[tone],
                    )}
                    style={{
                      left: `${wholeMs === 0 ? 0 : Math.min(99, (span.startMs / wholeMs) * 100)}%`,
                      width: `${wholeMs === 0 ? 0 : (span.durationMs / wholeMs) * 100}%`,
                    }}
                  />
                </div>
              )}
            </td>
            <td className="code nums w-18 text-right text-small text-muted">
              {span !== undefined && formatDuration(span.durationMs)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
