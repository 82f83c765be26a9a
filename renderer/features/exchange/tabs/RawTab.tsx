import { useMemo } from 'react';
import { findHeader } from '../../../../shared/http/headers.ts';
import { rawFields, rawHead } from '../../../../shared/http/raw.ts';
import { decodeText, isText } from '../../../../shared/http/text.ts';
import type { CapturedRequest } from '../../../../shared/model/exchange.ts';
import { CodeView } from '../../../ui/CodeView.tsx';
import { CopyButton } from '../../../ui/CopyButton.tsx';
import { formatBytes } from '../../../ui/format-bytes.ts';
import { useBody } from '../body/use-body.ts';

const decode = (bytes: Uint8Array, charset: string) =>
  new TextDecoder(charset, { fatal: true, ignoreBOM: true }).decode(bytes);

export interface RawTabProps {
  exchangeId: string;
  request: CapturedRequest;
  hasFailed: boolean;
}

/** The request as it was on the wire, before anything was decoded. */
export function RawTab({ exchangeId, request, hasFailed }: RawTabProps) {
  const { body } = useBody({ kind: 'exchange', exchangeId }, false);
  const isChunked = /chunked/i.test(findHeader(request.headers, 'transfer-encoding') ?? '');
  const text = useMemo(() => {
    const head = rawHead(request);
    if (body === undefined) return head;
    const shown = isText(body.bytes)
      ? decodeText(body.bytes, undefined, decode).text
      : `[${formatBytes(body.totalBytes)} that are not text: see Body, Hex]`;
    // Of a request whose head was refused, the first bytes are kept as its body: the head is among them.
    if (hasFailed && shown.trimStart().startsWith(`${request.method} ${request.target}`.trim())) return shown;
    const trailers = request.trailers.length === 0 ? '' : `\r\n${rawFields(request.trailers)}`;
    return `${head}${shown}${body.isComplete ? '' : '…'}${trailers}`;
  }, [request, body, hasFailed]);
  return (
    <>
      <div className="flex items-center gap-2 px-4 pt-2 text-small text-muted">
        <span className="flex-1">
          {request.httpVersion === '' ? 'As far as it arrived' : `HTTP/${request.httpVersion}`}
          {isChunked && ' · sent in chunks; their framing is left out here'}
        </span>
        <CopyButton text={text} label="Copy raw request" />
      </div>
      <CodeView label="Raw request" text={text} isWrapped />
    </>
  );
}
