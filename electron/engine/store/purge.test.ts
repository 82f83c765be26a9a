import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Database } from './driver.ts';
import { openWriterDatabase } from './open-database.ts';
import { purgeStep, vacuumStep } from './purge.ts';
import { attemptWithResponse, newBin, newDelivery, sha256Of } from './testing/store-records.ts';
import { appendOp, attemptOp, deliveryOp } from './testing/write-ops.ts';
import { createWriter } from './writer.ts';

const inbox = newBin('inbox', { isDefault: true });
const bin = newBin('shop');
const nothing = new Uint8Array();

describe('purge', () => {
  let dataDir: string;
  let db: Database;
  const open = () => {
    ({ db } = openWriterDatabase({ dataDir, startedAt: 1, inbox, isRestart: false }));
  };
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'hookbench-purge-'));
    open();
    createWriter(db).apply([{ kind: 'createBin', bin }], nothing);
  });
  afterEach(() => {
    db.close();
    rmSync(dataDir, { recursive: true });
  });

  const rowCount = (table: string) =>
    db.prepare<{ count: number }>(`SELECT count(*) AS count FROM ${table}`).get()?.count;
  const restart = () => {
    db.close();
    open();
  };
  const purgeAll = () => {
    const hashes: string[] = [];
    for (;;) {
      const purged = purgeStep(db, createWriter(db).newestSeq);
      if (purged === undefined) return hashes;
      hashes.push(...purged.hashes);
    }
  };

  test('a deleted bin goes with all that hangs on it, and its files when nothing else has them', () => {
    const [shared, own] = [sha256Of('shared'), sha256Of('own')];
    const file = (sha256: string) => ({ kind: 'file', sha256, sizeBytes: 400_000 }) as const;
    const [first, second, other] = [
      appendOp(bin.id, file(shared)),
      appendOp(bin.id),
      appendOp(inbox.id, file(shared)),
    ];
    const delivery = newDelivery({ exchangeId: first.id }).delivery;
    const fromDraft = newDelivery({ exchangeId: first.id, draftId: 'drf_1', status: 'responded' }).delivery;
    createWriter(db).apply(
      [
        ...[first, second, other].map((each) => each.op),
        deliveryOp(delivery, file(own)),
        attemptOp(delivery.id, attemptWithResponse(200, 'x')),
        deliveryOp(fromDraft),
        { kind: 'deleteBin', id: bin.id, deletedAt: 5 },
      ],
      nothing,
    );
    expect(purgeStep(db, 3)).toBeUndefined();
    restart();
    expect(purgeAll()).toEqual([own]);
    expect(['exchanges', 'contents', 'outcomes', 'attempts', 'body_files', 'bins'].map(rowCount)).toEqual([
      1, 1, 1, 0, 1, 1,
    ]);
    expect(
      db
        .prepare<{ id: string }>('SELECT id FROM deliveries')
        .all()
        .map((row) => row.id),
    ).toEqual([fromDraft.id]);
  });

  test('the number of a row that is gone is not given to another', () => {
    const writer = createWriter(db);
    writer.apply([appendOp(inbox.id).op, appendOp(inbox.id).op, { kind: 'clearBin', id: inbox.id }], nothing);
    restart();
    purgeAll();
    restart();
    createWriter(db).apply([appendOp(inbox.id).op], nothing);
    expect(
      db
        .prepare<{ seq: number }>('SELECT seq FROM exchanges')
        .all()
        .map((row) => row.seq),
    ).toEqual([3]);
  });

  test('goes in small steps, and gives the space back', () => {
    const body = new Uint8Array(20_000);
    const op = () => appendOp(inbox.id, { kind: 'inline', offset: 0, length: body.byteLength }).op;
    createWriter(db).apply([...Array.from({ length: 250 }, op), { kind: 'clearBin', id: inbox.id }], body);
    restart();
    const pages = () => db.prepare<{ page_count: number }>('PRAGMA page_count').get()?.page_count ?? 0;
    const before = pages();
    expect([1, 2, 3, 4].map(() => purgeStep(db, 250)?.seqs.length)).toEqual([100, 100, 50, undefined]);
    while (vacuumStep(db));
    expect(pages()).toBeLessThan(before / 1.2);
  });
});
