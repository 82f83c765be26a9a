import type { Database } from './driver.ts';

/** How many rows refer to each body file: the file of a hash stays while there is one. */

export function addReference(db: Database, sha256: string, sizeBytes: number): void {
  db.prepare(
    `INSERT INTO body_files (sha256, size_bytes, reference_count) VALUES (?, ?, 1)
     ON CONFLICT (sha256) DO UPDATE SET reference_count = reference_count + 1`,
  ).run(sha256, sizeBytes);
}

/** True when that was the last one. */
export function dropReference(db: Database, sha256: string): boolean {
  db.prepare('UPDATE body_files SET reference_count = reference_count - 1 WHERE sha256 = ?').run(sha256);
  return (
    db.prepare('DELETE FROM body_files WHERE sha256 = ? AND reference_count <= 0').run(sha256).changes > 0
  );
}

export function unreferencedHashes(db: Database, hashes: string[]): string[] {
  const find = db.prepare('SELECT 1 FROM body_files WHERE sha256 = ?');
  return hashes.filter((hash) => find.get(hash) === undefined);
}

export function bodyFileBytes(db: Database): number {
  return db.prepare<{ total: number }>('SELECT total(size_bytes) AS total FROM body_files').get()?.total ?? 0;
}
