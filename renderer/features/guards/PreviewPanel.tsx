import { useEffect, useState } from 'react';
import type { Bin } from '../../../shared/model/bin.ts';
import type { CommandValue } from '../../../shared/ipc/contract.ts';
import { call } from '../../host/call.ts';
import { showExchange } from '../../state/view.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Inert } from '../../ui/Inert.tsx';
import { MethodLabel } from '../../ui/MethodLabel.tsx';
import { Spinner } from '../../ui/Spinner.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import { guardTitles, reasonWords } from './guard-words.ts';
import { Panel } from './Panel.tsx';

type Preview = CommandValue<'guards.preview'>;
const LIMIT = 500;

interface Answer {
  /** What was asked: the guards as they were. */
  question: string;
  preview?: Preview;
  problem?: string;
}

/** What each guard would have stopped of what was captured: to see what it does before, and while, it is on. */
export function PreviewPanel({ bin }: { bin: Bin }) {
  const [round, setRound] = useState(0);
  const [answer, setAnswer] = useState<Answer>();
  const { id: binId } = bin;
  // A changed guard is another question.
  const question = JSON.stringify([bin.guards, round]);
  const hasGuards = bin.guards.length > 0;
  useEffect(() => {
    if (!hasGuards) return undefined;
    let isCurrent = true;
    call('guards.preview', { binId, limit: LIMIT }).then(
      (preview) => isCurrent && setAnswer({ question, preview }),
      (error: unknown) =>
        isCurrent && setAnswer({ question, problem: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [binId, question, hasGuards]);

  const isReading = answer?.question !== question;
  const { preview, problem } = answer ?? {};
  if (bin.guards.length === 0) return null;
  const latest = preview?.nextCursor === undefined ? '' : ' latest';
  return (
    <Panel
      title="In the captured traffic"
      description="What each guard would have stopped, whether it is on or off."
      actions={
        <Button size="small" onClick={() => setRound(round + 1)} isBusy={isReading}>
          Look again
        </Button>
      }
    >
      {problem !== undefined && <Banner tone="err">{problem}</Banner>}
      {preview === undefined && problem === undefined && <Spinner />}
      {preview !== undefined && (
        <>
          <p role="status" className="nums mb-2">
            {preview.examinedCount === 0
              ? 'Nothing was captured yet.'
              : `Together they would have stopped ${preview.stoppedCount} of the${latest} ${preview.examinedCount} ${preview.examinedCount === 1 ? 'request' : 'requests'}.`}
          </p>
          {preview.examinedCount > 0 && (
            <div className="flex flex-col gap-3">
              {preview.guards.map((each) => (
                <GuardPreview
                  key={each.guardId}
                  bin={bin}
                  preview={each}
                  examinedCount={preview.examinedCount}
                />
              ))}
            </div>
          )}
        </>
      )}
    </Panel>
  );
}

function GuardPreview({
  bin,
  preview,
  examinedCount,
}: {
  bin: Bin;
  preview: Preview['guards'][number];
  examinedCount: number;
}) {
  const guard = bin.guards.find(({ id }) => id === preview.guardId);
  if (guard === undefined) return null;
  const title = guardTitles[guard.kind];
  const share = preview.stoppedCount / examinedCount;
  return (
    <section
      aria-label={`What ${title} would have stopped`}
      className="overflow-hidden rounded-card border border-line bg-surface"
    >
      <h3 className="flex items-center gap-3 px-4 py-2">
        <span className="font-medium">{title}</span>
        <span className="nums text-muted">
          would have stopped {preview.stoppedCount} of {examinedCount}
        </span>
        {preview.reasons.length > 0 && (
          <span className="nums ml-auto text-small text-faint">
            {preview.reasons
              .map(({ reason, count }) => `${count} ${reasonWords(guard.kind, reason)}`)
              .join(' · ')}
          </span>
        )}
      </h3>
      <div aria-hidden className="h-0.5 bg-line">
        <div className="h-full bg-warn" style={{ width: `${share * 100}%` }} />
      </div>
      {preview.samples.length > 0 && (
        <table
          aria-label={`Requests that ${title} would have stopped`}
          className="w-full table-fixed text-left align-middle"
        >
          <tbody>
            {preview.samples.map((sample) => (
              <tr key={sample.exchangeId} className="border-t border-line hover:bg-hover">
                <td className="w-20 py-1 pl-4">
                  <span className="flex items-center">
                    <MethodLabel method={sample.method} />
                  </span>
                </td>
                <td className="truncate py-1 pr-3">
                  <button
                    type="button"
                    className="max-w-full truncate text-left text-fg hover:text-accent hover:underline"
                    onClick={() => showExchange(bin.id, sample.exchangeId)}
                  >
                    <Inert text={sample.target.slice(0, 200)} />
                  </button>
                </td>
                <td className="w-32 truncate py-1 pr-3 text-small text-muted" title={sample.message}>
                  {reasonWords(guard.kind, sample.reason)}
                </td>
                <td className="w-36 truncate py-1 pr-3 text-small text-faint">
                  <Inert text={sample.remoteAddress} />
                </td>
                <td className="w-24 py-1 pr-4 text-right text-small text-faint">
                  <TimeAgo at={sample.receivedAt} className="nums" />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
