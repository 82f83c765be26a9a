import type { BodyContent } from '../../../shared/model/body.ts';
import type { Exchange } from '../../../shared/model/exchange.ts';
import type { ParsedInput } from '../../../shared/ipc/contract.ts';
import type { DeliveryRequest } from './delivery-request.ts';

/**
 * The message that replays an exchange: as captured, except for what is edited. Trailers belong to the captured bytes (they
 * carry sums and signatures of them), so an edited body goes without. A truncated body is refused by `deliveries.start`.
 */
export function planReplay(
  exchange: Exchange,
  url: string,
  { edits, isHostRewritten }: Pick<ParsedInput<'exchanges.replay'>, 'edits' | 'isHostRewritten'>,
): DeliveryRequest {
  const { request } = exchange;
  return {
    trigger: 'replay',
    exchangeId: exchange.id,
    method: edits?.method ?? request.method,
    url,
    headers: edits?.headers ?? request.headers,
    trailers: edits?.body === undefined ? request.trailers : [],
    body: edits?.body === undefined ? { exchangeId: exchange.id } : { bytes: bytesOf(edits.body) },
    isHostRewritten,
  };
}

export function bytesOf(content: BodyContent): Uint8Array {
  return 'text' in content ? Buffer.from(content.text) : Buffer.from(content.base64, 'base64');
}
