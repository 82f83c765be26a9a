import { createHash } from 'node:crypto';
import type { Body } from '../../../shared/model/body.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { Store, StoredBytes } from '../ports.ts';
import type { DeliveryBody } from './delivery-request.ts';
import { BodyUnreadable, type OutgoingBody } from './write-request.ts';

/** A body ready to be stored with a delivery and to be sent, however large. */
export interface PreparedBody extends Pick<Body, 'sizeBytes' | 'sha256'> {
  bytes: StoredBytes;
  /** Absent when there is nothing to send. */
  outgoing?: OutgoingBody;
}

export type BodyToDeliver = Pick<
  Store,
  'getExchange' | 'readBody' | 'openBody' | 'createSpool' | 'inlineLimitBytes'
>;

/** A larger body is not signed: its signature needs the whole of it in memory. */
const SIGNED_LIMIT_BYTES = 64 * 1024 * 1024;

/**
 * Throws `CommandError`: `not_found` without the exchange, `bad_input` when its body is truncated, for part of a body sent as
 * if it were the whole would show the receiver a message that nobody sent.
 */
export async function prepareBody(
  body: DeliveryBody | undefined,
  store: BodyToDeliver,
): Promise<PreparedBody> {
  if (body === undefined) return fromBytes(new Uint8Array(), store);
  return 'bytes' in body ? fromBytes(body.bytes, store) : fromExchange(body.exchangeId, store);
}

/** All bytes of a body. Throws `CommandError` as `prepareBody`, and `bad_input` for more than 64 MiB. */
export async function readBodyToSign(
  body: DeliveryBody | undefined,
  store: BodyToDeliver,
): Promise<Uint8Array> {
  if (body !== undefined && 'bytes' in body) return body.bytes;
  const { sizeBytes, outgoing } = await prepareBody(body, store);
  if (sizeBytes > SIGNED_LIMIT_BYTES) {
    const message = 'A body of more than 64 MiB can not be signed: give a smaller one, or send it unsigned.';
    throw new CommandError('bad_input', message, [{ path: 'sign', message }]);
  }
  const chunks: Uint8Array[] = [];
  if (outgoing !== undefined) for await (const chunk of await outgoing.open()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function fromBytes(bytes: Uint8Array, store: BodyToDeliver): Promise<PreparedBody> {
  return {
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length > store.inlineLimitBytes ? await spooled(bytes, store) : { kind: 'inline', bytes },
    ...(bytes.length === 0 ? {} : { outgoing: { sizeBytes: bytes.length, open: () => once(bytes) } }),
  };
}

async function fromExchange(exchangeId: string, store: BodyToDeliver): Promise<PreparedBody> {
  const exchange = await store.getExchange(exchangeId);
  if (exchange === undefined) {
    throw new CommandError('not_found', `There is no exchange ${exchangeId} whose body could be sent.`);
  }
  const { sizeBytes, sha256, isTruncated } = exchange.request.body;
  if (isTruncated) {
    throw new CommandError(
      'bad_input',
      'Only the first part of this body was captured, so it can not be sent unchanged: give a body of your own.',
      [{ path: 'body', message: 'was captured in part only' }],
    );
  }
  const source = { kind: 'exchange', exchangeId } as const;
  if (sizeBytes <= store.inlineLimitBytes) {
    const read = await store.readBody(source, 0, Math.max(sizeBytes, 1));
    return fromBytes(read?.bytes ?? new Uint8Array(), store);
  }
  return {
    sizeBytes,
    sha256,
    // The delivery refers to the same file: what is as large as this is not copied.
    bytes: { kind: 'file', sha256, sizeBytes },
    outgoing: {
      sizeBytes,
      async open() {
        const chunks = await store.openBody(source);
        if (chunks === undefined) throw new BodyUnreadable('The body of this exchange is gone.');
        return chunks;
      },
    },
  };
}

async function spooled(bytes: Uint8Array, store: BodyToDeliver): Promise<StoredBytes> {
  const spool = store.createSpool();
  await spool.write(bytes);
  return spool.finish();
}

// eslint-disable-next-line @typescript-eslint/require-await -- the shape of a stream, with one chunk
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
