import type { BodySource } from '../../shared/model/body.ts';
import { CommandError } from '../../shared/ipc/envelope.ts';
import { parseContentEncoding } from './decode/content-encoding.ts';
import type { Decoder } from './decode/decoder.ts';
import type { DecodedBody } from './commands/bodies.ts';
import type { Store } from './ports.ts';

/** More than this is not decoded for a view: a bomb stops here. */
const DECODED_LIMIT_BYTES = 16 * 1024 * 1024;

/** Undoes a stored body's own `Content-Encoding`; `undefined` when there is no such body. */
export async function decodeStoredBody(
  store: Store,
  decoder: Decoder,
  source: BodySource,
): Promise<DecodedBody | undefined> {
  const encoding = await encodingOf(store, source);
  const body = await store.openBody(source);
  if (body === undefined) return undefined;
  return decoder.decode(parseContentEncoding(encoding ?? ''), body, { maxBytes: DECODED_LIMIT_BYTES });
}

/** The decoded body as a whole, for saving; refuses rather than write a part as if it were all. */
export async function openDecodedBody(
  store: Store,
  decoder: Decoder,
  source: BodySource,
): Promise<AsyncIterable<Uint8Array> | undefined> {
  const decoded = await decodeStoredBody(store, decoder, source);
  if (decoded === undefined) return undefined;
  if (!decoded.isComplete || decoded.problem !== undefined) {
    throw new CommandError(
      'unavailable',
      `${decoded.problem ?? 'The decoded body is too large.'} Save the raw bytes and decode them with another tool.`,
    );
  }
  return once(decoded.bytes);
}

/** The decoded body as a whole, in memory; refuses one that can't be decoded to its end. */
export async function readWholeBody(
  store: Store,
  decoder: Decoder,
  source: BodySource,
): Promise<Uint8Array | undefined> {
  const decoded = await decodeStoredBody(store, decoder, source);
  if (decoded === undefined) return undefined;
  if (!decoded.isComplete || decoded.problem !== undefined) {
    throw new CommandError('bad_input', decoded.problem ?? 'The body is larger than 16 MiB.');
  }
  return decoded.bytes;
}

async function encodingOf(store: Store, source: BodySource): Promise<string | undefined> {
  switch (source.kind) {
    case 'exchange':
      return (await store.getExchange(source.exchangeId))?.request.body.encoding;
    case 'delivery':
      return (await store.getDelivery(source.deliveryId))?.request.body.encoding;
    case 'attempt':
      return (await store.getAttempt(source.attemptId))?.response?.body.encoding;
  }
}

async function* once(bytes: Uint8Array): AsyncIterable<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}
