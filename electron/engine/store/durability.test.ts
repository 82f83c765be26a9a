import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { uuidIds } from '../ids.ts';
import { buildEntry } from '../testing/build-entry.ts';
import { openStore } from './open-store.ts';
import { bytesOf, createFixture, idsOf } from './testing/store-fixture.ts';

const ROUNDS = 10;

test('every exchange that was acknowledged is there after kill -9', { timeout: 60_000 }, async () => {
  const [program, workerPath] = await Promise.all([
    buildEntry(new URL('testing/append-forever.ts', import.meta.url)),
    buildEntry(new URL('store-worker.ts', import.meta.url)),
  ]);
  const fixture = await createFixture((conditions) => openStore({ ...conditions, ids: uuidIds, workerPath }));
  const acknowledged: string[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const enough = 50 + 100 * round;
    acknowledged.push(...(await runUntilKilled([program, fixture.dataDir, workerPath], enough)));
  }

  const store = await fixture.open();
  const stored = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await store.listExchanges({}, 500, cursor);
    for (const { id } of page.items) stored.add(id);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(acknowledged.filter((id) => !stored.has(id))).toEqual([]);
  expect((await store.listBins())[0]?.exchangeCount).toBe(stored.size);
  // Bodies too: those in the database and those in files.
  for (const id of acknowledged.filter((_, index) => index % 10 === 0)) {
    const body = await bytesOf(await store.openBody({ kind: 'exchange', exchangeId: id }));
    expect(body.toString()).toMatch(/^body \d+ x*$/);
  }
  expect(await idsOf(store.listExchanges({ query: 'status:pending' }, 1))).toEqual([]);
});

/** Kills the program after it has told this many ids, and gives back all that it told. */
async function runUntilKilled(programAndArguments: string[], enough: number): Promise<string[]> {
  const child = spawn(process.execPath, programAndArguments, { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let lineCount = 0;
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    output += text;
    lineCount += text.split('\n').length - 1;
    if (lineCount >= enough) child.kill('SIGKILL');
  });
  await once(child, 'close');
  expect(child.signalCode).toBe('SIGKILL');
  // The last line may be cut.
  return output.split('\n').slice(0, -1);
}
