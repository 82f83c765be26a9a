import { clearBin, createBin, deleteBin, markBinRead, restoreBin, updateBin } from './bins.ts';
import { dropReference } from './body-references.ts';
import { INSERT_DELIVERY, SAVE_ATTEMPT } from './deliveries.ts';
import { deleteDraft, saveDraft } from './drafts.ts';
import { sqliteCodeOf } from './driver.ts';
import type { Database } from './driver.ts';
import { FINDING_COLUMNS } from './exchange-rows.ts';
import { clearQueue, dequeue, setQueuedDelivery } from './forward-queue.ts';
import type { StoredState, WriteOp, WriteResult } from './protocol.ts';
import { RefusedWrite } from './refused-write.ts';
import { createExchangeWriter, storeBytes } from './write-exchanges.ts';
import type { ExchangeWriter } from './write-exchanges.ts';

/** Applies batches of writes, one transaction each. */
export interface Writer {
  /**
   * Throws what SQLite throws when the batch can't be stored at all; a write that is refused fails alone. The results
   * are `undefined` when there is nothing to say: all stored, no values.
   */
  apply(ops: readonly WriteOp[], bytes: Uint8Array): WriteResult[] | undefined;
  /** Writes 64 KiB and takes them back, to see whether the disk takes writes. Throws as `apply`. */
  probe(): void;
  readonly newestSeq: number;
  /** Transactions committed by `apply`. */
  readonly commitCount: number;
}

const STORED: WriteResult = { kind: 'stored' };

export function createWriter(db: Database): Writer {
  const exchanges = createExchangeWriter(db);
  let commitCount = 0;

  const transaction = (run: () => void) => {
    db.exec('BEGIN IMMEDIATE');
    try {
      run();
      exchanges.flushCounts();
      db.exec('COMMIT');
    } catch (error) {
      exchanges.reset();
      if (db.isInTransaction) db.exec('ROLLBACK');
      throw error;
    }
  };

  const applyTogether = (ops: readonly WriteOp[], bytes: Uint8Array): WriteResult[] | undefined => {
    const results: WriteResult[] = [];
    transaction(() => {
      for (const op of ops) results.push(applyOne(db, exchanges, op, bytes));
    });
    return results.every((result) => result === STORED) ? undefined : results;
  };

  /** Slower: each write has a savepoint, so that those that are refused leave nothing behind. */
  const applyEach = (ops: readonly WriteOp[], bytes: Uint8Array): WriteResult[] => {
    const results: WriteResult[] = [];
    transaction(() => {
      for (const op of ops) {
        db.exec('SAVEPOINT one');
        try {
          results.push(applyOne(db, exchanges, op, bytes));
          exchanges.flushCounts();
        } catch (error) {
          if (!isRefusal(error)) throw error;
          db.exec('ROLLBACK TO one');
          exchanges.reset();
          results.push(refusalOf(error));
        }
        db.exec('RELEASE one');
      }
    });
    return results;
  };

  return {
    apply(ops, bytes) {
      let results: WriteResult[] | undefined;
      try {
        results = applyTogether(ops, bytes);
      } catch (error) {
        if (!isRefusal(error)) throw error;
        results = applyEach(ops, bytes);
      }
      commitCount += 1;
      return results;
    },
    probe() {
      transaction(() => {
        db.exec(`INSERT OR REPLACE INTO meta (key, value) VALUES ('probe', zeroblob(65536))`);
        db.exec(`DELETE FROM meta WHERE key = 'probe'`);
      });
    },
    get newestSeq() {
      return exchanges.newestSeq;
    },
    get commitCount() {
      return commitCount;
    },
  };
}

/** A clash of ids or a mistake of ours, as opposed to a disk that does not take the write. */
function isRefusal(error: unknown): boolean {
  const code = sqliteCodeOf(error);
  return code === undefined || code === 'SQLITE_CONSTRAINT' || code === 'SQLITE_ERROR';
}

function refusalOf(error: unknown): WriteResult {
  if (error instanceof RefusedWrite) return { kind: 'refused', code: error.code, message: error.message };
  return {
    kind: 'refused',
    code: 'internal',
    message: error instanceof Error ? error.message : String(error),
  };
}

