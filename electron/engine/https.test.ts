import { execFile } from 'node:child_process';
import { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { connect as connectPlain } from 'node:net';
import { join } from 'node:path';
import { connect, TLSSocket, type ConnectionOptions } from 'node:tls';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sendRaw } from './capture/testing/raw-client.ts';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

/** HTTPS on this computer, with real TLS clients that trust nothing but the authority made here. */

/** Linux answers on all of 127.0.0.0/8: the second stands for an address in the network. */
const LAN = process.platform === 'linux' ? '127.0.0.2' : '127.0.0.1';

let harness: EngineHarness;
let port: number;
let ca: string;
let addresses = [LAN];

beforeAll(async () => {
  harness = await openEngine({ localAddresses: () => addresses });
  await harness.call('bins.create', { name: 'Orders' });
  await harness.call('settings.update', { capture: { host: '0.0.0.0' } });
  ({ port } = await harness.call('https.enable', { port: 0 }));
  ca = (await harness.call('https.authority', {})).pem;
});
afterAll(() => harness.close());

function post(host: string, path: string, options: { servername?: string; ca?: string } = {}) {
  return new Promise<{ status: number | undefined; cert: X509Certificate | undefined }>((resolve, reject) => {
    const call = request(
      {
        host,
        port,
        path,
        method: 'POST',
        ca,
        agent: false,
        ...options,
        headers: { Host: options.servername ?? host },
      },
      (response) => {
        const { socket } = response;
        const cert = socket instanceof TLSSocket ? socket.getPeerX509Certificate() : undefined;
        response.resume().on('end', () => resolve({ status: response.statusCode, cert }));
      },
    );
    call.on('error', reject);
    call.end('ab');
  });
}
const newest = async () => (await harness.call('exchanges.list', { limit: 1 })).items[0];
const exchangeOf = async (id: string | undefined) => harness.call('exchanges.get', { id: id ?? '' });
const dial = async (options: ConnectionOptions = {}) => {
  const socket = connect({ host: '127.0.0.1', port, ca, servername: 'localhost', ...options });
  await once(socket, 'secureConnect');
  return socket;
};

