import type { ExchangeSummary } from '../../../shared/model/exchange.ts';
import type { ExchangeFilter } from '../../../shared/ipc/contract.ts';
import type { Page } from '../ports.ts';
import type { Database, SqlValue } from './driver.ts';
import { SUMMARY_COLUMNS, summaryOf } from './exchange-rows.ts';
import type { SummaryRow } from './exchange-rows.ts';
import { parseQuery } from './query.ts';
import type { ParsedQuery } from './query.ts';
import { createTextSearch } from './text-search.ts';
import type { SearchCandidates } from './text-search.ts';
import type { ReadFileStart } from './search-text.ts';

export interface HistogramBucket {
  fromAt: number;
  count: number;
  failedCount: number;
}

/** Matches that a histogram of a text search counts at most, from the newest; each has to be read and checked. */
const HISTOGRAM_MATCHES = 20_000;

export interface ExchangeLists {
  /** Newest first; the cursor names the last item of the page before. */
  list(filter: ExchangeFilter, limit: number, cursor?: string): Page<ExchangeSummary>;
  histogram(
    filter: ExchangeFilter & { fromAt: number; toAt: number },
    bucketCount: number,
  ): HistogramBucket[];
}

interface Position {
  seq: number;
  /** Epoch ms. */
  receivedAt: number;
}

/** The row before which a page begins. */
type Cursor = Position;

const START: Cursor = { seq: Number.MAX_SAFE_INTEGER, receivedAt: Number.MAX_SAFE_INTEGER };

/** `seq.receivedAt`; anything else begins at the newest. */
function parseCursor(text: string): Cursor {
  const parts = /^(\d{1,15})\.(\d{1,15})$/.exec(text);
  return parts === null ? START : { seq: Number(parts[1]), receivedAt: Number(parts[2]) };
}

/** Bins in view, by `seq`, each with the `seq` up to which it was cleared. */
type Scope = Map<number, number>;