function applyOne(db: Database, exchanges: ExchangeWriter, op: WriteOp, bytes: Uint8Array): WriteResult {
  switch (op.kind) {
    case 'appendExchange':
      exchanges.append(op, bytes);
      return STORED;
    case 'setOutcome':
      setOutcome(db, op);
      return STORED;
    case 'setFindings':
      setFindings(db, op);
      return STORED;
    case 'createDelivery':
      createDelivery(db, op, bytes);
      return STORED;
    case 'saveAttempt':
      saveAttempt(db, op, bytes);
      return STORED;
    case 'setDeliveryState':
      setDeliveryState(db, op.deliveryId, op.state);
      if (op.dequeueSeq !== undefined) dequeue(db, op.dequeueSeq);
      return STORED;
    case 'dequeue':
      if (op.seq === undefined) clearQueue(db, op.ruleId);
      else dequeue(db, op.seq);
      return STORED;
    case 'saveDraft':
      saveDraft(db, op.draft);
      return STORED;
    case 'deleteDraft':
      deleteDraft(db, op.id);
      return STORED;
    default:
      exchanges.flushCounts();
      return changeBin(db, op, exchanges.newestSeq);
  }
}

type BinOp = Extract<
  WriteOp,
  { kind: 'createBin' | 'updateBin' | 'deleteBin' | 'clearBin' | 'restoreBin' | 'markBinRead' }
>;

function changeBin(db: Database, op: BinOp, newestSeq: number): WriteResult {
  switch (op.kind) {
    case 'createBin':
      createBin(db, op.bin);
      return STORED;
    case 'updateBin':
      updateBin(db, op);
      return STORED;
    case 'deleteBin':
      deleteBin(db, op.id, op.deletedAt);
      return STORED;
    case 'clearBin':
      clearBin(db, op.id, newestSeq);
      return STORED;
    case 'restoreBin': {
      const bin = restoreBin(db, op.id);
      return bin === undefined ? STORED : { kind: 'stored', bin };
    }
    case 'markBinRead':
      markBinRead(db, op.id);
      return STORED;
  }
}

function setOutcome(db: Database, op: Extract<WriteOp, { kind: 'setOutcome' }>): void {
  const row = db
    .prepare<{ seq: number }>('UPDATE exchanges SET result = ? WHERE id = ? RETURNING seq')
    .get(op.code, op.exchangeId);
  if (row === undefined) return;
  db.prepare('INSERT OR REPLACE INTO outcomes (seq, outcome) VALUES (?, ?)').run(row.seq, op.outcome);
}

function setFindings(db: Database, op: Extract<WriteOp, { kind: 'setFindings' }>): void {
  const row = db
    .prepare<{ seq: number }>(
      `UPDATE exchanges SET (${FINDING_COLUMNS}) = (?, ?, ?, ?, ?, ?) WHERE id = ? RETURNING seq`,
    )
    .get(...op.columns, op.exchangeId);
  if (row === undefined) return;
  if (op.findings === undefined) db.prepare('DELETE FROM findings WHERE seq = ?').run(row.seq);
  else db.prepare('INSERT OR REPLACE INTO findings (seq, findings) VALUES (?, ?)').run(row.seq, op.findings);
}

function createDelivery(
  db: Database,
  op: Extract<WriteOp, { kind: 'createDelivery' }>,
  bytes: Uint8Array,
): void {
  const bin =
    op.exchangeId === undefined
      ? undefined
      : db.prepare<{ bin: number }>('SELECT bin FROM exchanges WHERE id = ?').get(op.exchangeId)?.bin;
  db.prepare(INSERT_DELIVERY).run(...op.row, bin ?? null, storeBytes(db, op.bytes, bytes));
  if (op.queueSeq !== undefined) setQueuedDelivery(db, op.queueSeq, op.deliveryId);
}

function saveAttempt(db: Database, op: Extract<WriteOp, { kind: 'saveAttempt' }>, bytes: Uint8Array): void {
  const delivery = db.prepare<{ seq: number }>('SELECT seq FROM deliveries WHERE id = ?').get(op.deliveryId);
  if (delivery === undefined) throw new RefusedWrite('internal', `There is no delivery ${op.deliveryId}.`);
  const replaced = db
    .prepare<{ sha256: string }>(
      'SELECT sha256 FROM attempts WHERE id = ? AND sha256 IS NOT NULL AND body IS NULL',
    )
    .get(op.attemptId);
  const body = op.bytes === undefined ? null : storeBytes(db, op.bytes, bytes);
  // A file that loses its last row here is left to the sweep of the next start.
  if (replaced !== undefined) dropReference(db, replaced.sha256);
  db.prepare(SAVE_ATTEMPT).run(...op.row, delivery.seq, body);
  if (op.state !== undefined) setDeliveryState(db, op.deliveryId, op.state);
  if (op.dequeueSeq !== undefined) dequeue(db, op.dequeueSeq);
}

function setDeliveryState(db: Database, id: string, { status, standing }: StoredState): void {
  db.prepare('UPDATE deliveries SET status = ?, standing = ? WHERE id = ?').run(status, standing, id);
}
