import { DatabaseSync } from '@photostructure/sqlite';

/**
 * The one file that knows the SQLite driver. It speaks the `node:sqlite` API, so that the built-in module can replace
 * `@photostructure/sqlite` here when the oldest Node we run on has it.
 */

export type SqlValue = null | number | string | Uint8Array;

/** A prepared statement; `Row` is the shape of what it selects, vouched for by whoever wrote the SQL. */
export interface Statement<Row> {
  run(...values: SqlValue[]): { changes: number };
  get(...values: SqlValue[]): Row | undefined;
  all(...values: SqlValue[]): Row[];
  iterate(...values: SqlValue[]): Iterable<Row>;
}

export interface Database {
  exec(sql: string): void;
  /** Statements are kept: the same SQL is compiled once. */
  prepare<Row>(sql: string): Statement<Row>;
  readonly isInTransaction: boolean;
  close(): void;
}

/** How long a statement waits for a lock that another program holds, before it fails with `SQLITE_BUSY`. */
const BUSY_TIMEOUT_MS = 1000;

export function openDatabase(path: string): Database {
  const connection = new DatabaseSync(path, { timeout: BUSY_TIMEOUT_MS });
  const statements = new Map<string, Statement<never>>();
  return {
    exec: (sql) => connection.exec(sql),
    prepare<Row>(sql: string): Statement<Row> {
      const known = statements.get(sql);
      if (known !== undefined) return known;
      const statement = connection.prepare(sql) as unknown as Statement<never>;
      statements.set(sql, statement);
      return statement;
    },
    get isInTransaction() {
      return connection.isTransaction;
    },
    close() {
      statements.clear();
      connection.close();
    },
  };
}

/** The name of an error's primary result code, such as `SQLITE_FULL`; `undefined` for what SQLite did not throw. */
export function sqliteCodeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('sqliteCode' in error) || typeof error.sqliteCode !== 'number')
    return undefined;
  // Extended codes carry the primary one in their low byte (sqlite.org/rescode.html).
  return primaryCodes.get(error.sqliteCode & 0xff) ?? 'SQLITE_ERROR';
}

const primaryCodes = new Map([
  [3, 'SQLITE_PERM'],
  [5, 'SQLITE_BUSY'],
  [6, 'SQLITE_LOCKED'],
  [7, 'SQLITE_NOMEM'],
  [8, 'SQLITE_READONLY'],
  [10, 'SQLITE_IOERR'],
  [11, 'SQLITE_CORRUPT'],
  [13, 'SQLITE_FULL'],
  [14, 'SQLITE_CANTOPEN'],
  [19, 'SQLITE_CONSTRAINT'],
  [22, 'SQLITE_NOLFS'],
  [26, 'SQLITE_NOTADB'],
]);
