import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { listBins } from './bins.ts';
import { problemSentence } from './disk-guard.ts';
import { sqliteCodeOf } from './driver.ts';
import type { Database } from './driver.ts';
import { contentsColumns, exchangeColumns } from './exchange-columns.ts';
import { openWriterDatabase } from './open-database.ts';
import type { WriteOp } from './protocol.ts';
import { newBin, newExchange } from './testing/store-records.ts';
import { createWriter } from './writer.ts';

const inbox = newBin('inbox', { isDefault: true });
const inboxId = inbox.id;

function appendOp(bodyBytes: number, binId = inboxId): WriteOp {
  const { exchange } = newExchange(binId, { body: new Uint8Array(bodyBytes) });
  return {
    kind: 'appendExchange',
    binId,
    exchange: exchangeColumns(exchange),
    contents: contentsColumns(exchange),
    outcome: undefined,
    isUnread: true,
    findings: undefined,
    bytes: { kind: 'inline', offset: 0, length: bodyBytes },
  };
}

describe('writer', () => {
  let dataDir: string;
  let db: Database;
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'hookbench-writer-'));
    ({ db } = openWriterDatabase({ dataDir, startedAt: 1, inbox, isRestart: false }));
  });
  afterEach(() => {
    db.close();
    rmSync(dataDir, { recursive: true });
  });

  const storedCount = () =>
    db.prepare<{ count: number }>('SELECT count(*) AS count FROM exchanges').get()?.count;
  const pragma = (name: string) =>
    Object.values(db.prepare<object>(`PRAGMA ${name}`).get() ?? {})[0] as unknown;

  test('the database waits for the disk, and keeps its log', () => {
    expect(pragma('journal_mode')).toBe('wal');
    // 2 is FULL: a commit returns after its sync.
    expect(pragma('synchronous')).toBe(2);
    expect(pragma('fullfsync')).toBe(1);
    expect(pragma('mmap_size') ?? 0).toBe(0);
  });

  test('a full disk fails the batch as a whole and leaves the writer usable', () => {
    const writer = createWriter(db);
    writer.apply([appendOp(100)], new Uint8Array(100));
    db.exec(`PRAGMA max_page_count = ${String(pragma('page_count'))}`);
    const bytes = new Uint8Array(200_000);
    let failure: unknown;
    try {
      writer.apply([appendOp(100), appendOp(200_000)], bytes);
    } catch (error) {
      failure = error;
    }
    expect(sqliteCodeOf(failure)).toBe('SQLITE_FULL');
    expect(problemSentence(failure, '/data')).toMatch(/\/data is full\. Free some space/);
    expect(() => writer.probe()).toThrow(/full/);
    expect(storedCount()).toBe(1);
    expect(listBins(db)[0]?.exchangeCount).toBe(1);

    db.exec('PRAGMA max_page_count = 1000000');
    writer.probe();
    writer.apply([appendOp(100), appendOp(200_000)], bytes);
    expect(storedCount()).toBe(3);
    expect(listBins(db)[0]?.exchangeCount).toBe(3);
  });

  test('a batch is one transaction, also when one of it is refused', () => {
    const writer = createWriter(db);
    const results = writer.apply(
      [appendOp(1), appendOp(1, 'bin_none'), { kind: 'clearBin', id: inboxId }, appendOp(1)],
      new Uint8Array(1),
    );
    expect(results?.map((result) => result.kind)).toEqual(['stored', 'refused', 'stored', 'stored']);
    expect(writer.commitCount).toBe(1);
    expect(listBins(db)[0]?.exchangeCount).toBe(1);
  });
});
