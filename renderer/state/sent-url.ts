import { findHeader } from '../../shared/http/headers.ts';
import type { CapturedRequest } from '../../shared/model/exchange.ts';

/** The URL a request was sent to, put together from its scheme, its Host field and its target. */
export function sentUrl({ scheme, target, headers }: CapturedRequest): string {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(target)) return target;
  return `${scheme}://${findHeader(headers, 'host') ?? 'localhost'}${target.startsWith('/') ? target : `/${target}`}`;
}
