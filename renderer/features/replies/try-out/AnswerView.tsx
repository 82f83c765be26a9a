import { isText } from '../../../../shared/http/text.ts';
import { fromBase64 } from '../../../host/base64.ts';
import { formatBytes } from '../../../ui/format-bytes.ts';
import { Inert } from '../../../ui/Inert.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import type { Trial } from './use-trial.ts';

type Answer = Trial['answer'];

/** More of a body is not shown: it is to be recognised, not read. */
const SHOWN_CHARACTERS = 4000;

/** What would go out. */
export function AnswerView({ answer }: { answer: Answer }) {
  const { answered, reply, interim, delayMs, fault } = answer;
  const isDefault = answered.by === 'default';
  return (
    <div
      className="flex flex-col gap-2 rounded-control border border-line bg-bg px-3 py-2"
      data-answer={answered.by}
    >
      {isDefault && <p className="break-words text-muted select-text">{answered.explanation}</p>}
      <div className="flex flex-wrap items-center gap-2">
        {interim !== undefined && (
          <>
            <StatusPill status={interim.status} />
            <span className="text-muted">at once, then</span>
          </>
        )}
        {reply === undefined ? (
          <span className="font-medium">No reply</span>
        ) : (
          <StatusPill status={reply.status} />
        )}
        <span className="text-muted">{mannerOf(delayMs, fault)}</span>
      </div>
      {reply !== undefined && reply.headers.length > 0 && (
        <dl aria-label="Headers of the answer" className="code flex flex-col text-code">
          {reply.headers.map(({ name, value }, index) => (
            <div key={index} className="flex gap-2">
              <dt className="shrink-0 text-code-key">{name}:</dt>
              <dd className="min-w-0 break-all">
                <Inert text={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {reply !== undefined && <BodyPreview body={reply.body} />}
    </div>
  );
}

function BodyPreview({ body }: { body: NonNullable<Answer['reply']>['body'] }) {
  const bytes = 'text' in body ? undefined : fromBase64(body.base64);
  const text =
    bytes === undefined
      ? 'text' in body
        ? body.text
        : ''
      : isText(bytes)
        ? new TextDecoder().decode(bytes)
        : undefined;
  if (text === undefined)
    return <p className="text-muted">{formatBytes(bytes?.length ?? 0)} that are no text</p>;
  if (text === '') return <p className="text-muted">No body</p>;
  return (
    <pre aria-label="Body of the answer" className="code text-code break-all whitespace-pre-wrap select-text">
      <Inert text={text.slice(0, SHOWN_CHARACTERS)} />
      {text.length > SHOWN_CHARACTERS && '…'}
    </pre>
  );
}

function mannerOf(delayMs: number, fault: Answer['fault']): string {
  const after = delayMs === 0 ? '' : `after ${delayMs < 1000 ? `${delayMs} ms` : `${delayMs / 1000} s`}`;
  switch (fault?.kind) {
    case undefined:
      return after;
    case 'close':
      return `the connection is closed ${after}`;
    case 'reset':
      return `the connection is reset ${after}`;
    case 'hang':
      return `the connection is kept open for ${delayMs / 1000} s`;
    case 'drip':
      return `${after} at ${fault.bytesPerSecond} bytes a second`.trim();
    case 'truncate':
      return `${after} cut off after ${fault.sentBytes} bytes of its body`.trim();
  }
}
