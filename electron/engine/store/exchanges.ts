import type { BodySource } from '../../../shared/model/body.ts';
import type { Exchange, ExchangeSummary } from '../../../shared/model/exchange.ts';
import type { Database } from './driver.ts';
import { SUMMARY_COLUMNS, exchangeOf, summaryOf } from './exchange-rows.ts';
import type { ExchangeRow, SummaryRow } from './exchange-rows.ts';
import type { BodyLocation } from './protocol.ts';

export function getExchange(db: Database, id: string): Exchange | undefined {
  const row = db
    .prepare<ExchangeRow>(
      `SELECT ${SUMMARY_COLUMNS}, c.http_version, c.scheme, c.headers, c.trailers, c.encoding, c.sha256, o.outcome, f.findings
       FROM exchanges e JOIN bins b ON b.seq = e.bin JOIN contents c ON c.seq = e.seq
         LEFT JOIN outcomes o ON o.seq = e.seq LEFT JOIN findings f ON f.seq = e.seq
       WHERE e.id = ? AND b.deleted_at IS NULL AND e.seq > b.cleared_through`,
    )
    .get(id);
  return row === undefined ? undefined : exchangeOf(row);
}

export function getExchangeSummary(db: Database, id: string): ExchangeSummary | undefined {
  const row = db
    .prepare<SummaryRow>(
      `SELECT ${SUMMARY_COLUMNS} FROM exchanges e JOIN bins b ON b.seq = e.bin
       WHERE e.id = ? AND b.deleted_at IS NULL AND e.seq > b.cleared_through`,
    )
    .get(id);
  return row === undefined ? undefined : summaryOf(row);
}

/** Of what is in sight: not of what was cleared. */
export function countRefused(db: Database, binId: string): number {
  const row = db
    .prepare<{ count: number }>(
      `SELECT count(*) AS count FROM bins b JOIN exchanges e INDEXED BY exchanges_refused ON e.bin = b.seq
       WHERE b.id = ? AND b.deleted_at IS NULL AND e.is_refused = 1 AND e.seq > b.cleared_through`,
    )
    .get(binId);
  return row?.count ?? 0;
}

interface BodyRow {
  size_bytes: number;
  sha256: string;
  /** The part asked for; NULL when the body is in a file, or empty. */
  part: Uint8Array | null;
}

const bodySql: Record<BodySource['kind'], string> = {
  // Also of an exchange that was just cleared: a delivery of it may be under way.
  exchange: `SELECT e.size_bytes, c.sha256, substr(c.body, ?, ?) AS part
    FROM exchanges e JOIN contents c ON c.seq = e.seq WHERE e.id = ?`,
  delivery: 'SELECT size_bytes, sha256, substr(body, ?, ?) AS part FROM deliveries WHERE id = ?',
  attempt: `SELECT size_bytes, sha256, substr(body, ?, ?) AS part FROM attempts WHERE id = ? AND sha256 IS NOT NULL`,
};

export function locateBody(
  db: Database,
  source: BodySource,
  offset: number,
  length: number,
): BodyLocation | undefined {
  const row = db.prepare<BodyRow>(bodySql[source.kind]).get(offset + 1, length, idOf(source));
  if (row === undefined) return undefined;
  const { sha256, size_bytes: totalBytes } = row;
  // The driver stores no bytes as NULL.
  if (totalBytes === 0) return { kind: 'inline', bytes: new Uint8Array(), totalBytes, sha256 };
  return row.part === null
    ? { kind: 'file', sha256, totalBytes }
    : { kind: 'inline', bytes: row.part, totalBytes, sha256 };
}

function idOf(source: BodySource): string {
  switch (source.kind) {
    case 'exchange':
      return source.exchangeId;
    case 'delivery':
      return source.deliveryId;
    case 'attempt':
      return source.attemptId;
  }
}