describe('a client that trusts the authority', () => {
  it.each([
    ['127.0.0.1', undefined],
    [LAN, undefined],
    ['127.0.0.1', 'localhost'],
    ['127.0.0.1', 'orders.localhost'],
    ['127.0.0.1', 'ORDERS.localhost'],
    ['127.0.0.1', 'any-other.localhost'],
  ])('reaches %s as %s', async (host, servername) => {
    const { status } = await post(host, '/orders/1', servername === undefined ? {} : { servername });
    expect(status).toBe(200);
    expect((await exchangeOf((await newest())?.id)).request).toMatchObject({
      scheme: 'https',
      target: '/orders/1',
      via: 'local',
    });
  });

  it('is captured by the same rules: routing by host, refused heads, guards', async () => {
    const bin = (await harness.call('bins.list', {})).bins.find(({ slug }) => slug === 'orders');
    await post('127.0.0.1', '/x', { servername: 'orders.localhost' });
    expect((await newest())?.binId).toBe(bin?.id);

    const socket = await dial();
    socket.write('GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n');
    const [answer] = (await once(socket, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^HTTP\/1\.1 400 /);
    socket.destroy();
    expect((await newest())?.outcome).toMatchObject({ state: 'failed', reason: 'malformed', status: 400 });

    await harness.call('bins.update', { id: bin?.id ?? '', guards: [{ id: 'grd_1', kind: 'https' }] });
    expect((await post('127.0.0.1', '/orders')).status).toBe(200);
    expect((await fetch(`${harness.engine.captureUrl}/orders`)).status).toBe(403);
    await harness.call('bins.update', { id: bin?.id ?? '', guards: [] });
  });

  it('may use an unknown method, pipeline, and keep the connection', async () => {
    const socket = await dial();
    let received = '';
    socket.on('data', (chunk: Buffer) => (received += chunk.toString()));
    socket.write(
      'BREW /orders/1 HTTP/1.1\r\nHost: h\r\n\r\nGET /orders/2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n',
    );
    await once(socket, 'end');
    expect(received.match(/HTTP\/1\.1 200 OK/g)).toHaveLength(2);
  });

  it('sends a large body', async () => {
    const body = Buffer.alloc(3_000_000, 'x');
    const { stdout } = await curl(
      ['--cacert', await caPath(), '--data-binary', '@-', `https://localhost:${port}/orders`],
      body,
    );
    expect(stdout).toBe('200');
    expect((await newest())?.sizeBytes).toBe(body.length);
  });

  it('is curl', async () => {
    for (const host of ['localhost', 'orders.localhost', '127.0.0.1', LAN]) {
      const { stdout } = await curl([
        '--cacert',
        await caPath(),
        '--resolve',
        `orders.localhost:${port}:127.0.0.1`,
        `https://${host}:${port}/orders`,
      ]);
      expect(stdout, host).toBe('200');
    }
  });
});

const caPath = async () => (await harness.call('https.authority', {})).path;
async function curl(args: string[], input = Buffer.alloc(0)) {
  const running = promisify(execFile)('curl', ['-sS', '-o', '/dev/null', '-w', '%{http_code}', ...args]);
  running.child.stdin?.end(input);
  return running;
}

describe('the certificate', () => {
  it('is for this computer alone, and for no longer than clients accept', async () => {
    const { cert } = await post('127.0.0.1', '/orders');
    expect(cert?.subjectAltName?.split(', ')).toEqual([
      'DNS:localhost',
      'DNS:*.localhost',
      'IP Address:127.0.0.1',
      'IP Address:0:0:0:0:0:0:0:1',
      ...(LAN === '127.0.0.1' ? [] : [`IP Address:${LAN}`]),
    ]);
    const days = (Date.parse(cert?.validTo ?? '') - Date.parse(cert?.validFrom ?? '')) / 86_400_000;
    expect(days).toBeGreaterThan(30);
    expect(days).toBeLessThanOrEqual(397);
    expect(cert?.ca).toBe(false);
    expect(cert?.verify(new X509Certificate(ca).publicKey)).toBe(true);
  });

  it('names the bin that is asked for, since clients take no wildcard right below a top-level name', async () => {
    const { cert } = await post('127.0.0.1', '/', { servername: 'orders.localhost' });
    expect(cert?.subjectAltName).toContain('DNS:orders.localhost');
  });

  it.each(['example.com', 'localhost.example.com', 'x.y.localhost', 'a_b.localhost', ''])(
    'is not made for %s',
    async (servername) => {
      const socket = await dial({ servername, checkServerIdentity: () => undefined });
      expect(socket.getPeerX509Certificate()?.subjectAltName).not.toContain(servername || 'example');
      socket.destroy();
    },
  );

  it('is kept with its key readable by no one else, and nothing of the key is told', async () => {
    const folder = join(harness.dataDir, 'certificates');
    for (const name of readdirSync(folder)) {
      if (process.platform !== 'win32' && name.includes('key')) {
        expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
      }
    }
    const told = JSON.stringify([
      await harness.call('https.status', {}),
      await harness.call('https.authority', {}),
      await harness.call('state.snapshot', {}),
    ]);
    expect(told).not.toContain('PRIVATE KEY');
    expect(told).toContain(new X509Certificate(ca).fingerprint256);
  });
});

describe('a client that fails does no harm', () => {
  const stillServes = async () => expect((await post('127.0.0.1', '/orders')).status).toBe(200);

  it('without trust in the authority', async () => {
    await expect(post('127.0.0.1', '/orders', { ca: undefined as never })).rejects.toThrow(/certificate/);
    await stillServes();
  });

  it('with a version that is too old', async () => {
    const socket = connect({ host: '127.0.0.1', port, ca, minVersion: 'TLSv1', maxVersion: 'TLSv1.1' });
    await once(socket, 'error');
    await stillServes();
  });

  it.each([
    ['garbage in a handshake', Buffer.concat([Buffer.from([0x16, 3, 1, 2, 0]), Buffer.alloc(512, 0xff)])],
    ['a handshake that ends at once', Buffer.from([0x16])],
    ['an alert', Buffer.from([0x15, 3, 3, 0, 2, 2, 40])],
    ['nothing but zeros', Buffer.alloc(64)],
  ])('with %s', async (_, bytes) => {
    const socket = connectPlain({ host: '127.0.0.1', port });
    await once(socket, 'connect');
    socket.on('error', () => undefined);
    socket.end(bytes);
    socket.resume();
    await once(socket, 'close');
    await stillServes();
  });

  it('that resets in the middle of its handshake, or of its request', async () => {
    const plain = connectPlain({ host: '127.0.0.1', port });
    await once(plain, 'connect');
    plain.write(Buffer.from([0x16, 3, 1]));
    plain.resetAndDestroy();
    const socket = await dial();
    socket.write('POST /orders HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc');
    socket.destroy();
    await stillServes();
  });

  it('that speaks HTTP without TLS is told so, and captured', async () => {
    const answer = await sendRaw(port, 'GET /orders HTTP/1.1\r\nHost: h\r\n\r\n');
    expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/);
    expect(answer).toContain(
      'This looks like HTTP sent to the HTTPS port; use a URL that begins with https://.',
    );
    const { request: captured, outcome } = await exchangeOf((await newest())?.id);
    expect(captured).toMatchObject({ target: '/orders', scheme: 'http' });
    expect(outcome).toMatchObject({ state: 'failed', reason: 'malformed', status: 400 });
  });
});

