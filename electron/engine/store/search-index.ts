import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { openDatabase, sqliteCodeOf } from './driver.ts';
import type { Database } from './driver.ts';
import { NewerDatabaseError, migrate } from './migrations.ts';
import { TEXT_COLUMNS, searchText } from './search-text.ts';
import type { ReadFileStart, TextRow } from './search-text.ts';
import type { SearchCandidates } from './text-search.ts';

/**
 * The full-text index, in a database of its own: the connection that fills it never makes a capture wait, and what is
 * lost of it is made again from the rows. It holds which rows have which three characters in a row (FTS5's trigram
 * tokenizer), not where: a third of the size and time. Whoever asks checks the text of each candidate.
 */
export interface SearchIndex extends SearchCandidates {
  /** Indexes the next rows for a few milliseconds; true when there are more. */
  step(): boolean;
  /** Takes rows out that are gone. */
  forget(seqs: readonly number[]): void;
  readonly unindexedCount: number;
  close(): void;
}

const SEARCH_NAME = 'search.db';
const STEP_MS = 12;
const STEP_ROWS = 128;
const COMMIT_ROWS = 2000;
/** Trigrams looked up for one query: more of them cost more than the few candidates they exclude. */
const TRIGRAMS = 16;

const searchSteps: readonly string[] = [
  `CREATE VIRTUAL TABLE search USING fts5(
     text, content = '', contentless_delete = 1, detail = none, tokenize = 'trigram case_sensitive 1'
   );
   CREATE TABLE progress (one INTEGER PRIMARY KEY, store_id TEXT NOT NULL, indexed_through INTEGER NOT NULL) STRICT;`,
];

export function openSearchIndex(
  dataDir: string,
  store: Database,
  storeId: string,
  readFileStart: ReadFileStart,
): SearchIndex {
  const db = openIndexDatabase(join(dataDir, SEARCH_NAME), storeId);
  const readProgress = () =>
    db.prepare<{ indexed_through: number }>('SELECT indexed_through FROM progress').get()?.indexed_through ??
    0;
  const next = store.prepare<TextRow>(
    `SELECT ${TEXT_COLUMNS} FROM exchanges e JOIN contents c ON c.seq = e.seq
     WHERE e.seq > ? ORDER BY e.seq LIMIT ?`,
  );
  const insert = db.prepare('INSERT INTO search (rowid, text) VALUES (?, ?)');
  const remove = db.prepare('DELETE FROM search WHERE rowid = ?');
  let indexedThrough = readProgress();
  let uncommittedRows = 0;

  /** Many steps share a transaction: small ones leave the index in pieces that have to be merged again and again. */
  const begin = () => {
    if (!db.isInTransaction) db.exec('BEGIN IMMEDIATE');
  };
  const commit = () => {
    if (!db.isInTransaction) return;
    db.prepare('UPDATE progress SET indexed_through = ?').run(indexedThrough);
    db.exec('COMMIT');
    uncommittedRows = 0;
  };
  const undoOnError = <Value>(run: () => Value): Value => {
    try {
      return run();
    } catch (error) {
      if (db.isInTransaction) db.exec('ROLLBACK');
      indexedThrough = readProgress();
      uncommittedRows = 0;
      throw error;
    }
  };

  return {
    get indexedThrough() {
      return indexedThrough;
    },
    step: () =>
      undoOnError(() => {
        const startedAt = performance.now();
        let hasRows = false;
        for (const row of next.iterate(indexedThrough, STEP_ROWS)) {
          begin();
          insert.run(row.seq, `${binToken(row.bin)}\n${searchText(row, readFileStart)}`);
          indexedThrough = row.seq;
          uncommittedRows += 1;
          hasRows = true;
          if (performance.now() - startedAt > STEP_MS) break;
        }
        if (!hasRows || uncommittedRows >= COMMIT_ROWS) commit();
        return hasRows;
      }),
    find(words, below, bin) {
      const trigrams = trigramsOf(words);
      if (trigrams.length === 0) return undefined;
      if (bin !== undefined) trigrams.push(binToken(bin));
      const match = trigrams.map((trigram) => `"${trigram.replaceAll('"', '""')}"`).join(' AND ');
      return rowids(db, match, Math.min(below, indexedThrough + 1));
    },
    forget(seqs) {
      undoOnError(() => {
        begin();
        for (const seq of seqs) if (seq <= indexedThrough) remove.run(seq);
        commit();
      });
    },
    get unindexedCount() {
      return (
        store
          .prepare<{ count: number }>('SELECT count(*) AS count FROM exchanges WHERE seq > ?')
          .get(indexedThrough)?.count ?? 0
      );
    },
    close() {
      undoOnError(commit);
      db.close();
    },
  };
}

function* rowids(db: Database, match: string, below: number): Iterable<number> {
  const select = db.prepare<{ rowid: number }>(
    'SELECT rowid FROM search WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC',
  );
  for (const { rowid } of select.iterate(match, below)) yield rowid;
}

/** Three characters that stand for a bin, from Unicode's private use area, so that no text has them by chance. */
const binToken = (bin: number) =>
  String.fromCharCode(0xe000, 0xe001 + (bin & 0xfff), 0xe001 + ((bin >> 12) & 0xfff));

/** Groups of three characters that a text with these words must have, spread over them. */
function trigramsOf(words: readonly string[]): string[] {
  const all = new Set<string>();
  for (const word of words) {
    // SQLite counts code points.
    const characters = Array.from(word);
    for (let at = 0; at + 3 <= characters.length; at += 1) all.add(characters.slice(at, at + 3).join(''));
  }
  const list = [...all];
  if (list.length <= TRIGRAMS) return list;
  return Array.from(
    { length: TRIGRAMS },
    (_, index) => list[Math.floor((index * list.length) / TRIGRAMS)] ?? '',
  );
}

/** An index that is damaged, of another store, or of another version is made anew: nothing in it is the only copy. */
function openIndexDatabase(path: string, storeId: string): Database {
  try {
    const db = prepareIndex(path, storeId);
    const owner = db.prepare<{ store_id: string }>('SELECT store_id FROM progress').get();
    if (owner?.store_id === storeId) return db;
    db.close();
  } catch (error) {
    const code = sqliteCodeOf(error);
    if (code !== 'SQLITE_CORRUPT' && code !== 'SQLITE_NOTADB' && !(error instanceof NewerDatabaseError))
      throw error;
  }
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
  return prepareIndex(path, storeId);
}

function prepareIndex(path: string, storeId: string): Database {
  const db = openDatabase(path);
  try {
    db.exec(
      'PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA mmap_size = 0; PRAGMA cache_size = -16384',
    );
    migrate(db, searchSteps, path);
    db.prepare('INSERT OR IGNORE INTO progress (one, store_id, indexed_through) VALUES (1, ?, 0)').run(
      storeId,
    );
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}
