import type { GuardOf } from '../../../shared/model/guard.ts';
import { credentialsOf } from './authorization.ts';
import { isSame } from './same.ts';
import type { GuardedRequest, Shortfall } from './verdict.ts';

/**
 * Basic authentication (RFC 7617 §2, read 2026-11-25): base64 of user name, colon, password, in UTF-8. The user name ends at
 * the first colon; the password may hold more of them. Bytes are compared: no form of Unicode is made of another.
 */
export function checkBasic(
  { userName }: GuardOf<'basic'>,
  { request }: GuardedRequest,
  secret: string,
): Shortfall | undefined {
  const found = credentialsOf(request.headers, 'Basic');
  if (!('credentials' in found)) return found;
  const pair = decodeBase64(found.credentials);
  const colon = pair?.indexOf(0x3a) ?? -1;
  if (pair === undefined || colon === -1) {
    return {
      reason: 'malformed',
      message: 'The Authorization header does not hold the base64 of a user name, a colon and a password.',
    };
  }
  // Both are compared in any case: that one of them is right must not show in the time it takes.
  const isUser = isSame(pair.subarray(0, colon), Buffer.from(userName));
  const isPassword = isSame(pair.subarray(colon + 1), Buffer.from(secret));
  if (isUser && isPassword) return undefined;
  return {
    reason: 'wrong',
    message: 'The user name or the password is not the one that this endpoint asks for.',
  };
}

/** RFC 4648 §4, in the one spelling that encoding gives: Node would skip what is no base64 and take base64url. */
function decodeBase64(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64');
  return bytes.toString('base64') === text ? bytes : undefined;
}
