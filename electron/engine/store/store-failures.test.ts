import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { uuidIds } from '../ids.ts';
import { StoreUnavailable } from '../ports.ts';
import { buildEntry } from '../testing/build-entry.ts';
import { openDatabase } from './driver.ts';
import { DATABASE_NAME } from './open-database.ts';
import { openStore, openStoreWith } from './open-store.ts';
import { createInlineThreads } from './testing/inline-thread.ts';
import { append, createFixture, idsOf, inboxOf } from './testing/store-fixture.ts';
import { newExchange, responded } from './testing/store-records.ts';

async function openInline() {
  const threads = createInlineThreads();
  const fixture = await createFixture((conditions) =>
    openStoreWith({ ...conditions, ids: uuidIds }, threads.start),
  );
  const store = await fixture.open();
  const problems: (string | undefined)[] = [];
  store.onProblem((problem) => problems.push(problem));
  return { threads, fixture, store, problems, binId: (await inboxOf(store)).id };
}

describe('group commit', () => {
  test('the writes of one turn share a few transactions, those of the next turns have their own', async () => {
    const { threads, store, binId } = await openInline();
    const before = threads.commitCount;
    await Promise.all(Array.from({ length: 40 }, () => store.appendExchange(newExchange(binId))));
    const together = threads.commitCount - before;
    // Two go out while the turn is still being read, the third has all the rest.
    expect(together).toBe(3);
    await store.markBinRead(binId);
    expect(threads.commitCount - before).toBe(together + 1);
  });

  test('what comes while the writer is busy waits and goes together', async () => {
    const { threads, store, binId } = await openInline();
    const writes: Promise<void>[] = [];
    for (let turn = 0; turn < 3; turn += 1) {
      writes.push(store.appendExchange(newExchange(binId)), store.appendExchange(newExchange(binId)));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await Promise.all(writes);
    expect(threads.batches.map((batch) => batch.ops.length).reduce((sum, size) => sum + size)).toBe(6);
    expect(threads.batches.length).toBeLessThan(6);
  });

  test('an outcome does not wait for others, but goes with them', async () => {
    const { threads, store, binId } = await openInline();
    const [id = ''] = await append(store, binId, {});
    const before = threads.commitCount;
    await Promise.all([store.setOutcome(id, responded(200)), store.appendExchange(newExchange(binId))]);
    expect(threads.commitCount - before).toBe(1);
    await store.setOutcome(id, responded(201));
    expect((await store.getExchange(id))?.outcome).toEqual(responded(201));
  });

  test('a read sees the writes that were asked for before it', async () => {
    const { store, binId } = await openInline();
    const record = newExchange(binId);
    void store.appendExchange(record);
    void store.setOutcome(record.exchange.id, responded(200));
    expect((await store.getExchange(record.exchange.id))?.outcome).toEqual(responded(200));
  });

  test('a queue without bound is refused', async () => {
    const { store, binId } = await openInline();
    const results = await Promise.allSettled(Array.from({ length: 20_050 }, () => store.markBinRead(binId)));
    const refused = results.filter((result) => result.status === 'rejected');
    expect(refused).toHaveLength(50);
    expect(refused[0]).toMatchObject({ reason: expect.any(StoreUnavailable) as unknown });
    await store.markBinRead(binId);
  });
});

describe('a disk that takes nothing', () => {
  test('too little free space is told once, nothing is stored, and it recovers by itself', async () => {
    const { threads, fixture, store, problems, binId } = await openInline();
    threads.freeBytes = 150_000_000;
    // The disk is looked at once a second or after 16 MiB.
    const large = new Uint8Array(256 * 1024);
    const appendLarge = () => store.appendExchange(newExchange(binId, { body: large }));
    await expect(Promise.all(Array.from({ length: 70 }, appendLarge))).rejects.toThrow(StoreUnavailable);
    await expect(append(store, binId, {})).rejects.toThrow(/150 MB left.*below 200 MB.*Free some space/);
    expect(problems).toEqual([expect.stringContaining('150 MB left')]);
    const stored = (await inboxOf(store)).exchangeCount;

    fixture.clock.advance(1000);
    await expect.poll(() => fixture.clock.pendingCount).toBe(1);
    expect(problems).toHaveLength(1);
    threads.freeBytes = 1e12;
    fixture.clock.advance(1000);
    await expect.poll(() => problems).toEqual([expect.any(String), undefined]);
    await append(store, binId, {});
    expect((await inboxOf(store)).exchangeCount).toBe(stored + 1);
  });

  test('a spool is refused as well, and leaves no file', async () => {
    const fixture = await createFixture((conditions) =>
      openStoreWith({ ...conditions, ids: uuidIds }, createInlineThreads().start),
    );
    const store = await fixture.open({ minimumFreeBytes: Number.MAX_SAFE_INTEGER });
    const problems: (string | undefined)[] = [];
    store.onProblem((problem) => problems.push(problem));
    const spool = store.createSpool();
    await expect(spool.write(new Uint8Array(10))).rejects.toThrow(StoreUnavailable);
    await expect(spool.finish()).rejects.toThrow();
    expect(problems).toHaveLength(1);
  });

  test('a database that another program holds makes writes fail until it lets go', async () => {
    const { fixture, store, problems, binId } = await openInline();
    const other = openDatabase(join(fixture.dataDir, DATABASE_NAME));
    other.exec('BEGIN IMMEDIATE');
    await expect(append(store, binId, {})).rejects.toThrow(/Another program holds the database/);
    expect(await idsOf(store.listExchanges({}, 10))).toEqual([]);
    other.exec('ROLLBACK');
    other.close();
    fixture.clock.advance(1000);
    await expect.poll(() => problems.at(-1)).toBeUndefined();
    await append(store, binId, {});
    expect(problems).toHaveLength(2);
  });
});

describe('a worker that crashes', () => {
  test('what it had is refused, and a new one goes on without ending what is pending', async () => {
    const { threads, fixture, store, problems, binId } = await openInline();
    const [kept = ''] = await append(store, binId, {});
    await store.clearBin(binId);
    const lost = store.appendExchange(newExchange(binId));
    threads.crashWriter();
    await expect(lost).rejects.toThrow(StoreUnavailable);
    expect(problems).toEqual([expect.stringContaining('starts it again')]);
    fixture.clock.advance(1000);
    await expect.poll(() => problems.at(-1)).toBeUndefined();
    await store.restoreBin(binId);
    expect((await store.getExchange(kept))?.outcome).toEqual({ state: 'pending' });
    expect(fixture.complaints).toEqual([expect.stringContaining('was made to crash')]);
  });
});

describe('opening', () => {
  const openOn = async () => {
    const workerPath = await buildEntry(new URL('store-worker.ts', import.meta.url));
    return createFixture((conditions) => openStore({ ...conditions, ids: uuidIds, workerPath }));
  };

  test('a damaged database is moved aside and a new one begun; its body files stay', async () => {
    const fixture = await openOn();
    const first = await fixture.open();
    const spool = first.createSpool();
    await spool.write(new Uint8Array(1000));
    const { sha256 } = await spool.finish();
    await first.close();
    const path = join(fixture.dataDir, DATABASE_NAME);
    await writeFile(
      path,
      'This is no database, but it is longer than the header of one would be: '.repeat(100),
    );
    const second = await fixture.open();
    expect(fixture.complaints).toEqual([
      expect.stringMatching(/damaged.*hookbench\.db\.corrupt-2023-11-14T/),
    ]);
    await append(second, (await inboxOf(second)).id, {});
    await second.close();
    const names = await readdir(fixture.dataDir, { recursive: true });
    expect(names.filter((name) => name.includes('.corrupt-'))).toHaveLength(1);
    expect(names).toContain(join('bodies', sha256.slice(0, 2), sha256));
  });

  test('a damaged search index is made anew', async () => {
    const fixture = await openOn();
    const first = await fixture.open();
    const [id] = await append(first, (await inboxOf(first)).id, { body: 'needle' });
    await first.close();
    await writeFile(join(fixture.dataDir, 'search.db'), 'This is no database either. '.repeat(100));
    const second = await fixture.open();
    expect(await idsOf(second.listExchanges({ query: 'needle' }, 10))).toEqual([id]);
  });

  test('a database of a newer Hookbench is left alone, with a sentence', async () => {
    const fixture = await openOn();
    await (await fixture.open()).close();
    const db = openDatabase(join(fixture.dataDir, DATABASE_NAME));
    db.exec('PRAGMA user_version = 99');
    db.close();
    await expect(fixture.open()).rejects.toThrow(/written by a newer Hookbench.*Update Hookbench/);
  });

  test('a folder that can not be used is refused with a sentence', async () => {
    const fixture = await openOn();
    await writeFile(join(fixture.dataDir, 'bodies'), 'a file where the folder should be');
    await expect(fixture.open()).rejects.toThrow(StoreUnavailable);
  });
});