export function createExchangeLists(
  db: Database,
  candidates: SearchCandidates,
  readFileStart: ReadFileStart,
): ExchangeLists {
  const search = createTextSearch(db, candidates, readFileStart);

  const scopeOf = (binId: string | undefined): Scope => {
    const rows = db
      .prepare<{ seq: number; cleared_through: number }>(
        'SELECT seq, cleared_through FROM bins WHERE deleted_at IS NULL AND id = coalesce(?, id)',
      )
      .all(binId ?? null);
    return new Map(rows.map((row) => [row.seq, row.cleared_through]));
  };

  /** The last stored first. */
  const bySeq = (query: ParsedQuery, filter: ExchangeFilter, cursor: Cursor, limit: number): Position[] => {
    const select = db.prepare<Position>(
      `SELECT e.seq, e.received_at AS receivedAt FROM exchanges e INDEXED BY exchanges_by_bin
       WHERE ${['e.bin = ?', 'e.seq > ?', 'e.seq < ?', ...query.conditions].join(' AND ')}
       ORDER BY e.seq DESC LIMIT ?`,
    );
    return [...scopeOf(filter.binId)]
      .flatMap(([bin, clearedThrough]) => select.all(bin, clearedThrough, cursor.seq, ...query.values, limit))
      .sort((a, b) => b.seq - a.seq);
  };

  /** The last received first: a span of time is read from the index of times, however many rows came after it. */
  const byTime = (query: ParsedQuery, filter: ExchangeFilter, cursor: Cursor, limit: number): Position[] => {
    const select = db.prepare<Position>(
      `SELECT e.seq, e.received_at AS receivedAt FROM exchanges e INDEXED BY exchanges_by_time
       WHERE ${['e.bin = ?', 'e.seq > ?', '(e.received_at, e.seq) < (?, ?)', ...query.conditions].join(' AND ')}
       ORDER BY e.received_at DESC, e.seq DESC LIMIT ?`,
    );
    return [...scopeOf(filter.binId)]
      .flatMap(([bin, clearedThrough]) =>
        select.all(bin, clearedThrough, cursor.receivedAt, cursor.seq, ...query.values, limit),
      )
      .sort((a, b) => b.receivedAt - a.receivedAt || b.seq - a.seq);
  };

  const byText = (query: ParsedQuery, filter: ExchangeFilter, cursor: Cursor, limit: number): Position[] => {
    const find = db.prepare<Position>('SELECT seq, received_at AS receivedAt FROM exchanges WHERE seq = ?');
    const found: Position[] = [];
    for (const seq of search(query, scopeOf(filter.binId), cursor.seq)) {
      const position = find.get(seq);
      if (position !== undefined) found.push(position);
      if (found.length === limit) break;
    }
    return found;
  };

  const countMatches = (query: ParsedQuery, filter: ExchangeFilter, buckets: HistogramBucket[]) => {
    const find = db.prepare<{ result: number }>('SELECT result FROM exchanges WHERE seq = ?');
    for (const { seq, receivedAt } of byText(query, filter, START, HISTOGRAM_MATCHES)) {
      const bucket = buckets.findLast((each) => each.fromAt <= receivedAt);
      if (bucket === undefined) continue;
      bucket.count += 1;
      if ((find.get(seq)?.result ?? 0) >= 400) bucket.failedCount += 1;
    }
  };

  const countRows = (query: ParsedQuery, scope: Scope, fromAt: number, toAt: number, isFailed: boolean) => {
    const conditions = [
      'e.bin = ?',
      'e.received_at >= ?',
      'e.received_at < ?',
      'e.seq > ?',
      ...query.conditions,
    ];
    const count = db.prepare<{ count: number }>(
      isFailed
        ? `SELECT count(*) AS count FROM exchanges e INDEXED BY exchanges_failed
           WHERE e.result >= 400 AND ${conditions.join(' AND ')}`
        : `SELECT count(*) AS count FROM exchanges e INDEXED BY exchanges_by_time WHERE ${conditions.join(' AND ')}`,
    );
    let total = 0;
    for (const [bin, clearedThrough] of scope) {
      total += count.get(bin, fromAt, toAt, clearedThrough, ...query.values)?.count ?? 0;
    }
    return total;
  };

  return {
    list(filter, limit, cursorText) {
      const cursor = cursorText === undefined ? START : parseCursor(cursorText);
      const query = inTime(queryOf(filter), filter);
      const hasTime = filter.fromAt !== undefined || filter.toAt !== undefined;
      const find = query.words.length > 0 ? byText : hasTime ? byTime : bySeq;
      const found = find(query, filter, cursor, limit + 1);
      const page = found.slice(0, limit);
      const last = page.at(-1);
      const summary = db.prepare<SummaryRow>(
        `SELECT ${SUMMARY_COLUMNS} FROM exchanges e JOIN bins b ON b.seq = e.bin WHERE e.seq = ?`,
      );
      return {
        items: page.flatMap(({ seq }) => {
          const row = summary.get(seq);
          return row === undefined ? [] : [summaryOf(row)];
        }),
        ...(found.length > limit && last !== undefined
          ? { nextCursor: `${last.seq}.${last.receivedAt}` }
          : {}),
      };
    },

    histogram(filter, bucketCount) {
      const { fromAt, toAt } = filter;
      const startOf = (index: number) => fromAt + Math.floor((index * (toAt - fromAt)) / bucketCount);
      const buckets = Array.from({ length: bucketCount }, (_, index) => ({
        fromAt: startOf(index),
        count: 0,
        failedCount: 0,
      }));
      const query = queryOf(filter);
      if (query.words.length > 0) {
        countMatches(inTime(query, filter), filter, buckets);
        return buckets;
      }
      const scope = scopeOf(filter.binId);
      buckets.forEach((bucket, index) => {
        const endAt = startOf(index + 1);
        bucket.count = countRows(query, scope, bucket.fromAt, endAt, false);
        if (bucket.count > 0) bucket.failedCount = countRows(query, scope, bucket.fromAt, endAt, true);
      });
      return buckets;
    },
  };
}

/** What of a filter is no span of time. */
function queryOf({ query, isRefused }: ExchangeFilter): ParsedQuery {
  const parsed = parseQuery(query ?? '');
  if (isRefused !== undefined) parsed.conditions.push(`e.is_refused = ${isRefused ? 1 : 0}`);
  return parsed;
}

function inTime(query: ParsedQuery, filter: ExchangeFilter): ParsedQuery {
  const conditions = [...query.conditions];
  const values: SqlValue[] = [...query.values];
  if (filter.fromAt !== undefined) {
    conditions.push('e.received_at >= ?');
    values.push(filter.fromAt);
  }
  if (filter.toAt !== undefined) {
    conditions.push('e.received_at < ?');
    values.push(filter.toAt);
  }
  return { ...query, conditions, values };
}
