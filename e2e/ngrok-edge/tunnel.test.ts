import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { buildEntry } from '../../electron/engine/testing/build-entry.ts';
import type { CarrierParts } from '../../electron/engine/tunnel/carriers.ts';
import type { NgrokOptions } from '../../shared/model/tunnel-options.ts';
import { EdgeRefusal } from './messages.ts';
import { startNgrokEdge } from './ngrok-edge.ts';
import type { NgrokEdge, NgrokEdgeOptions } from './ngrok-edge.ts';
import { isRunning, makeTunnel as makeTunnelWith } from './tunnel-fixture.ts';
import type { TunnelFixture } from './tunnel-fixture.ts';
import { visit } from './visit.ts';

const canary = '2cAnArYcAnArYcAnArYcAnArY_7hUsHhUsHhUsHhUsHhUsH';

vi.setConfig({ testTimeout: 20_000 });
let programPath: string;
const cleanups: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  programPath = await buildEntry(new URL('../../electron/engine/tunnel/tunnel-process.ts', import.meta.url));
}, 30_000);

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function startEdge(options: NgrokEdgeOptions = {}): Promise<NgrokEdge> {
  const edge = await startNgrokEdge({ authtokens: [canary], ...options });
  cleanups.push(() => edge.close());
  return edge;
}

async function makeTunnel(
  options: { authtoken?: string | undefined; timings?: CarrierParts['timings'] } = {},
): Promise<TunnelFixture> {
  const fixture = await makeTunnelWith({ programPath, authtoken: canary, ...options });
  cleanups.push(() => fixture.close());
  return fixture;
}

function optionsFor(edge: NgrokEdge, more: Partial<NgrokOptions> = {}): NgrokOptions {
  return { provider: 'ngrok', serverAddr: edge.serverAddr, caPath: edge.caPath, ...more };
}

test('it comes online and passes requests to the ingress port', async () => {
  const edge = await startEdge();
  const { tunnel, reaches, changes } = await makeTunnel();
  const answered = await tunnel.start(optionsFor(edge, { domain: 'demo.ngrok.localhost' }));
  expect(answered.state).toBe('starting');
  const online = await reaches('online');
  expect(online.publicUrl).toBe(edge.publicUrl('demo.ngrok.localhost'));
  const reply = await visit(edge.publicUrl('demo.ngrok.localhost'), { method: 'POST', body: 'x' });
  expect(reply.body.toString()).toBe('hello POST');
  expect(changes.map(({ state }) => state)).toEqual(['starting', 'online']);
  expect(edge.binds[0]?.ForwardsTo).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(JSON.stringify([edge.auths, edge.binds])).not.toContain(hostname());
});

test('without a domain it keeps the random one through a loss of the connection', async () => {
  const edge = await startEdge();
  const { tunnel, reaches, next } = await makeTunnel();
  await tunnel.start(optionsFor(edge));
  const { publicUrl = '' } = await reaches('online');
  const back = next(({ state }) => state === 'online');
  edge.dropConnections();
  expect((await back).publicUrl).toBe(publicUrl);
  expect((await visit(publicUrl)).status).toBe(200);
  // A session of our own loop: the native one would have bound the former id again.
  expect(edge.binds.map(({ Id }) => Id)).toEqual(['', '']);
});

test('a random domain that was taken meanwhile is given up for another', async () => {
  const edge = await startEdge();
  const { tunnel, reaches } = await makeTunnel();
  await tunnel.start(optionsFor(edge));
  const { publicUrl = '' } = await reaches('online');
  await tunnel.stop();
  edge.occupy(new URL(publicUrl).hostname);
  await tunnel.start(optionsFor(edge));
  const again = await reaches('online');
  expect(again.publicUrl).not.toBe(publicUrl);
});

describe('when the service refuses', () => {
  test('a wrong token fails with the sentence that says where to get one', async () => {
    const edge = await startEdge({ authtokens: ['another'] });
    const { tunnel, reaches, said, children } = await makeTunnel();
    await tunnel.start(optionsFor(edge));
    const failed = await reaches('failed');
    expect(failed.error?.code).toBe('ERR_NGROK_105');
    expect(failed.error?.message).toContain('https://dashboard.ngrok.com/get-started/your-authtoken');
    // The edge quotes the token, as the service does.
    expect(edge.auths[0]?.Extra.AuthToken).toBe(canary);
    expect(said.join('\n')).not.toContain(canary);
    await tunnel.close();
    expect(children.some(({ pid }) => isRunning(pid))).toBe(false);
  });

  test('unknown codes fall back to the text of the service, without the token', async () => {
    const edge = await startEdge();
    edge.faults.refuseAuth = new EdgeRefusal('ERR_NGROK_99999', `No luck today with ${canary}, sorry`);
    const { tunnel, reaches, said } = await makeTunnel();
    await tunnel.start(optionsFor(edge));
    const failed = await reaches('failed');
    expect(failed.error).toEqual({
      code: 'ERR_NGROK_99999',
      message:
        'ngrok refused: No luck today with [authtoken], sorry. See https://ngrok.com/docs/errors/err_ngrok_99999.',
    });
    expect(said.join('\n')).not.toContain(canary);
  });

  test.each([
    [{ domain: 'taken.ngrok.localhost' }, 'ERR_NGROK_334', 'already online'],
    [{ trafficPolicy: 'neither json nor a policy' }, 'ERR_NGROK_2236', 'traffic policy'],
    [
      { trafficPolicy: '{"on_http_request":[{"actions":[{"type":"no-such-action"}]}]}' },
      'ERR_NGROK_2201',
      'does not know',
    ],
  ])('%o fails with %s', async (more, code, text) => {
    const edge = await startEdge();
    edge.occupy('taken.ngrok.localhost');
    const { tunnel, reaches } = await makeTunnel();
    await tunnel.start(optionsFor(edge, more));
    const failed = await reaches('failed');
    expect(failed.error?.code).toBe(code);
    expect(failed.error?.message).toContain(text);
  });
});

