import { summarize, type Exchange, type Findings } from '../../../shared/model/exchange.ts';
import type { SqlValue } from './driver.ts';
import { encodeOutcome } from './outcome-code.ts';
import { packText } from './text-column.ts';

/** An exchange as columns, made on the main side, so that a worker has only to bind them. */

/** Without `seq` and `bin`, which the writer knows; in the order of `INSERT_EXCHANGE`. */
export function exchangeColumns(exchange: Exchange): SqlValue[] {
  const summary = summarize(exchange);
  return [
    exchange.id,
    exchange.receivedAt,
    encodeOutcome(exchange.outcome),
    packText(summary.method),
    packText(summary.target),
    summary.contentType === undefined ? null : packText(summary.contentType),
    summary.remoteAddress,
    summary.via,
    summary.sizeBytes,
    summary.isTruncated ? 1 : 0,
    ...findingColumns(exchange),
  ];
}

/** The part of the findings that lists show and filter by; in the order of `FINDING_COLUMNS`. */
export function findingColumns({ recognition, verification, refusal }: Findings): SqlValue[] {
  return [
    recognition?.providerId ?? null,
    recognition?.eventType === undefined ? null : packText(recognition.eventType),
    recognition?.eventId === undefined ? null : packText(recognition.eventId),
    verification?.status ?? null,
    verification?.reason ?? null,
    refusal === undefined ? 0 : 1,
  ];
}

/** Findings as they are kept for the detail view; `undefined` when there are none, which costs no row. */
export function findingsText(findings: Findings): string | undefined {
  const { recognition, verification, refusal, answered, confirmation } = findings;
  const kept = { verification, refusal, answered, confirmation } satisfies Record<
    Exclude<keyof Findings, 'recognition'>,
    unknown
  >;
  // What an exchange is recognised as stands in its columns already.
  if (Object.values(kept).every((finding) => finding === undefined)) return undefined;
  return JSON.stringify({ recognition, ...kept });
}

/** Without `seq` and `body`; in the order of `INSERT_CONTENTS`. */
export function contentsColumns({ request }: Exchange): SqlValue[] {
  return [
    request.httpVersion,
    request.scheme,
    JSON.stringify(request.headers),
    request.trailers.length === 0 ? '[]' : JSON.stringify(request.trailers),
    request.body.encoding === undefined ? null : packText(request.body.encoding),
    request.body.sha256,
  ];
}
