import { isText } from '../../../../shared/http/text.ts';
import type { Exchange, Outcome } from '../../../../shared/model/exchange.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { ByteSize } from '../../../ui/ByteSize.tsx';
import { CodeView } from '../../../ui/CodeView.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { formatDuration } from '../../../ui/format-time.ts';
import { KeyValueTable } from '../../../ui/KeyValueTable.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { fromBase64 } from '../../../host/base64.ts';
import { AnsweredBy } from './AnsweredBy.tsx';
import { HexView } from '../body/HexView.tsx';

/** What the sender got, from whom and why. */
export function ReplyTab({
  exchange,
}: {
  exchange: Pick<Exchange, 'binId' | 'outcome' | 'receivedAt' | 'answered'>;
}) {
  const { binId, outcome, receivedAt, answered } = exchange;
  return (
    <>
      {answered !== undefined && <AnsweredBy binId={binId} answered={answered} />}
      <Result outcome={outcome} receivedAt={receivedAt} />
    </>
  );
}

function Result({ outcome, receivedAt }: { outcome: Outcome; receivedAt: number }) {
  if (outcome.state === 'pending') {
    return (
      <EmptyState title="Not answered yet">
        Its reply takes its time; it is shown here once it is out.
      </EmptyState>
    );
  }
  if (outcome.state === 'failed') {
    return (
      <div className="flex flex-col gap-3 p-4">
        <Banner
          tone={outcome.reason === 'fault' ? 'info' : 'err'}
          title={outcome.status === undefined ? 'No reply was sent' : `It was answered ${outcome.status}`}
        >
          {outcome.message}
        </Banner>
      </div>
    );
  }
  const { body } = outcome;
  const isJson = outcome.headers.some(
    ({ name, value }) => name.toLowerCase() === 'content-type' && value.includes('json'),
  );
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex items-center gap-3 px-4 py-2">
        <StatusPill status={outcome.status} />
        <span className="nums text-muted">{tookWords(outcome.respondedAt - receivedAt)}</span>
      </div>
      <div
        className="max-h-[45%] shrink-0 overflow-auto px-4"
        tabIndex={0}
        role="region"
        aria-label="Reply headers"
      >
        {outcome.headers.length === 0 ? (
          <p className="pb-2 text-muted">The bin set no headers of its own.</p>
        ) : (
          <KeyValueTable label="Reply headers" columns={['Name', 'Value']} rows={outcome.headers} />
        )}
      </div>
      <h3 className="border-t border-line px-4 pt-2 font-semibold">Body</h3>
      {outcome.bodySizeBytes !== undefined && (
        <p className="px-4 text-small text-muted">
          Its first part, of <ByteSize bytes={outcome.bodySizeBytes} className="nums" />. The delivery has all
          of it.
        </p>
      )}
      <ReplyBody body={body} isJson={isJson} />
    </div>
  );
}

/** Both instants are whole milliseconds. */
const tookWords = (ms: number) => (ms < 1 ? 'in less than 1 ms' : `after ${formatDuration(ms)}`);

function ReplyBody({ body, isJson }: { body: { text: string } | { base64: string }; isJson: boolean }) {
  if ('text' in body) {
    if (body.text === '') return <p className="px-4 py-1 text-muted">Empty.</p>;
    return <CodeView label="Reply body" text={body.text} language={isJson ? 'json' : 'text'} />;
  }
  const bytes = fromBase64(body.base64);
  if (isText(bytes)) return <CodeView label="Reply body" text={new TextDecoder().decode(bytes)} />;
  return <HexView label="Reply body" bytes={bytes} />;
}
