import { visibleText } from '../../../../shared/http/visible.ts';
import type { CaptureFailure, ExchangeSummary } from '../../../../shared/model/exchange.ts';
import { providerName } from '../../../state/providers.ts';
import { formatBytes } from '../../../ui/format-bytes.ts';
import { shieldWords } from '../../../ui/VerificationShield.tsx';

/** Two words for a row; the detail has the sentence. */
export const failureWords: Record<CaptureFailure, string> = {
  malformed: 'malformed',
  header_overflow: 'head too large',
  timed_out: 'timed out',
  aborted: 'aborted',
  reply_aborted: 'left early',
  interrupted: 'interrupted',
  fault: 'as planned',
};

/** `application/json; charset=utf-8` → `json`: what tells rows apart. */
export function shortType(contentType: string): string {
  const type = contentType.split(';')[0]?.trim().toLowerCase() ?? '';
  if (type.startsWith('multipart/')) return 'multipart';
  return type.replace(/^(application|text)\//, '').replace('x-www-form-urlencoded', 'form');
}

/** A row as a screen reader says it: `POST /stripe, 200, json, 2.1 KB, by the tunnel`. */
export function describeExchange(exchange: ExchangeSummary): string {
  const { method, target, contentType, outcome, recognition, verification } = exchange;
  const result =
    outcome.state === 'responded'
      ? String(outcome.status)
      : outcome.state === 'failed'
        ? `failed: ${outcome.reason === undefined ? 'unknown reason' : failureWords[outcome.reason]}`
        : 'pending';
  return [
    visibleText(`${method} ${target.slice(0, 300)}`),
    recognition === undefined ? '' : providerName(recognition.providerId),
    visibleText(recognition?.eventType ?? ''),
    verification === undefined ? '' : shieldWords(verification.status).toLowerCase(),
    result,
    contentType === undefined ? '' : shortType(contentType),
    formatBytes(exchange.sizeBytes),
    exchange.via === 'tunnel' ? 'by the tunnel' : '',
    exchange.isRefused ? 'rejected by a guard' : '',
    exchange.isTruncated ? 'truncated' : '',
    exchange.deliveryCount > 0 ? `${exchange.deliveryCount} sent on` : '',
  ]
    .filter(Boolean)
    .join(', ');
}
