import type { Header } from '../../../shared/model/header.ts';
import { findHeaders } from '../../../shared/http/headers.ts';
import type { Shortfall } from './verdict.ts';

/** `token68` of RFC 9110 §11.2, which is also `b64token` of RFC 6750 §2.1. */
export const TOKEN68 = /^[A-Za-z0-9\-._~+/]+=*$/;

/**
 * The credentials of the one `Authorization` field (RFC 9110 §11.6.2): scheme in any case, one or more spaces, a `token68`.
 */
export function credentialsOf(
  headers: readonly Header[],
  scheme: 'Basic' | 'Bearer',
): { credentials: string } | Shortfall {
  const [field, ...more] = findHeaders(headers, 'authorization');
  if (field === undefined || field === '') {
    return { reason: 'missing', message: `This endpoint asks for ${scheme} authentication.` };
  }
  if (more.length > 0) {
    return { reason: 'repeated', message: 'There is more than one Authorization header.' };
  }
  const [, name = field, credentials = ''] = /^([^ ]+) +(.*)$/s.exec(field) ?? [];
  if (name.toLowerCase() !== scheme.toLowerCase()) {
    return { reason: 'wrong', message: `The Authorization header is not of the scheme ${scheme}.` };
  }
  if (!TOKEN68.test(credentials)) {
    return { reason: 'malformed', message: `The Authorization header is not of the form “${scheme} …”.` };
  }
  return { credentials };
}
