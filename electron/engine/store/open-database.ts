import { existsSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Bin } from '../../../shared/model/bin.ts';
import { ensureInbox, forgetUndo } from './bins.ts';
import { openDatabase, sqliteCodeOf } from './driver.ts';
import type { Database } from './driver.ts';
import { endInterrupted } from './interrupted.ts';
import { migrate, storeSteps } from './migrations.ts';

export const DATABASE_NAME = 'hookbench.db';

export interface WriterDatabaseOptions {
  dataDir: string;
  startedAt: number;
  /** Inbox, as it is made when the database has none. */
  inbox: Bin;
  /** When a worker takes over within one run of the app, nothing is from an earlier run. */
  isRestart: boolean;
}

/**
 * Opens the database for the one connection that writes. A damaged file is moved aside, `warning` says where to; nothing
 * is deleted. Throws `NewerDatabaseError`, or what SQLite throws.
 */
export function openWriterDatabase(options: WriterDatabaseOptions): {
  db: Database;
  warning: string | undefined;
} {
  try {
    return { db: openAndPrepare(options), warning: undefined };
  } catch (error) {
    const code = sqliteCodeOf(error);
    if (code !== 'SQLITE_CORRUPT' && code !== 'SQLITE_NOTADB') throw error;
    const movedTo = moveAside(options.dataDir, options.startedAt);
    return {
      db: openAndPrepare(options),
      warning: `The database was damaged. It was moved to ${movedTo}, and Hookbench began a new one.`,
    };
  }
}

function openAndPrepare(options: WriterDatabaseOptions): Database {
  const path = join(options.dataDir, DATABASE_NAME);
  const db = openDatabase(path);
  try {
    // Before the first table, or it has no effect.
    db.exec('PRAGMA auto_vacuum = INCREMENTAL');
    configure(db);
    // A commit is on disk when it returns; on macOS a plain fsync stops at the drive's cache.
    db.exec('PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA checkpoint_fullfsync = ON');
    db.exec(
      'PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 2000; PRAGMA journal_size_limit = 67108864',
    );
    migrate(db, storeSteps, path);
    db.exec('BEGIN IMMEDIATE');
    db.exec("INSERT OR IGNORE INTO meta (key, value) VALUES ('store_id', lower(hex(randomblob(16))))");
    ensureInbox(db, options.inbox);
    if (!options.isRestart) {
      forgetUndo(db);
      endInterrupted(db, options.startedAt);
    }
    db.exec('COMMIT');
    return db;
  } catch (error) {
    db.close();
    throw error;
  }
}

/** The connection of the reader: the same file, never written to. */
export function openReaderDatabase(dataDir: string): Database {
  const db = openDatabase(join(dataDir, DATABASE_NAME));
  configure(db);
  db.exec('PRAGMA query_only = ON; PRAGMA cache_size = -16384');
  return db;
}

/** Made with the database; the search index tells by it whether it belongs to it. */
export function storeIdOf(db: Database): string {
  return db.prepare<{ value: string }>("SELECT value FROM meta WHERE key = 'store_id'").get()?.value ?? '';
}

function configure(db: Database): void {
  db.exec(
    'PRAGMA journal_mode = WAL; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; PRAGMA foreign_keys = OFF',
  );
}

function moveAside(dataDir: string, nowAt: number): string {
  const stamp = new Date(nowAt).toISOString().replaceAll(/[:.]/g, '-');
  let target = join(dataDir, `${DATABASE_NAME}.corrupt-${stamp}`);
  for (let number = 2; existsSync(target); number += 1) {
    target = join(dataDir, `${DATABASE_NAME}.corrupt-${stamp}-${number}`);
  }
  // The log goes with its database: it may hold what the file lacks.
  for (const suffix of ['-wal', '-shm', '']) {
    const source = join(dataDir, DATABASE_NAME + suffix);
    if (existsSync(source)) renameSync(source, target + suffix);
  }
  return target;
}

/** Whether a damaged database was kept: its rows may refer to body files that the present one does not know. */
export function hasDatabaseAside(dataDir: string): boolean {
  return readdirSync(dataDir).some((name) => name.startsWith(`${DATABASE_NAME}.corrupt-`));
}
