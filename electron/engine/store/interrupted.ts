import type {
  Attempt,
  DeliveryStanding,
  DeliveryStatus,
  SendFailure,
} from '../../../shared/model/delivery.ts';
import type { Outcome } from '../../../shared/model/exchange.ts';
import type { Database } from './driver.ts';
import { attemptColumns, readStanding } from './deliveries.ts';
import { PENDING_CODE, encodeOutcome } from './outcome-code.ts';

/** Gives what an earlier run left pending the end it will never get otherwise. */
export function endInterrupted(db: Database, nowAt: number): void {
  const outcome: Outcome = {
    state: 'failed',
    reason: 'interrupted',
    message: 'Hookbench ended before this request was answered.',
    failedAt: nowAt,
  };
  db.prepare(
    `INSERT INTO outcomes (seq, outcome) SELECT seq, ? FROM exchanges WHERE result = ${PENDING_CODE}`,
  ).run(JSON.stringify(outcome));
  db.prepare(`UPDATE exchanges SET result = ? WHERE result = ${PENDING_CODE}`).run(encodeOutcome(outcome));
  const pending = db
    .prepare<PendingRow>(`SELECT seq, id, created_at, standing FROM deliveries WHERE status = 'pending'`)
    .all();
  for (const delivery of pending) endDelivery(db, delivery, nowAt);
}

const failure: SendFailure = {
  code: 'interrupted',
  message: 'Hookbench ended before this was sent completely.',
  hint: 'The destination may have received it. Send it again if it did not.',
};

interface PendingRow {
  seq: number;
  id: string;
  created_at: number;
  standing: string;
}

function endDelivery(db: Database, delivery: PendingRow, nowAt: number): void {
  const row = db
    .prepare<{ seq: number; attempt: string }>(
      'SELECT seq, attempt FROM attempts WHERE delivery = ? ORDER BY seq DESC LIMIT 1',
    )
    .get(delivery.seq);
  const last = row === undefined ? undefined : (JSON.parse(row.attempt) as Attempt);
  // What is in a queue is sent again by it: only its attempt has ended.
  const isQueued =
    db.prepare('SELECT 1 FROM forward_queue WHERE delivery_id = ?').get(delivery.id) !== undefined;
  const setStatus = (status: DeliveryStatus) =>
    db
      .prepare('UPDATE deliveries SET status = ?, standing = ? WHERE seq = ?')
      .run(
        isQueued ? 'pending' : status,
        isQueued ? waitingStanding(delivery.standing) : interruptedStanding(delivery.standing),
        delivery.seq,
      );
  if (last?.endedAt !== undefined) {
    // The attempt had ended, only the word about it was missing.
    setStatus(last.response === undefined ? 'failed' : 'responded');
    return;
  }
  const ended: Attempt =
    last === undefined
      ? {
          id: delivery.id.replace(/^dlv_/, 'att_'),
          startedAt: delivery.created_at,
          endedAt: nowAt,
          failure,
        }
      : { ...last, endedAt: nowAt, failure };
  if (row === undefined) {
    db.prepare(
      `INSERT INTO attempts (id, attempt, response_status, failure_code, total_ms, size_bytes, sha256, delivery)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    ).run(...attemptColumns(ended, false), delivery.seq);
  } else {
    db.prepare('UPDATE attempts SET attempt = ?, failure_code = ? WHERE seq = ?').run(
      JSON.stringify(ended),
      failure.code,
      row.seq,
    );
  }
  setStatus('failed');
}

function waitingStanding(text: string): string {
  const standing = readStanding(text);
  delete standing.nextAttemptAt;
  return JSON.stringify(standing);
}

/** No further attempt will come; the policy of one that had ended already stays as it is. */
function interruptedStanding(text: string): string {
  const waiting = waitingStanding(text);
  const standing = readStanding(waiting);
  const { retry } = standing;
  if (retry === undefined || retry.end !== undefined) return waiting;
  return JSON.stringify({ ...standing, retry: { ...retry, end: 'interrupted' } } satisfies DeliveryStanding);
}