describe('values that make no sense', () => {
  test('no token, or one with a line break in it', async () => {
    const edge = await startEdge();
    const without = await makeTunnel({ authtoken: undefined });
    const answered = await without.tunnel.start(optionsFor(edge));
    expect(answered.state).toBe('failed');
    expect(answered.error?.code).toBe('no_authtoken');
    const broken = await makeTunnel({ authtoken: 'two\nlines' });
    expect((await broken.tunnel.start(optionsFor(edge))).error?.code).toBe('bad_authtoken');
    expect(edge.connectionCount).toBe(0);
  });

  test('a CA file that is not there, or is none', async () => {
    const edge = await startEdge();
    const folder = await mkdtemp(join(tmpdir(), 'hookbench-'));
    cleanups.push(() => rm(folder, { recursive: true }));
    const { tunnel } = await makeTunnel();
    const missing = await tunnel.start(optionsFor(edge, { caPath: join(folder, 'none.pem') }));
    expect(missing).toMatchObject({ state: 'failed', error: { code: 'ca_missing' } });
    await writeFile(join(folder, 'text.pem'), 'not a certificate');
    const invalid = await tunnel.start(optionsFor(edge, { caPath: join(folder, 'text.pem') }));
    expect(invalid).toMatchObject({ state: 'failed', error: { code: 'ca_invalid' } });
    const folderItself = await tunnel.start(optionsFor(edge, { caPath: folder }));
    expect(folderItself).toMatchObject({ state: 'failed', error: { code: 'ca_unreadable' } });
  });

  test.each([
    { domain: 'demo.ngrok.localhost\r\nX: y' },
    { serverAddr: '[::1]:443' },
    { serverAddr: 'localhost:99999' },
    { caPath: '\u0000' },
    { trafficPolicy: '\u0000{{{' },
  ])('%j ends as failed, and everything lives on', async (more) => {
    const edge = await startEdge();
    const { tunnel, reaches } = await makeTunnel();
    await tunnel.start(optionsFor(edge, more));
    const failed = await reaches('failed');
    expect(failed.error?.message).not.toBe('');
    await tunnel.start(optionsFor(edge));
    expect((await reaches('online')).state).toBe('online');
  });

  test('a certificate that is not trusted', async () => {
    const edge = await startEdge();
    const { tunnel, reaches } = await makeTunnel();
    await tunnel.start({ provider: 'ngrok', serverAddr: edge.serverAddr });
    expect((await reaches('failed')).error?.code).toBe('tls_failed');
  });
});

