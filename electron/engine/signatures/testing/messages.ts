import type { Header } from '../../../../shared/model/header.ts';
import { schemesOf } from '../registry.ts';
import { isUnusable, type Scheme, type Signed, type SignedMessage } from '../scheme.ts';
import { sign } from '../sign.ts';

/** A message from a few words: headers as an object, the body as text or bytes. */
export function message({
  method = 'POST',
  url = 'https://example.com/hooks',
  headers = {},
  body = '',
}: {
  method?: string;
  url?: string;
  headers?: Record<string, string>;
  body?: string | Uint8Array;
} = {}): SignedMessage {
  return {
    method,
    url,
    headers: Object.entries(headers).map(([name, value]): Header => ({ name, value })),
    body: typeof body === 'string' ? Buffer.from(body) : body,
  };
}

export function schemeOf(providerId: string, schemeId?: string): Scheme {
  const own = schemesOf(providerId);
  const found = schemeId === undefined ? own[0] : own.find(({ id }) => id === schemeId);
  if (found === undefined) throw new Error(`${providerId} has no scheme ${schemeId ?? ''}`);
  return found;
}

/** What signing puts on a message; throws where it can't. */
export function signed(
  scheme: Scheme,
  unsigned: SignedMessage,
  secret: string,
  at = 0,
  id = 'msg_1',
): Signed {
  const result = sign({ scheme, message: unsigned, secret, at, id });
  if (isUnusable(result)) throw new Error(result.message);
  return result;
}
