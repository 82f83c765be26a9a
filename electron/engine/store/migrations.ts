import type { Database } from './driver.ts';

/**
 * The schema, as the steps that lead to it. Append only: a step that was released is never edited. `user_version` counts
 * the steps a database has taken.
 */

/** The database was written by a newer Hookbench. */
export class NewerDatabaseError extends Error {
  constructor(path: string, version: number, knownVersion: number) {
    super(
      `${path} was written by a newer Hookbench (schema ${version}, this one knows ${knownVersion}). Update Hookbench, or start it with another data folder.`,
    );
    this.name = 'NewerDatabaseError';
  }
}

export function migrate(db: Database, steps: readonly string[], path: string): void {
  const found = db.prepare<{ user_version: number }>('PRAGMA user_version').get();
  const version = found === undefined ? 0 : found.user_version;
  if (version > steps.length) throw new NewerDatabaseError(path, version, steps.length);
  steps.slice(version).forEach((step, index) => {
    db.exec('BEGIN IMMEDIATE');
    try {
      db.exec(step);
      db.exec(`PRAGMA user_version = ${version + index + 1}`);
      db.exec('COMMIT');
    } catch (error) {
      if (db.isInTransaction) db.exec('ROLLBACK');
      throw error;
    }
  });
}

/**
 * `exchanges` is narrow, so that lists and scans read little; what only a detail view reads is in `contents` and
 * `outcomes`, each append-only. `seq` is the order of storing; it is never used twice. Columns of type ANY hold packed
 * text (text-column.ts); `result` is explained in outcome-code.ts; a body that is NULL is in the file of its hash.
 */
const initial = `
CREATE TABLE meta (key TEXT PRIMARY KEY, value ANY) STRICT, WITHOUT ROWID;

CREATE TABLE bins (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  name ANY NOT NULL,
  slug TEXT NOT NULL,
  is_default INTEGER NOT NULL,
  created_at INTEGER NOT NULL,
  reply TEXT NOT NULL,
  exchange_count INTEGER NOT NULL DEFAULT 0,
  unread_count INTEGER NOT NULL DEFAULT 0,
  -- Exchanges up to this seq are hidden.
  cleared_through INTEGER NOT NULL DEFAULT 0,
  deleted_at INTEGER,
  -- What the last clear of this run changed, to undo it.
  undo_cleared_through INTEGER,
  undo_exchange_count INTEGER,
  undo_unread_count INTEGER,
  -- Set at start: what no one can bring back any more.
  purge_through INTEGER NOT NULL DEFAULT 0,
  is_purging INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX bins_live_slug ON bins (slug) WHERE deleted_at IS NULL;

CREATE TABLE exchanges (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  bin INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  result INTEGER NOT NULL,
  method ANY NOT NULL,
  target ANY NOT NULL,
  content_type ANY,
  remote_address TEXT NOT NULL,
  via TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  is_truncated INTEGER NOT NULL
) STRICT;
CREATE INDEX exchanges_by_bin ON exchanges (bin);
CREATE INDEX exchanges_by_time ON exchanges (bin, received_at);
CREATE INDEX exchanges_failed ON exchanges (bin, received_at) WHERE result >= 400;
CREATE INDEX exchanges_pending ON exchanges (result) WHERE result = 150;

CREATE TABLE contents (
  seq INTEGER PRIMARY KEY,
  http_version TEXT NOT NULL,
  scheme TEXT NOT NULL,
  headers TEXT NOT NULL,
  trailers TEXT NOT NULL,
  encoding ANY,
  sha256 TEXT NOT NULL,
  body BLOB
) STRICT;
CREATE TABLE outcomes (seq INTEGER PRIMARY KEY, outcome TEXT NOT NULL) STRICT;

CREATE TABLE deliveries (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  trigger TEXT NOT NULL,
  status TEXT NOT NULL,
  exchange_id TEXT,
  draft_id TEXT,
  bin INTEGER,
  created_at INTEGER NOT NULL,
  method ANY NOT NULL,
  url ANY NOT NULL,
  request TEXT NOT NULL,
  size_bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  body BLOB
) STRICT;
CREATE INDEX deliveries_by_exchange ON deliveries (exchange_id) WHERE exchange_id IS NOT NULL;
CREATE INDEX deliveries_by_draft ON deliveries (draft_id) WHERE draft_id IS NOT NULL;
CREATE INDEX deliveries_by_bin ON deliveries (bin) WHERE bin IS NOT NULL;
CREATE INDEX deliveries_pending ON deliveries (status) WHERE status = 'pending';

CREATE TABLE attempts (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  delivery INTEGER NOT NULL,
  attempt TEXT NOT NULL,
  response_status INTEGER,
  failure_code TEXT,
  total_ms REAL,
  size_bytes INTEGER,
  sha256 TEXT,
  body BLOB
) STRICT;
CREATE INDEX attempts_by_delivery ON attempts (delivery);

CREATE TABLE drafts (id TEXT PRIMARY KEY, created_at INTEGER NOT NULL, draft TEXT NOT NULL) STRICT, WITHOUT ROWID;

CREATE TABLE body_files (
  sha256 TEXT PRIMARY KEY,
  size_bytes INTEGER NOT NULL,
  reference_count INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`;

/** What a bin does besides keeping, and what was found out about a request: `findings` only where there is something. */
const setupAndFindings = `
ALTER TABLE bins ADD COLUMN setup TEXT NOT NULL DEFAULT '{}';
ALTER TABLE exchanges ADD COLUMN provider TEXT;
ALTER TABLE exchanges ADD COLUMN event_type ANY;
ALTER TABLE exchanges ADD COLUMN event_id ANY;
ALTER TABLE exchanges ADD COLUMN verification TEXT;
ALTER TABLE exchanges ADD COLUMN verification_reason TEXT;
ALTER TABLE exchanges ADD COLUMN is_refused INTEGER NOT NULL DEFAULT 0;
CREATE INDEX exchanges_refused ON exchanges (bin) WHERE is_refused = 1;
CREATE TABLE findings (seq INTEGER PRIMARY KEY, findings TEXT NOT NULL) STRICT;
`;

/** What of a delivery changes from attempt to attempt, as JSON; '{}' for one that is tried once. */
const deliveryStanding = `
ALTER TABLE deliveries ADD COLUMN standing TEXT NOT NULL DEFAULT '{}';
`;

/** A message that is asked about is found by its body. */
const deliveriesByBody = `
CREATE INDEX deliveries_by_body ON deliveries (sha256);
`;

/** What forward rules have still to deliver: ids only, for the bytes are those of the exchange. */
const forwardQueue = `
CREATE TABLE forward_queue (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  rule_id TEXT NOT NULL,
  exchange INTEGER NOT NULL,
  queued_at INTEGER NOT NULL,
  delivery_id TEXT
) STRICT;
CREATE INDEX forward_queue_by_rule ON forward_queue (rule_id, seq);
CREATE INDEX forward_queue_by_exchange ON forward_queue (exchange);
CREATE INDEX forward_queue_by_delivery ON forward_queue (delivery_id) WHERE delivery_id IS NOT NULL;
`;

export const storeSteps: readonly string[] = [
  initial,
  setupAndFindings,
  deliveryStanding,
  deliveriesByBody,
  forwardQueue,
];