describe('when things break', () => {
  test('the edge is gone for 4 seconds: online again within 2 seconds of its return', async () => {
    const edge = await startEdge();
    const { tunnel, reaches, next, changes } = await makeTunnel();
    await tunnel.start(optionsFor(edge, { domain: 'demo.ngrok.localhost' }));
    await reaches('online');
    const reconnecting = next(({ state }) => state === 'reconnecting');
    const isBack = edge.stopFor(4000);
    expect((await reconnecting).publicUrl).toBe(edge.publicUrl('demo.ngrok.localhost'));
    expect((await visit(edge.publicUrl('demo.ngrok.localhost'))).status).toBe(404);
    await isBack;
    const backAt = Date.now();
    await reaches('online');
    expect(Date.now() - backAt).toBeLessThan(2000);
    expect((await visit(edge.publicUrl('demo.ngrok.localhost'))).status).toBe(200);
    expect(changes.map(({ state }) => state).filter((state) => state === 'online')).toHaveLength(2);
  });

  test('an edge that is not there at first is waited for', async () => {
    const edge = await startEdge();
    await edge.stop();
    const { tunnel, reaches } = await makeTunnel();
    await tunnel.start(optionsFor(edge));
    expect((await reaches('reconnecting')).error?.code).toBe('unreachable');
    await edge.restart();
    await reaches('online');
  });

  test('unanswered heartbeats: the frozen session is given up for a new one', async () => {
    const edge = await startEdge();
    const { tunnel, reaches, next, children } = await makeTunnel({
      timings: { heartbeatIntervalSeconds: 1, heartbeatToleranceSeconds: 1 },
    });
    await tunnel.start(optionsFor(edge));
    const online = await reaches('online');
    expect((await next(({ latencyMs }) => latencyMs !== undefined)).latencyMs).toBeGreaterThanOrEqual(0);
    const lost = next(({ state }) => state === 'reconnecting');
    edge.faults.areHeartbeatsIgnored = true;
    expect((await lost).error?.code).toBe('not_answering');
    edge.faults.areHeartbeatsIgnored = false;
    expect((await reaches('online')).publicUrl).toBe(online.publicUrl);
    // The connection of the frozen session ended with its process.
    expect(children).toHaveLength(2);
    expect(isRunning(children[0]?.pid)).toBe(false);
  });

  test.each(['tls', 'auth', 'bind'] as const)(
    'an edge that hangs in %s is given up and tried again',
    async (stage) => {
      const edge = await startEdge();
      edge.faults.hangIn = stage;
      const { tunnel, reaches } = await makeTunnel({
        timings: { connectTimeoutMs: 300, listenTimeoutMs: 300 },
      });
      await tunnel.start(optionsFor(edge, { domain: 'demo.ngrok.localhost' }));
      expect((await reaches('reconnecting')).error?.code).toBe('timed_out');
      edge.faults.hangIn = undefined;
      await reaches('online');
    },
  );

  test('GOAWAY, an ended endpoint and a killed process all lead back to the same URL', async () => {
    const edge = await startEdge();
    const { tunnel, reaches, next, children } = await makeTunnel();
    await tunnel.start(optionsFor(edge, { domain: 'demo.ngrok.localhost' }));
    const { publicUrl = '' } = await reaches('online');
    const breakages = [
      () => edge.sendGoAway('maintenance'),
      () => edge.stopTunnel('demo.ngrok.localhost', 'stopped by the operator', 'ERR_NGROK_3200'),
      () => process.kill(children.at(-1)?.pid ?? 0, 'SIGKILL'),
    ];
    for (const breakIt of breakages) {
      const lost = next(({ state }) => state === 'reconnecting');
      breakIt();
      expect((await lost).error?.message).not.toBe('');
      await reaches('online');
      expect((await visit(publicUrl)).status).toBe(200);
    }
    expect(children.length).toBeGreaterThan(1);
  });

  test('a token that is revoked while online ends it', async () => {
    const edge = await startEdge();
    const { tunnel, reaches } = await makeTunnel();
    await tunnel.start(optionsFor(edge));
    await reaches('online');
    edge.faults.refuseAuth = new EdgeRefusal('ERR_NGROK_107', `invalid. Your authtoken: ${canary}`);
    edge.dropConnections();
    expect((await reaches('failed')).error?.code).toBe('ERR_NGROK_107');
  });
});

describe('stopping', () => {
  test('takes the endpoint away and leaves no process, in each state', async () => {
    const edge = await startEdge();
    const { tunnel, reaches, children } = await makeTunnel();
    const options = optionsFor(edge, { domain: 'demo.ngrok.localhost' });

    edge.faults.hangIn = 'auth';
    await tunnel.start(options);
    expect((await tunnel.stop()).state).toBe('stopped');
    edge.faults.hangIn = undefined;

    await tunnel.start(options);
    await reaches('online');
    expect((await tunnel.stop()).state).toBe('stopped');
    expect(edge.endpoints()).toEqual([]);

    await tunnel.start(options);
    await reaches('online');
    await edge.stop();
    await reaches('reconnecting');
    expect((await tunnel.stop()).state).toBe('stopped');
    await edge.restart();

    edge.faults.refuseAuth = new EdgeRefusal('ERR_NGROK_105', 'no');
    await tunnel.start(options);
    await reaches('failed');
    expect((await tunnel.stop()).state).toBe('stopped');

    expect(children.length).toBeGreaterThanOrEqual(3);
    expect(children.filter(({ pid }) => isRunning(pid))).toEqual([]);
  });

  test('starting twice changes nothing; other options restart it', async () => {
    const edge = await startEdge();
    const { tunnel, reaches, next, children } = await makeTunnel();
    const options = optionsFor(edge, { domain: 'demo.ngrok.localhost' });
    await Promise.all([tunnel.start(options), tunnel.start({ ...options })]);
    await reaches('online');
    await tunnel.start(options);
    expect(children).toHaveLength(1);
    const other = next(({ state }) => state === 'online');
    await tunnel.start({ ...options, trafficPolicy: '{"on_http_request":[]}' });
    expect((await other).publicUrl).toBe(edge.publicUrl('demo.ngrok.localhost'));
    expect(edge.binds.at(-1)?.Opts['TrafficPolicy']).toBe('{"on_http_request":[]}');
    await tunnel.close();
    await expect(tunnel.start(options)).rejects.toThrow('closing');
    expect(children.filter(({ pid }) => isRunning(pid))).toEqual([]);
  });
});
