import type { Exchange, ExchangeSummary, Findings, Outcome, Via } from '../../../shared/model/exchange.ts';
import type { Header } from '../../../shared/model/header.ts';
import type { Recognition } from '../../../shared/model/provider.ts';
import type { VerificationReason, VerificationStatus } from '../../../shared/model/verification.ts';
import { decodeOutcome } from './outcome-code.ts';
import { unpackText } from './text-column.ts';

/**
 * Rows as exchanges. What is in a JSON column was checked before it was written, by the same program: it is not checked
 * again, and the workers do without the schemas.
 */

/** In the order of `findingColumns`. */
export const FINDING_COLUMNS =
  'provider, event_type, event_id, verification, verification_reason, is_refused';

/** Columns in the order of exchange-columns.ts. */
export const INSERT_EXCHANGE = `INSERT INTO exchanges
  (seq, bin, id, received_at, result, method, target, content_type, remote_address, via, size_bytes, is_truncated,
   ${FINDING_COLUMNS})
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

export const INSERT_CONTENTS = `INSERT INTO contents
  (seq, http_version, scheme, headers, trailers, encoding, sha256, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?)`;

export interface SummaryRow {
  seq: number;
  id: string;
  bin_id: string;
  received_at: number;
  result: number;
  method: string | Uint8Array;
  target: string | Uint8Array;
  content_type: string | Uint8Array | null;
  remote_address: string;
  via: Via;
  size_bytes: number;
  is_truncated: number;
  delivery_count: number;
  provider: string | null;
  event_type: string | Uint8Array | null;
  event_id: string | Uint8Array | null;
  verification: VerificationStatus | null;
  verification_reason: VerificationReason | null;
  is_refused: number;
}

/** Of `exchanges e` and `bins b`. */
export const SUMMARY_COLUMNS = `e.seq, e.id, b.id AS bin_id, e.received_at, e.result, e.method, e.target, e.content_type,
  e.remote_address, e.via, e.size_bytes, e.is_truncated, e.provider, e.event_type, e.event_id, e.verification,
  e.verification_reason, e.is_refused,
  (SELECT count(*) FROM deliveries d WHERE d.exchange_id = e.id) AS delivery_count`;

export function summaryOf(row: SummaryRow): ExchangeSummary {
  return {
    id: row.id,
    binId: row.bin_id,
    receivedAt: row.received_at,
    method: unpackText(row.method),
    target: unpackText(row.target),
    sizeBytes: row.size_bytes,
    ...(row.content_type === null ? {} : { contentType: unpackText(row.content_type) }),
    remoteAddress: row.remote_address,
    via: row.via,
    isTruncated: row.is_truncated === 1,
    outcome: decodeOutcome(row.result),
    deliveryCount: row.delivery_count,
    ...recognitionField(row),
    ...(row.verification === null
      ? {}
      : {
          verification: {
            status: row.verification,
            ...(row.verification_reason === null ? {} : { reason: row.verification_reason }),
          },
        }),
    isRefused: row.is_refused === 1,
  };
}

function recognitionField(row: SummaryRow): { recognition?: Recognition } {
  if (row.provider === null) return {};
  return {
    recognition: {
      providerId: row.provider,
      ...(row.event_type === null ? {} : { eventType: unpackText(row.event_type) }),
      ...(row.event_id === null ? {} : { eventId: unpackText(row.event_id) }),
    },
  };
}

export interface ExchangeRow extends SummaryRow {
  http_version: string;
  scheme: Exchange['request']['scheme'];
  headers: string;
  trailers: string;
  encoding: string | Uint8Array | null;
  sha256: string;
  outcome: string | null;
  findings: string | null;
}

export function exchangeOf(row: ExchangeRow): Exchange {
  return {
    id: row.id,
    binId: row.bin_id,
    receivedAt: row.received_at,
    request: {
      method: unpackText(row.method),
      target: unpackText(row.target),
      httpVersion: row.http_version,
      headers: headersOf(row.headers),
      trailers: headersOf(row.trailers),
      body: {
        sizeBytes: row.size_bytes,
        sha256: row.sha256,
        ...(row.encoding === null ? {} : { encoding: unpackText(row.encoding) }),
        isTruncated: row.is_truncated === 1,
      },
      remoteAddress: row.remote_address,
      scheme: row.scheme,
      via: row.via,
    },
    outcome: row.outcome === null ? { state: 'pending' } : (JSON.parse(row.outcome) as Outcome),
    ...recognitionField(row),
    ...(row.findings === null ? {} : (JSON.parse(row.findings) as Findings)),
  };
}

export const headersOf = (column: string): Header[] => JSON.parse(column) as Header[];
