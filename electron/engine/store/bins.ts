import { defaultSetup, type Bin, type BinSetup } from '../../../shared/model/bin.ts';
import type { Reply } from '../../../shared/model/reply.ts';
import type { Database } from './driver.ts';
import { packText, unpackText } from './text-column.ts';
import { RefusedWrite } from './refused-write.ts';
import type { WriteOp } from './protocol.ts';

interface BinRow {
  id: string;
  name: string | Uint8Array;
  slug: string;
  is_default: number;
  created_at: number;
  reply: string;
  setup: string;
  exchange_count: number;
  unread_count: number;
}

const BIN_COLUMNS = 'id, name, slug, is_default, created_at, reply, setup, exchange_count, unread_count';

/** The parts of a bin that are kept in one column: what none of them says is as in a new bin. */
const setupText = ({ rules, guards, handshakes, forwards, signing }: BinSetup): string =>
  JSON.stringify({ rules, guards, handshakes, forwards, signing } satisfies BinSetup);

const binOf = (row: BinRow): Bin => ({
  ...defaultSetup(),
  ...(JSON.parse(row.setup) as Partial<BinSetup>),
  id: row.id,
  name: unpackText(row.name),
  slug: row.slug,
  isDefault: row.is_default === 1,
  createdAt: row.created_at,
  reply: JSON.parse(row.reply) as Reply,
  exchangeCount: row.exchange_count,
  unreadCount: row.unread_count,
});

export function listBins(db: Database): Bin[] {
  return db
    .prepare<BinRow>(
      `SELECT ${BIN_COLUMNS} FROM bins WHERE deleted_at IS NULL ORDER BY is_default DESC, created_at, seq`,
    )
    .all()
    .map(binOf);
}

function readBin(db: Database, id: string): Bin | undefined {
  const row = db
    .prepare<BinRow>(`SELECT ${BIN_COLUMNS} FROM bins WHERE id = ? AND deleted_at IS NULL`)
    .get(id);
  return row === undefined ? undefined : binOf(row);
}

function isSlugTaken(db: Database, slug: string, byOtherThanId: string): boolean {
  return (
    db
      .prepare('SELECT 1 FROM bins WHERE slug = ? AND deleted_at IS NULL AND id <> ?')
      .get(slug, byOtherThanId) !== undefined
  );
}

function refuseTakenSlug(db: Database, slug: string, id: string): void {
  if (isSlugTaken(db, slug, id))
    throw new RefusedWrite('conflict', `The path /${slug} belongs to another bin.`);
}

export function createBin(db: Database, bin: Bin): void {
  refuseTakenSlug(db, bin.slug, bin.id);
  db.prepare(
    `INSERT INTO bins (id, name, slug, is_default, created_at, reply, setup, exchange_count, unread_count)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  ).run(
    bin.id,
    packText(bin.name),
    bin.slug,
    bin.isDefault ? 1 : 0,
    bin.createdAt,
    JSON.stringify(bin.reply),
    setupText(bin),
    bin.exchangeCount,
    bin.unreadCount,
  );
}

/** Puts Inbox into a database that has none. */
export function ensureInbox(db: Database, inbox: Bin): void {
  if (db.prepare('SELECT 1 FROM bins WHERE is_default = 1').get() === undefined) createBin(db, inbox);
}

export function updateBin(db: Database, { id, change }: Extract<WriteOp, { kind: 'updateBin' }>): void {
  if (change.slug !== undefined) refuseTakenSlug(db, change.slug, id);
  const bin = change.setup === undefined ? undefined : readBin(db, id);
  db.prepare(
    `UPDATE bins SET name = coalesce(?, name), slug = coalesce(?, slug), reply = coalesce(?, reply),
       setup = coalesce(?, setup)
     WHERE id = ? AND deleted_at IS NULL`,
  ).run(
    change.name === undefined ? null : packText(change.name),
    change.slug ?? null,
    change.reply === undefined ? null : JSON.stringify(change.reply),
    change.setup === undefined || bin === undefined ? null : setupText({ ...bin, ...change.setup }),
    id,
  );
}

export function deleteBin(db: Database, id: string, deletedAt: number): void {
  if (readBin(db, id)?.isDefault === true) throw new RefusedWrite('conflict', "Inbox can't be deleted.");
  db.prepare('UPDATE bins SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL').run(deletedAt, id);
}

export function clearBin(db: Database, id: string, newestSeq: number): void {
  db.prepare(
    `UPDATE bins SET undo_cleared_through = cleared_through, undo_exchange_count = exchange_count,
       undo_unread_count = unread_count, cleared_through = ?, exchange_count = 0, unread_count = 0
     WHERE id = ? AND deleted_at IS NULL`,
  ).run(newestSeq, id);
}

/** Takes back the deletion, or else the last clearing; what arrived since is kept and counted. */
export function restoreBin(db: Database, id: string): Bin | undefined {
  const row = db
    .prepare<{ slug: string; deleted_at: number | null; undo_cleared_through: number | null }>(
      'SELECT slug, deleted_at, undo_cleared_through FROM bins WHERE id = ? AND is_purging = 0',
    )
    .get(id);
  if (row === undefined) return undefined;
  if (row.deleted_at !== null) {
    db.prepare('UPDATE bins SET deleted_at = NULL, slug = ? WHERE id = ?').run(
      freeSlug(db, row.slug, id),
      id,
    );
    return readBin(db, id);
  }
  if (row.undo_cleared_through === null) return undefined;
  db.prepare(
    `UPDATE bins SET cleared_through = undo_cleared_through, exchange_count = exchange_count + undo_exchange_count,
       unread_count = unread_count + undo_unread_count,
       undo_cleared_through = NULL, undo_exchange_count = NULL, undo_unread_count = NULL
     WHERE id = ?`,
  ).run(id);
  return readBin(db, id);
}

/** The slug itself, or with the first free number from 2 behind it, within the 63 characters a slug may have. */
function freeSlug(db: Database, slug: string, id: string): string {
  let candidate = slug;
  for (let number = 2; isSlugTaken(db, candidate, id); number += 1) {
    const suffix = `-${number}`;
    candidate = slug.slice(0, 63 - suffix.length).replace(/-+$/, '') + suffix;
  }
  return candidate;
}

export function markBinRead(db: Database, id: string): void {
  db.prepare('UPDATE bins SET unread_count = 0 WHERE id = ?').run(id);
}

/** From here on nothing that an earlier run deleted or cleared can be brought back: it is left to the purge. */
export function forgetUndo(db: Database): void {
  db.exec(
    `UPDATE bins SET purge_through = cleared_through, is_purging = deleted_at IS NOT NULL,
       undo_cleared_through = NULL, undo_exchange_count = NULL, undo_unread_count = NULL`,
  );
}
