import type { Draft } from '../../../shared/model/draft.ts';
import type { Database } from './driver.ts';

/** Oldest first, the order of the tabs. */
export function listDrafts(db: Database): Draft[] {
  return db
    .prepare<{ draft: string }>('SELECT draft FROM drafts ORDER BY created_at, id')
    .all()
    .map((row) => JSON.parse(row.draft) as Draft);
}

export function saveDraft(db: Database, draft: Draft): void {
  db.prepare(
    `INSERT INTO drafts (id, created_at, draft) VALUES (?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET created_at = excluded.created_at, draft = excluded.draft`,
  ).run(draft.id, draft.createdAt, JSON.stringify(draft));
}

export function deleteDraft(db: Database, id: string): void {
  db.prepare('DELETE FROM drafts WHERE id = ?').run(id);
}
