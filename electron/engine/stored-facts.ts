import type { Exchange } from '../../shared/model/exchange.ts';
import { factsOf, type RequestFacts } from '../../shared/rules/request-facts.ts';
import { decodeBytes } from './decode-bytes.ts';
import type { Store } from './ports.ts';

/** No demand of a provider is larger. */
const BODY_BYTES = 256 * 1024;

/** A stored request as handshakes see it: with the beginning of its body, its content coding not undone. */
export async function storedFacts(store: Pick<Store, 'readBody'>, exchange: Exchange): Promise<RequestFacts> {
  const source = { kind: 'exchange', exchangeId: exchange.id } as const;
  const read = await store.readBody(source, 0, BODY_BYTES);
  const body = read?.bytes ?? new Uint8Array();
  return factsOf({ request: exchange.request, body, findings: exchange }, decodeBytes);
}
