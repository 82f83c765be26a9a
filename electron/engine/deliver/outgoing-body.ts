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

type BodyStore = Pick<Store, 'getExchange' | 'readBody' | 'openBody' | 'createSpool' | 'inlineLimitBytes'>;

/**
 * Throws `CommandError`: `not_found` without the exchange, `bad_input` when its body is truncated, for part of a body sent as
 * if it were the whole would show the receiver a message that nobody sent.
 */
export async function prepareBody(body: DeliveryBody | undefined, store: BodyStore): Promise<PreparedBody> {
  if (body === undefined) return fromBytes(new Uint8Array(), store);
  return 'bytes' in body ? fromBytes(body.bytes, store) : fromExchange(body.exchangeId, store);
}

async function fromBytes(bytes: Uint8Array, store: BodyStore): Promise<PreparedBody> {
  return {
    sizeBytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    bytes: bytes.length > store.inlineLimitBytes ? await spooled(bytes, store) : { kind: 'inline', bytes },
    ...(bytes.length === 0 ? {} : { outgoing: { sizeBytes: bytes.length, open: () => once(bytes) } }),
  };
}

async function fromExchange(exchangeId: string, store: BodyStore): Promise<PreparedBody> {
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

async function spooled(bytes: Uint8Array, store: BodyStore): Promise<StoredBytes> {
  const spool = store.createSpool();
  await spool.write(bytes);
  return spool.finish();
}

// eslint-disable-next-line @typescript-eslint/require-await -- the shape of a stream, with one chunk
async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
