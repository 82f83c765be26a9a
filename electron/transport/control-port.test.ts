import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFakeClock } from '../engine/testing/fake-clock.ts';
import { createControlPort, type SwitchedControl } from './control-port.ts';
import { ask } from './testing/ask.ts';
import { createHandMadeEngine } from './testing/hand-made-engine.ts';

let control: SwitchedControl;
const off = { isEnabled: false, port: 0 };
const made = createHandMadeEngine({
  'settings.update': async ({ control: wanted }: { control: { isEnabled: boolean; port: number } }) => {
    await control.apply(wanted);
    return {};
  },
});

beforeEach(() => {
  control = createControlPort({ log: made.log, clock: createFakeClock() });
});

afterEach(() => control.close());

const canBeAsked = async (url: string | undefined): Promise<boolean> => {
  const headers = { Authorization: `Bearer ${control.token() ?? ''}` };
  return ask(url ?? '', { method: 'POST', path: '/commands/bins.list', headers }).then(
    (answer) => answer.status === 200,
    () => false,
  );
};

test('it is off until switched on, and off again when switched off', async () => {
  expect(await control.connect(made, off)).toEqual({ isRunning: false });
  expect(control.token()).toBeUndefined();
  const on = await control.apply({ isEnabled: true, port: 0 });
  expect(on).toEqual({
    isRunning: true,
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/) as string,
  });
  expect(control.status()).toEqual(on);
  expect(await canBeAsked(on.url)).toBe(true);
  expect(await control.apply({ isEnabled: false, port: 0 })).toEqual({ isRunning: false });
  expect(await canBeAsked(on.url)).toBe(false);
});

test('before there is an engine nothing listens', async () => {
  expect(await control.apply({ isEnabled: true, port: 0 })).toEqual({ isRunning: false });
  expect(await canBeAsked((await control.connect(made, { isEnabled: true, port: 0 })).url)).toBe(true);
});

test('it moves to another port and keeps its token', async () => {
  await control.connect(made, off);
  const before = await control.apply({ isEnabled: true, port: 0 });
  const token = control.token();
  const port = await freePort();
  const after = await control.apply({ isEnabled: true, port });
  expect(after).toEqual({ isRunning: true, url: `http://127.0.0.1:${port}` });
  expect(control.token()).toBe(token);
  expect([await canBeAsked(before.url), await canBeAsked(after.url)]).toEqual([false, true]);
});

test('a taken port is a problem, not a failure; the server stays where it was', async () => {
  await control.connect(made, off);
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const refused = await control.apply({ isEnabled: true, port });
  expect(refused).toMatchObject({
    isRunning: false,
    problem: expect.stringContaining(`Port ${port} is taken`) as string,
  });
  const on = await control.apply({ isEnabled: true, port: 0 });
  expect(on.problem).toBeUndefined();
  const stays = await control.apply({ isEnabled: true, port });
  expect(stays).toMatchObject({ isRunning: true, url: on.url });
  expect(stays.problem).toContain(`It stays at ${on.url ?? ''}`);
  expect(await canBeAsked(on.url)).toBe(true);
  taken.close();
});

test('the request that switches it off or moves it is answered', async () => {
  await control.connect(made, off);
  for (const isEnabled of [true, false]) {
    const { url = '' } = await control.apply({ isEnabled: true, port: 0 });
    const answer = await ask(url, {
      method: 'POST',
      path: '/commands/settings.update',
      headers: { Authorization: `Bearer ${control.token() ?? ''}`, Connection: 'keep-alive' },
      body: JSON.stringify({ control: { isEnabled, port: isEnabled ? await freePort() : 0 } }),
    });
    expect(answer.status).toBe(200);
    // Kept open, the connection would hold back the closing.
    expect(answer.headers.connection).toBe('close');
    expect(control.status().isRunning).toBe(isEnabled);
    expect(await canBeAsked(url)).toBe(false);
  }
});

test('changes asked for at once are made one after the other', async () => {
  await control.connect(made, off);
  const statuses = await Promise.all(
    [true, false, true].map((isEnabled) => control.apply({ isEnabled, port: 0 })),
  );
  expect(statuses.map((status) => status.isRunning)).toEqual([true, false, true]);
  expect(await canBeAsked(control.status().url)).toBe(true);
});

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
