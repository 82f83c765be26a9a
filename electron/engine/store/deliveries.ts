import {
  standingOf,
  summarizeStanding,
  type Attempt,
  type Delivery,
  type DeliveryStanding,
  type DeliveryStatus,
  type DeliverySummary,
  type DeliveryTrigger,
  type SendFailureCode,
} from '../../../shared/model/delivery.ts';
import type { Page, SentMessage } from '../ports.ts';
import type { Database, SqlValue } from './driver.ts';
import { packText, unpackText } from './text-column.ts';

/** What has no column of its own. */
type RequestRest = Omit<Delivery['request'], 'method' | 'url'>;

/** In the order of `INSERT_DELIVERY`, without `bin` and `body`. */
export function deliveryColumns(delivery: Delivery): SqlValue[] {
  const { method, url, ...rest } = delivery.request;
  const request: RequestRest = rest;
  return [
    delivery.id,
    delivery.trigger,
    delivery.status,
    delivery.exchangeId ?? null,
    delivery.draftId ?? null,
    delivery.createdAt,
    packText(method),
    packText(url),
    JSON.stringify(request),
    JSON.stringify(standingOf(delivery)),
    delivery.request.body.sizeBytes,
    delivery.request.body.sha256,
  ];
}

export const INSERT_DELIVERY = `INSERT INTO deliveries
  (id, trigger, status, exchange_id, draft_id, created_at, method, url, request, standing, size_bytes, sha256, bin, body)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;

/** In the order of `SAVE_ATTEMPT`, without `delivery` and `body`. */
export function attemptColumns(attempt: Attempt, hasBody: boolean): SqlValue[] {
  const body = hasBody ? attempt.response?.body : undefined;
  return [
    attempt.id,
    JSON.stringify(attempt),
    attempt.response?.status ?? null,
    attempt.failure?.code ?? null,
    attempt.timings?.totalMs ?? null,
    body?.sizeBytes ?? null,
    body?.sha256 ?? null,
  ];
}

export const SAVE_ATTEMPT = `INSERT INTO attempts
  (id, attempt, response_status, failure_code, total_ms, size_bytes, sha256, delivery, body)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
  ON CONFLICT (id) DO UPDATE SET attempt = excluded.attempt, response_status = excluded.response_status,
    failure_code = excluded.failure_code, total_ms = excluded.total_ms, size_bytes = excluded.size_bytes,
    sha256 = excluded.sha256, body = excluded.body`;

interface DeliveryRow {
  seq: number;
  id: string;
  trigger: DeliveryTrigger;
  status: DeliveryStatus;
  exchange_id: string | null;
  draft_id: string | null;
  created_at: number;
  method: string | Uint8Array;
  url: string | Uint8Array;
  standing: string;
}

const DELIVERY_COLUMNS = 'seq, id, trigger, status, exchange_id, draft_id, created_at, method, url, standing';

export const readStanding = (text: string): DeliveryStanding => JSON.parse(text) as DeliveryStanding;

const commonOf = (row: DeliveryRow) => ({
  id: row.id,
  trigger: row.trigger,
  status: row.status,
  ...(row.exchange_id === null ? {} : { exchangeId: row.exchange_id }),
  ...(row.draft_id === null ? {} : { draftId: row.draft_id }),
  createdAt: row.created_at,
});

export function getDelivery(db: Database, id: string): Delivery | undefined {
  const row = db
    .prepare<DeliveryRow & { request: string }>(
      `SELECT ${DELIVERY_COLUMNS}, request FROM deliveries WHERE id = ?`,
    )
    .get(id);
  if (row === undefined) return undefined;
  const attempts = db
    .prepare<{ attempt: string }>('SELECT attempt FROM attempts WHERE delivery = ? ORDER BY seq')
    .all(row.seq);
  return {
    ...commonOf(row),
    request: {
      method: unpackText(row.method),
      url: unpackText(row.url),
      ...(JSON.parse(row.request) as RequestRest),
    },
    attempts: attempts.map(({ attempt }) => JSON.parse(attempt) as Attempt),
    ...readStanding(row.standing),
  };
}

export function getAttempt(db: Database, id: string): Attempt | undefined {
  const row = db.prepare<{ attempt: string }>('SELECT attempt FROM attempts WHERE id = ?').get(id);
  return row === undefined ? undefined : (JSON.parse(row.attempt) as Attempt);
}

interface LastAttemptRow {
  attempt_count: number;
  response_status: number | null;
  failure_code: SendFailureCode | null;
  total_ms: number | null;
}

function summaryOf(db: Database, row: DeliveryRow): DeliverySummary {
  // A bare column beside max() is taken from the row that has the maximum (sqlite.org/lang_select.html).
  const last = db
    .prepare<LastAttemptRow>(
      `SELECT count(*) AS attempt_count, max(seq), response_status, failure_code, total_ms
       FROM attempts WHERE delivery = ?`,
    )
    .get(row.seq);
  return {
    ...commonOf(row),
    method: unpackText(row.method),
    url: unpackText(row.url),
    attemptCount: last?.attempt_count ?? 0,
    ...summarizeStanding(readStanding(row.standing)),
    ...(last === undefined || last.response_status === null ? {} : { responseStatus: last.response_status }),
    ...(last === undefined || last.failure_code === null ? {} : { failureCode: last.failure_code }),
    ...(last === undefined || last.total_ms === null ? {} : { totalMs: last.total_ms }),
  };
}

/** The cursor is the `seq` of the last item of the page before. */
export function listDeliveries(
  db: Database,
  filter: { exchangeId?: string; draftId?: string },
  limit: number,
  cursor?: string,
): Page<DeliverySummary> {
  const conditions = ['seq < ?'];
  const values: SqlValue[] = [cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor)];
  if (filter.exchangeId !== undefined) {
    conditions.push('exchange_id = ?');
    values.push(filter.exchangeId);
  }
  if (filter.draftId !== undefined) {
    conditions.push('draft_id = ?');
    values.push(filter.draftId);
  }
  const rows = db
    .prepare<DeliveryRow>(
      `SELECT ${DELIVERY_COLUMNS} FROM deliveries WHERE ${conditions.join(' AND ')} ORDER BY seq DESC LIMIT ?`,
    )
    .all(...values, limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map((row) => summaryOf(db, row)),
    ...(rows.length > limit && last !== undefined ? { nextCursor: String(last.seq) } : {}),
  };
}

/** The newest deliveries of a bin that are looked at for their destinations; a forwarding bin repeats one of them. */
const DESTINATION_SCAN = 2000;

export function recentDestinations(db: Database, exchangeId: string, limit: number): string[] {
  const bin = db.prepare<{ bin: number }>('SELECT bin FROM exchanges WHERE id = ?').get(exchangeId)?.bin;
  const urls = new Set<string>();
  const take = (rows: { url: string | Uint8Array }[]) => {
    for (const { url } of rows) if (urls.size < limit) urls.add(unpackText(url));
  };
  take(
    db
      .prepare<{ url: string | Uint8Array }>(
        'SELECT url FROM deliveries WHERE exchange_id = ? ORDER BY seq DESC LIMIT ?',
      )
      .all(exchangeId, DESTINATION_SCAN),
  );
  if (bin !== undefined) {
    take(
      db
        .prepare<{ url: string | Uint8Array }>(
          'SELECT url FROM deliveries WHERE bin = ? ORDER BY seq DESC LIMIT ?',
        )
        .all(bin, DESTINATION_SCAN),
    );
  }
  return [...urls];
}

interface SentRow {
  id: string;
  trigger: DeliveryTrigger;
  request: string;
}

const sentOf = ({ id, trigger, request }: SentRow) => ({
  deliveryId: id,
  trigger,
  headers: (JSON.parse(request) as RequestRest).headers,
});

/** More deliveries of one body than this are not told of. */
const SAME_BODY_LIMIT = 20;

export function listSentWithBody(db: Database, sha256: string): Omit<SentMessage, 'body'>[] {
  return db
    .prepare<SentRow>(
      'SELECT id, trigger, request FROM deliveries WHERE sha256 = ? ORDER BY seq DESC LIMIT ?',
    )
    .all(sha256, SAME_BODY_LIMIT)
    .map(sentOf);
}

/** Of so many of the newest deliveries, those that did not forward and have a body in the database. */
const RECENT_SCAN = 1000;
const RECENT_BODY_BYTES = 64 * 1024;

export function listRecentlySent(db: Database, limit: number): SentMessage[] {
  return db
    .prepare<SentRow & { body: Uint8Array }>(
      `SELECT id, trigger, request, body FROM
         (SELECT * FROM deliveries ORDER BY seq DESC LIMIT ?)
       WHERE trigger <> 'forward' AND body IS NOT NULL AND size_bytes BETWEEN 1 AND ?
       ORDER BY seq DESC LIMIT ?`,
    )
    .all(RECENT_SCAN, RECENT_BODY_BYTES, limit)
    .map((row) => ({ ...sentOf(row), body: row.body }));
}