describe('HTTPS', () => {
  it('says where it listens, in the snapshot and in events', async () => {
    const { call, engine } = harness;
    const status = await call('https.status', {});
    expect(status).toMatchObject({ isEnabled: true, isListening: true, port, host: '0.0.0.0' });
    expect((await call('state.snapshot', {})).https).toEqual(status);
    const events: unknown[] = [];
    const dispose = engine.subscribe((event) => events.push(event));
    const moved = await call('settings.update', { capture: { httpsPort: await freePort() } });
    dispose();
    expect(moved.capture.httpsPort).not.toBe(port);
    expect(events).toContainEqual(
      expect.objectContaining({
        type: 'https.changed',
        https: expect.objectContaining({ port: moved.capture.httpsPort }) as unknown,
      }),
    );
    ({ port } = await call('https.status', {}));
    expect((await post('127.0.0.1', '/orders')).status).toBe(200);
  });

  it('stays where it is when a new port can’t be had', async () => {
    const { call, engine } = harness;
    const taken = Number(new URL(engine.captureUrl).port);
    await expect(call('https.enable', { port: taken })).rejects.toMatchObject({ code: 'unavailable' });
    expect(await call('https.status', {})).toMatchObject({ isListening: true, port });
    expect((await call('settings.get', {})).capture.httpsPort).toBe(port);
    expect((await post('127.0.0.1', '/orders')).status).toBe(200);
  });

  it('is off again when it is switched off, and the authority stays', async () => {
    const { call } = harness;
    expect(await call('https.disable', {})).toMatchObject({ isEnabled: false, isListening: false });
    await expect(post('127.0.0.1', '/orders')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    expect((await call('https.enable', {})).authority?.fingerprint).toBe(
      new X509Certificate(ca).fingerprint256,
    );
    expect((await post('127.0.0.1', '/orders')).status).toBe(200);
  });

  it('is vouched for by another authority once the first is removed', async () => {
    const { call } = harness;
    const removed = await call('https.removeAuthority', {});
    expect(removed).toMatchObject({ isEnabled: false, isListening: false });
    expect(removed.authority).toBeUndefined();
    expect(readdirSync(join(harness.dataDir, 'certificates'))).toEqual([]);
    await expect(call('https.authority', {})).rejects.toMatchObject({ code: 'not_found' });
    await call('https.enable', {});
    await expect(post('127.0.0.1', '/orders')).rejects.toThrow(/certificate/);
    ca = (await call('https.authority', {})).pem;
    expect((await post('127.0.0.1', '/orders')).status).toBe(200);
  });

  it('shows another certificate when the computer has other addresses', async () => {
    addresses = [LAN, '192.168.7.7'];
    const { call } = harness;
    await call('https.disable', {});
    const { certificate } = await call('https.enable', {});
    expect(certificate?.names).toContain('192.168.7.7');
  });
});

it('comes back with the program, with the same authority; a damaged one is told of and replaced on request', async () => {
  const first = await openEngine();
  const { dataDir } = first;
  const fingerprint = (await first.call('https.enable', { port: 0 })).authority?.fingerprint;
  const settings = await first.call('settings.get', {});
  const port2 = { read: () => settings, write: () => undefined };
  await first.engine.close();

  const second = await openEngine({ dataDir, settings: port2 });
  expect(await second.call('https.status', {})).toMatchObject({
    isListening: true,
    authority: { fingerprint },
  });
  await second.engine.close();

  writeFileSync(join(dataDir, 'certificates', 'hookbench-authority-key.pem'), 'damaged');
  const third = await openEngine({ dataDir, settings: port2 });
  const status = await third.call('https.status', {});
  expect(status).toMatchObject({ isEnabled: true, isListening: false });
  expect(status.problem).toMatch(/^The certificate authority can’t be used: .*Remove it/);
  await third.call('https.removeAuthority', {});
  const again = await third.call('https.enable', { port: 0 });
  expect(again).toMatchObject({ isListening: true });
  expect(again.authority?.fingerprint).not.toBe(fingerprint);
  await third.close();
});

async function freePort(): Promise<number> {
  const { createServer } = await import('node:net');
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}
