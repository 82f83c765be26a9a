import type { ReactNode } from 'react';
import { findHeader } from '../../../shared/http/headers.ts';
import type { Attempt, Delivery } from '../../../shared/model/delivery.ts';
import { ByteSize } from '../../ui/ByteSize.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Inert } from '../../ui/Inert.tsx';
import { KeyValueTable } from '../../ui/KeyValueTable.tsx';
import { MethodLabel } from '../../ui/MethodLabel.tsx';
import type { BodyToDraw } from './body-to-draw.ts';

export interface SentRequestProps {
  delivery: Delivery;
  attempt: Attempt;
  renderBody: (body: BodyToDraw) => ReactNode;
}

/** What actually went out: with the framing that was computed, and the body byte for byte. */
export function SentRequest({ delivery, attempt, renderBody }: SentRequestProps) {
  const { method, trailers, body } = delivery.request;
  // A retry that was signed anew has headers of its own.
  const { url, headers } = attempt.sent ?? delivery.request;
  return (
    <div className="relative flex min-h-0 flex-1 flex-col overflow-y-auto">
      <div className="px-4 py-2">
        <div className="flex items-start gap-2 py-1">
          <MethodLabel method={method} className="mt-0.5" />
          <span className="code min-w-0 flex-1 text-code break-all select-text">
            <Inert text={url} />
          </span>
          <CopyButton text={url} label="Copy sent URL" />
        </div>
        <KeyValueTable label="Sent headers" columns={['Header', 'Value']} rows={headers} />
        {trailers.length > 0 && (
          <>
            <h2 className="mt-3 text-small text-faint">Trailers, sent after the body</h2>
            <KeyValueTable label="Sent trailers" columns={['Trailer', 'Value']} rows={trailers} />
          </>
        )}
        <h2 className="mt-3 text-small text-faint">
          {body.sizeBytes === 0 ? 'No body' : 'Body, '}
          {body.sizeBytes > 0 && <ByteSize bytes={body.sizeBytes} className="nums" />}
        </h2>
      </div>
      {body.sizeBytes > 0 && (
        <div className="flex min-h-60 flex-1 flex-col border-t border-line">
          {renderBody({
            label: 'Sent body',
            source: { kind: 'delivery', deliveryId: delivery.id },
            contentType: findHeader(headers, 'content-type'),
            encoding: body.encoding,
            fileName: 'sent-body',
          })}
        </div>
      )}
    </div>
  );
}
