import type { QueueLength, QueuedRequest } from '../ports.ts';
import type { Database } from './driver.ts';

/** What forward rules have still to deliver, in the order of arrival. */

export function enqueue(
  db: Database,
  exchange: number,
  { ruleIds, queuedAt }: { ruleIds: readonly string[]; queuedAt: number },
): void {
  const insert = db.prepare('INSERT INTO forward_queue (rule_id, exchange, queued_at) VALUES (?, ?, ?)');
  for (const ruleId of ruleIds) insert.run(ruleId, exchange, queuedAt);
}

export function dequeue(db: Database, seq: number): void {
  db.prepare('DELETE FROM forward_queue WHERE seq = ?').run(seq);
}

export function clearQueue(db: Database, ruleId: string): void {
  db.prepare('DELETE FROM forward_queue WHERE rule_id = ?').run(ruleId);
}

export function setQueuedDelivery(db: Database, seq: number, deliveryId: string): void {
  db.prepare('UPDATE forward_queue SET delivery_id = ? WHERE seq = ?').run(deliveryId, seq);
}

export function listQueue(db: Database, ruleId: string, afterSeq: number, limit: number): QueuedRequest[] {
  return db
    .prepare<{ seq: number; id: string; queued_at: number; delivery_id: string | null }>(
      `SELECT q.seq, e.id, q.queued_at, q.delivery_id
       FROM forward_queue q JOIN exchanges e ON e.seq = q.exchange
       WHERE q.rule_id = ? AND q.seq > ? ORDER BY q.seq LIMIT ?`,
    )
    .all(ruleId, afterSeq, limit)
    .map((row) => ({
      seq: row.seq,
      exchangeId: row.id,
      queuedAt: row.queued_at,
      ...(row.delivery_id === null ? {} : { deliveryId: row.delivery_id }),
    }));
}

export function queueLengths(db: Database): QueueLength[] {
  return db
    .prepare<{ rule_id: string; length: number; oldest_at: number }>(
      'SELECT rule_id, count(*) AS length, min(queued_at) AS oldest_at FROM forward_queue GROUP BY rule_id',
    )
    .all()
    .map((row) => ({ ruleId: row.rule_id, length: row.length, oldestAt: row.oldest_at }));
}
