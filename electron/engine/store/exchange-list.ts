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
  /** Newest first; the cursor is the `seq` of the last item of the page before. */
  list(filter: ExchangeFilter, limit: number, cursor?: string): Page<ExchangeSummary>;
  histogram(
    filter: ExchangeFilter & { fromAt: number; toAt: number },
    bucketCount: number,
  ): HistogramBucket[];
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

  /** Walks the index that gives the order, or the one that holds the time, which then has to be sorted. */
  const seqsOf = (query: ParsedQuery, filter: ExchangeFilter, below: number, limit: number): number[] => {
    const hasTime = filter.fromAt !== undefined || filter.toAt !== undefined;
    const select = db.prepare<{ seq: number }>(
      `SELECT e.seq FROM exchanges e INDEXED BY ${hasTime ? 'exchanges_by_time' : 'exchanges_by_bin'}
       WHERE ${['e.bin = ?', 'e.seq > ?', 'e.seq < ?', ...query.conditions].join(' AND ')}
       ORDER BY e.seq DESC LIMIT ?`,
    );
    const seqs: number[] = [];
    for (const [bin, clearedThrough] of scopeOf(filter.binId)) {
      const rows = select.all(bin, clearedThrough, below, ...query.values, limit);
      for (const { seq } of rows) seqs.push(seq);
    }
    return seqs.sort((a, b) => b - a).slice(0, limit);
  };

  const matchingSeqs = (query: ParsedQuery, filter: ExchangeFilter, below: number, limit: number) => {
    const seqs: number[] = [];
    if (limit === 0) return seqs;
    for (const seq of search(query, scopeOf(filter.binId), below)) {
      seqs.push(seq);
      if (seqs.length === limit) break;
    }
    return seqs;
  };

  const countMatches = (query: ParsedQuery, filter: ExchangeFilter, buckets: HistogramBucket[]) => {
    const find = db.prepare<{ received_at: number; result: number }>(
      'SELECT received_at, result FROM exchanges WHERE seq = ?',
    );
    for (const seq of matchingSeqs(query, filter, Number.MAX_SAFE_INTEGER, HISTOGRAM_MATCHES)) {
      const row = find.get(seq);
      const bucket =
        row === undefined ? undefined : buckets.findLast((each) => each.fromAt <= row.received_at);
      if (row === undefined || bucket === undefined) continue;
      bucket.count += 1;
      if (row.result >= 400) bucket.failedCount += 1;
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
    list(filter, limit, cursor) {
      const below = cursor === undefined ? Number.MAX_SAFE_INTEGER : Number(cursor);
      const query = withTime(parseQuery(filter.query ?? ''), filter);
      const find = query.words.length === 0 ? seqsOf : matchingSeqs;
      const seqs = find(query, filter, below, limit + 1);
      const summary = db.prepare<SummaryRow>(
        `SELECT ${SUMMARY_COLUMNS} FROM exchanges e JOIN bins b ON b.seq = e.bin WHERE e.seq = ?`,
      );
      const page = seqs.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.flatMap((seq) => {
          const row = summary.get(seq);
          return row === undefined ? [] : [summaryOf(row)];
        }),
        ...(seqs.length > limit && last !== undefined ? { nextCursor: String(last) } : {}),
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
      const query = parseQuery(filter.query ?? '');
      if (query.words.length > 0) {
        countMatches(withTime(query, filter), filter, buckets);
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

function withTime(query: ParsedQuery, filter: ExchangeFilter): ParsedQuery {
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
