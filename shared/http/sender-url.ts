import type { CapturedRequest } from '../model/exchange.ts';
import { findHeader } from './headers.ts';

/**
 * The URL that the sender called, which some schemes sign: the scheme it used (the visitor's, through a tunnel), the `Host` and
 * the target as they came.
 */
export function senderUrl({
  scheme,
  headers,
  target,
}: Pick<CapturedRequest, 'scheme' | 'headers' | 'target'>): string {
  if (/^https?:\/\//i.test(target)) return target;
  return `${scheme}://${findHeader(headers, 'host') ?? ''}${target}`;
}
