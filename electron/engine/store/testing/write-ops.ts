import type { Attempt, Delivery } from '../../../../shared/model/delivery.ts';
import { attemptColumns, deliveryColumns } from '../deliveries.ts';
import { contentsColumns, exchangeColumns } from '../exchange-columns.ts';
import type { BytesRef, WriteOp } from '../protocol.ts';
import { newExchange, responded } from './store-records.ts';

const noBytes: BytesRef = { kind: 'inline', offset: 0, length: 0 };

/** Writes as the main thread sends them, for tests of what is behind the thread. */
export function appendOp(binId: string, bytes: BytesRef = noBytes): { id: string; op: WriteOp } {
  const { exchange } = newExchange(binId, { outcome: responded(200) });
  if (bytes.kind === 'file') {
    exchange.request.body.sha256 = bytes.sha256;
    exchange.request.body.sizeBytes = bytes.sizeBytes;
  } else exchange.request.body.sizeBytes = bytes.length;
  return {
    id: exchange.id,
    op: {
      kind: 'appendExchange',
      binId,
      exchange: exchangeColumns(exchange),
      contents: contentsColumns(exchange),
      isUnread: true,
      outcome: JSON.stringify(exchange.outcome),
      findings: undefined,
      bytes,
    },
  };
}

export function deliveryOp(delivery: Delivery, bytes: BytesRef = noBytes): WriteOp {
  const { request } = delivery;
  const body =
    bytes.kind === 'file'
      ? { ...request.body, sha256: bytes.sha256, sizeBytes: bytes.sizeBytes }
      : request.body;
  const stored = { ...delivery, request: { ...request, body } };
  return {
    kind: 'createDelivery',
    deliveryId: delivery.id,
    row: deliveryColumns(stored),
    exchangeId: delivery.exchangeId,
    bytes,
    queueSeq: undefined,
  };
}

export const attemptOp = (deliveryId: string, attempt: Attempt): WriteOp => ({
  kind: 'saveAttempt',
  deliveryId,
  attemptId: attempt.id,
  row: attemptColumns(attempt, true),
  bytes: noBytes,
  state: undefined,
  dequeueSeq: undefined,
});
