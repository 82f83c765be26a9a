import { credentialsOf } from './authorization.ts';
import { octetsOf } from './octets.ts';
import { isSame } from './same.ts';
import type { GuardedRequest, Shortfall } from './verdict.ts';

/** A bearer token in the `Authorization` field (RFC 6750 §2.1, read 2026-11-25); not in the query or the body. */
export function checkBearer({ request }: GuardedRequest, secret: string): Shortfall | undefined {
  const found = credentialsOf(request.headers, 'Bearer');
  if (!('credentials' in found)) return found;
  if (isSame(octetsOf(found.credentials), Buffer.from(secret))) return undefined;
  return { reason: 'wrong', message: 'The bearer token is not the one that this endpoint asks for.' };
}
