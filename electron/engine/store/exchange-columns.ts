import { summarize } from '../../../shared/model/exchange.ts';
import type { Exchange } from '../../../shared/model/exchange.ts';
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
  ];
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
