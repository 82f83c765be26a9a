import { addReference } from './body-references.ts';
import type { Database } from './driver.ts';
import { enqueue } from './forward-queue.ts';
import { INSERT_CONTENTS, INSERT_EXCHANGE } from './exchange-rows.ts';
import type { BytesRef, WriteOp } from './protocol.ts';
import { RefusedWrite } from './refused-write.ts';

/** What the bytes of a batch look like to the rows: a blob, or NULL for a body that has its own file. */
export function storeBytes(db: Database, ref: BytesRef, bytes: Uint8Array): Uint8Array | null {
  if (ref.kind === 'inline') return bytes.subarray(ref.offset, ref.offset + ref.length);
  addReference(db, ref.sha256, ref.sizeBytes);
  return null;
}

export interface ExchangeWriter {
  append(op: Extract<WriteOp, { kind: 'appendExchange' }>, bytes: Uint8Array): void;
  /** Adds what was appended to the counts of the bins: one update for each bin, however many exchanges. */
  flushCounts(): void;
  /** Forgets what was read or counted in a transaction that is rolled back. */
  reset(): void;
  /** The `seq` of the last exchange appended; 0 when there was none yet. */
  readonly newestSeq: number;
}

export function createExchangeWriter(db: Database): ExchangeWriter {
  const insertExchange = db.prepare(INSERT_EXCHANGE);
  const insertContents = db.prepare(INSERT_CONTENTS);
  const insertOutcome = db.prepare('INSERT INTO outcomes (seq, outcome) VALUES (?, ?)');
  const insertFindings = db.prepare('INSERT INTO findings (seq, findings) VALUES (?, ?)');
  const findBin = db.prepare<{ seq: number }>('SELECT seq FROM bins WHERE id = ?');
  const addCounts = db.prepare(
    'UPDATE bins SET exchange_count = exchange_count + ?, unread_count = unread_count + ? WHERE seq = ?',
  );
  const bins = new Map<string, number>();
  const counts = new Map<number, { all: number; unread: number }>();
  let newestSeq = readNewestSeq(db);

  const binSeq = (id: string): number => {
    const known = bins.get(id);
    if (known !== undefined) return known;
    const found = findBin.get(id);
    if (found === undefined) throw new RefusedWrite('internal', `There is no bin ${id}.`);
    bins.set(id, found.seq);
    return found.seq;
  };

  return {
    append(op, bytes) {
      const bin = binSeq(op.binId);
      const seq = newestSeq + 1;
      insertExchange.run(seq, bin, ...op.exchange);
      insertContents.run(seq, ...op.contents, storeBytes(db, op.bytes, bytes));
      if (op.outcome !== undefined) insertOutcome.run(seq, op.outcome);
      if (op.findings !== undefined) insertFindings.run(seq, op.findings);
      if (op.queue !== undefined) enqueue(db, seq, op.queue);
      newestSeq = seq;
      const count = counts.get(bin) ?? { all: 0, unread: 0 };
      count.all += 1;
      if (op.isUnread) count.unread += 1;
      counts.set(bin, count);
    },
    flushCounts() {
      for (const [bin, count] of counts) addCounts.run(count.all, count.unread, bin);
      counts.clear();
    },
    reset() {
      bins.clear();
      counts.clear();
    },
    get newestSeq() {
      return newestSeq;
    },
  };
}

/** The highest `seq` ever used, which outlives its row: the search index knows rows by it. */
function readNewestSeq(db: Database): number {
  const stored = db.prepare<{ value: number }>(`SELECT value FROM meta WHERE key = 'newest_seq'`).get();
  const newest = db.prepare<{ seq: number | null }>('SELECT max(seq) AS seq FROM exchanges').get();
  return Math.max(stored?.value ?? 0, newest?.seq ?? 0);
}

/** To be called before the newest rows are purged. */
export function keepNewestSeq(db: Database, newestSeq: number): void {
  db.prepare(
    `INSERT INTO meta (key, value) VALUES ('newest_seq', ?)
     ON CONFLICT (key) DO UPDATE SET value = max(value, excluded.value)`,
  ).run(newestSeq);
}
