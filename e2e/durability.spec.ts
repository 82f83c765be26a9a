import { Agent } from 'node:http';
import { expect, test } from './fixtures/app.ts';
import { post } from './fixtures/load.ts';
import type { RunningApp } from './fixtures/running-app.ts';

/** Senders at once, each on a connection of its own. */
const CONNECTIONS = 32;

for (const end of ['kill', 'close', 'quit'] as const) {
  const how = { kill: 'killed', close: 'closed', quit: 'quit' }[end];
  test(`${how} under load and started again, it has every request that was acknowledged`, async ({
    startApp,
  }) => {
    const first = await startApp();
    const load = startLoad(await first.captureUrl());
    await expect.poll(() => load.acknowledged.size).toBeGreaterThan(1000);
    await first[end]();
    await load.stopped;
    const atTheEnd = load.acknowledged.size;
    expect(atTheEnd).toBeGreaterThan(1000);

    const second = await startApp();
    const stored = await storedTargets(second);
    const lost = [...load.acknowledged].filter((target) => !stored.has(target));
    expect(lost).toEqual([]);
    const { status } = await fetch(`${await second.captureUrl()}/inbox/afterwards`, { method: 'POST' });
    expect(status).toBe(200);
  });
}

/** Posts until the app is gone, and remembers what was answered 200. */
function startLoad(captureUrl: string) {
  const acknowledged = new Set<string>();
  const body = Buffer.alloc(1024, 'x');
  const sender = async (connection: number) => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    for (let count = 0; ; count += 1) {
      const target = `/inbox/${connection}/${count}`;
      try {
        if ((await post(captureUrl, { target, body }, agent)) !== 200) break;
        acknowledged.add(target);
      } catch {
        break;
      }
    }
    agent.destroy();
  };
  const stopped = Promise.all(Array.from({ length: CONNECTIONS }, (_, index) => sender(index)));
  return { acknowledged, stopped };
}

async function storedTargets(app: RunningApp): Promise<Set<string>> {
  const targets = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await app.call('exchanges.list', {
      limit: 500,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const { target } of page.items) targets.add(target);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  return targets;
}
