import { randomBytes } from 'node:crypto';
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Store, StoredBytes } from '../ports.ts';
import { append, bytesOf, createFixture, inboxOf } from './testing/store-fixture.ts';
import { newExchange, sha256Of } from './testing/store-records.ts';
import type { OpenTestStore } from './testing/store-fixture.ts';

async function spool(store: Store, body: Uint8Array, chunkBytes: number) {
  const target = store.createSpool();
  for (let at = 0; at < body.byteLength; at += chunkBytes)
    await target.write(body.subarray(at, at + chunkBytes));
  return target.finish();
}

async function appendBody(store: Store, body: Uint8Array, bytes: StoredBytes) {
  const { exchange } = newExchange((await inboxOf(store)).id, { body });
  await store.appendExchange({ exchange, bytes });
  return { kind: 'exchange', exchangeId: exchange.id } as const;
}

const filesIn = async (dataDir: string): Promise<string[]> => {
  const entries = await readdir(join(dataDir, 'bodies'), { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => entry.name);
};

export function bodiesSuite(openTestStore: OpenTestStore): void {
  describe('bodies', () => {
    test('a large body is one file named by its hash, and is read back whole and in parts', async () => {
      const fixture = await createFixture(openTestStore);
      const store = await fixture.open();
      const body = randomBytes(3 * 1024 * 1024 + 5);
      const bytes = await spool(store, body, 70_000);
      expect(bytes).toEqual({ kind: 'file', sha256: sha256Of(body), sizeBytes: body.byteLength });
      const again = await spool(store, body, 1_000_000);
      const source = await appendBody(store, body, bytes);
      await appendBody(store, body, again);
      expect(await filesIn(fixture.dataDir)).toEqual([sha256Of(body)]);

      const chunks: Uint8Array[] = [];
      for await (const chunk of (await store.openBody(source)) ?? []) chunks.push(chunk);
      expect(Buffer.concat(chunks).equals(body)).toBe(true);
      expect(Math.max(...chunks.map((chunk) => chunk.byteLength))).toBeLessThanOrEqual(1024 * 1024);
      const end = await store.readBody(source, body.byteLength - 10, 100);
      expect(Buffer.from(end?.bytes ?? []).equals(body.subarray(-10))).toBe(true);
      expect((await store.readBody(source, body.byteLength + 10, 100))?.bytes.byteLength).toBe(0);
    });

    test('a body up to the inline limit stays in the database', async () => {
      const fixture = await createFixture(openTestStore);
      const store = await fixture.open();
      const body = randomBytes(store.inlineLimitBytes);
      const source = await appendBody(store, body, { kind: 'inline', bytes: body });
      expect((await bytesOf(await store.openBody(source))).equals(body)).toBe(true);
      expect(await filesIn(fixture.dataDir)).toEqual([]);
    });

    test('a body whose bytes changed on disk is not handed out as whole', async () => {
      const fixture = await createFixture(openTestStore);
      const store = await fixture.open();
      const body = randomBytes(2_500_000);
      const source = await appendBody(store, body, await spool(store, body, 1_000_000));
      const path = join(fixture.dataDir, 'bodies', sha256Of(body).slice(0, 2), sha256Of(body));
      body[2_000_000] = (body[2_000_000] ?? 0) ^ 1;
      await writeFile(path, body);
      const stream = await store.openBody(source);
      let received = 0;
      await expect(async () => {
        for await (const chunk of stream ?? []) received += chunk.byteLength;
      }).rejects.toThrow('no longer matches its hash');
      expect(received).toBeLessThan(body.byteLength);
    });

    test('a spool that is discarded leaves nothing', async () => {
      const fixture = await createFixture(openTestStore);
      const store = await fixture.open();
      const target = store.createSpool();
      await target.write(randomBytes(1000));
      expect(await filesIn(fixture.dataDir)).toHaveLength(1);
      await target.discard();
      expect(await filesIn(fixture.dataDir)).toEqual([]);
      await expect(target.finish()).rejects.toThrow();
    });

    test('what a crash left behind is swept at the next start; what rows refer to stays', async () => {
      const fixture = await createFixture(openTestStore);
      const first = await fixture.open();
      const [kept, orphan] = [randomBytes(1000), randomBytes(1000)];
      const source = await appendBody(first, kept, await spool(first, kept, 1000));
      await spool(first, orphan, 1000);
      await first.close();
      await mkdir(join(fixture.dataDir, 'bodies'), { recursive: true });
      await writeFile(join(fixture.dataDir, 'bodies', 'tmp-of-a-crash'), 'half a body');

      const second = await fixture.open();
      await expect.poll(() => filesIn(fixture.dataDir)).toEqual([sha256Of(kept)]);
      expect((await bytesOf(await second.openBody(source))).equals(kept)).toBe(true);
    });

    test('usage counts the database and the body files', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const before = await store.usage();
      const body = randomBytes(500_000);
      await appendBody(store, body, await spool(store, body, 100_000));
      await appendBody(store, body, await spool(store, body, 100_000));
      await append(store, (await inboxOf(store)).id, { body: randomBytes(100_000) });
      const after = await store.usage();
      expect(after.sizeBytes - before.sizeBytes).toBeGreaterThan(600_000);
      expect(after.sizeBytes - before.sizeBytes).toBeLessThan(1_000_000);
      expect(after.freeBytes).toBeGreaterThan(0);
    });
  });
}
