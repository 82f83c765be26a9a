import { dropReference } from './body-references.ts';
import type { Database } from './driver.ts';
import { keepNewestSeq } from './write-exchanges.ts';

/** What one step of the purge removed. */
export interface Purged {
  seqs: number[];
  /** Body files that no row refers to any more. */
  hashes: string[];
}

const STEP_ROWS = 100;
const VACUUM_PAGES = 100;

/** Removes some of the rows that an earlier run cleared or deleted; `undefined` when there are none left. */
export function purgeStep(db: Database, newestSeq: number): Purged | undefined {
  const bin = db
    .prepare<{ seq: number; is_purging: number; purge_through: number }>(
      'SELECT seq, is_purging, purge_through FROM bins WHERE is_purging = 1 OR purge_through > 0 LIMIT 1',
    )
    .get();
  if (bin === undefined) return undefined;
  const through = bin.is_purging === 1 ? Number.MAX_SAFE_INTEGER : bin.purge_through;
  const rows = db
    .prepare<{ seq: number; id: string }>(
      'SELECT seq, id FROM exchanges INDEXED BY exchanges_by_bin WHERE bin = ? AND seq <= ? ORDER BY seq LIMIT ?',
    )
    .all(bin.seq, through, STEP_ROWS);
  const hashes: string[] = [];
  db.exec('BEGIN IMMEDIATE');
  try {
    if (rows.length > 0) keepNewestSeq(db, newestSeq);
    for (const row of rows) hashes.push(...removeExchange(db, row));
    if (rows.length < STEP_ROWS) {
      db.prepare('UPDATE bins SET purge_through = 0 WHERE seq = ?').run(bin.seq);
      db.prepare('DELETE FROM bins WHERE seq = ? AND is_purging = 1').run(bin.seq);
    }
    db.exec('COMMIT');
  } catch (error) {
    if (db.isInTransaction) db.exec('ROLLBACK');
    throw error;
  }
  return { seqs: rows.map((row) => row.seq), hashes };
}

/** Gives some of the free pages back to the disk; false when there is nothing to give. */
export function vacuumStep(db: Database): boolean {
  const free = db.prepare<{ freelist_count: number }>('PRAGMA freelist_count').get()?.freelist_count ?? 0;
  // Some stay for the next writes, or the file would shrink and grow all the time.
  if (free < 10 * VACUUM_PAGES) return false;
  db.prepare(`PRAGMA incremental_vacuum(${VACUUM_PAGES})`).all();
  return true;
}

function removeExchange(db: Database, { seq, id }: { seq: number; id: string }): string[] {
  const hashes: string[] = [];
  const drop = (sha256: string) => {
    if (dropReference(db, sha256)) hashes.push(sha256);
  };
  const contents = db
    .prepare<{ sha256: string }>('SELECT sha256 FROM contents WHERE seq = ? AND body IS NULL')
    .get(seq);
  if (contents !== undefined) drop(contents.sha256);
  db.prepare('DELETE FROM outcomes WHERE seq = ?').run(seq);
  db.prepare('DELETE FROM findings WHERE seq = ?').run(seq);
  db.prepare('DELETE FROM forward_queue WHERE exchange = ?').run(seq);
  db.prepare('DELETE FROM contents WHERE seq = ?').run(seq);
  db.prepare('DELETE FROM exchanges WHERE seq = ?').run(seq);
  // What was sent from a draft is part of that draft's history too, and stays.
  const deliveries = db
    .prepare<{ seq: number; file_sha256: string | null }>(
      `SELECT seq, CASE WHEN body IS NULL THEN sha256 END AS file_sha256
       FROM deliveries WHERE exchange_id = ? AND draft_id IS NULL`,
    )
    .all(id);
  for (const delivery of deliveries) {
    if (delivery.file_sha256 !== null) drop(delivery.file_sha256);
    const attempts = db
      .prepare<{ sha256: string }>(
        'SELECT sha256 FROM attempts WHERE delivery = ? AND sha256 IS NOT NULL AND body IS NULL',
      )
      .all(delivery.seq);
    for (const attempt of attempts) drop(attempt.sha256);
    db.prepare('DELETE FROM attempts WHERE delivery = ?').run(delivery.seq);
    db.prepare('DELETE FROM deliveries WHERE seq = ?').run(delivery.seq);
  }
  return hashes;
}
