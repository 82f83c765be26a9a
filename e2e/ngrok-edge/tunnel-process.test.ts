import { fork } from 'node:child_process';
import { once } from 'node:events';
import { beforeAll, expect, test, vi } from 'vitest';
import { buildEntry } from '../../electron/engine/testing/build-entry.ts';
import type { OpenTunnel } from '../../electron/engine/tunnel/protocol.ts';
import { startNgrokEdge } from './ngrok-edge.ts';

vi.setConfig({ testTimeout: 20_000 });
const canary = '2cAnArYcAnArYcAnArYcAnArY_7hUsHhUsHhUsHhUsHhUsH';
let programPath: string;

beforeAll(async () => {
  programPath = await buildEntry(new URL('../../electron/engine/tunnel/tunnel-process.ts', import.meta.url));
}, 30_000);

test('the process ends by itself when its parent goes away', async () => {
  const edge = await startNgrokEdge();
  const child = fork(programPath, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const exited = once(child, 'exit');
  const request: OpenTunnel = {
    type: 'open',
    provider: 'ngrok',
    authtoken: canary,
    serverAddr: edge.serverAddr,
    caPem: edge.caPem,
    ingressPort: 9,
    heartbeatIntervalSeconds: 10,
    heartbeatToleranceSeconds: 5,
    connectTimeoutMs: 5000,
    listenTimeoutMs: 5000,
  };
  child.send(request);
  const [answer] = (await once(child, 'message')) as [unknown];
  expect(answer).toMatchObject({ type: 'online' });
  child.disconnect();
  expect(await exited).toEqual([0, null]);
  await edge.close();
});

test('values that would end the native client are refused before they reach it', async () => {
  const child = fork(programPath, { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const exited = once(child, 'exit');
  child.send({ type: 'open', provider: 'ngrok', authtoken: canary, heartbeatIntervalSeconds: 0 });
  const [answer] = (await once(child, 'message')) as [unknown];
  expect(answer).toMatchObject({ type: 'refused', problem: { code: 'bad_options' }, isReusable: true });
  expect(JSON.stringify(answer)).not.toContain(canary);
  child.send({ type: 'close' });
  expect(await exited).toEqual([0, null]);
});
