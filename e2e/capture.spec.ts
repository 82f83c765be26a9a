import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, createServer, type AddressInfo } from 'node:net';
import { mkdtemp, rename, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, sharedTest, test as ownAppTest } from './fixtures/app.ts';
import { send, sendRaw } from './fixtures/send.ts';
import type { Workbench } from './pages/workbench.ts';

const test = sharedTest;
test.use({ sharedBy: import.meta.filename });

test('headers are shown in their order, case and number, and trailers below them', async ({
  app,
  workbench,
}) => {
  await workbench.bins.create('Exact');
  await sendRaw(
    await app.captureUrl(),
    'POST /exact/a//b/../c?x=%2F&x=2 HTTP/1.1\r\nhOsT: one.example\r\nx-b: 2\r\nX-A: 1\r\nX-a: again\r\nX-A: \r\n' +
      'Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\nConnection: close\r\n\r\n' +
      '5;ext=1\r\nhello\r\n6\r\n world\r\n0\r\nX-Sum: 11\r\nx-sum: twice\r\n\r\n',
  );
  await workbench.requests.select('/exact/a//b/../c?x=%2F&x=2');
  await workbench.detail.show('Headers');
  expect(await workbench.detail.headers()).toEqual([
    ['hOsT', 'one.example'],
    ['x-b', '2'],
    ['X-A', '1'],
    ['X-a', 'again'],
    ['X-A', ''],
    ['Transfer-Encoding', 'chunked'],
    ['Trailer', 'X-Sum'],
    ['Connection', 'close'],
  ]);
  expect(await workbench.detail.trailers()).toEqual([
    ['X-Sum', '11'],
    ['x-sum', 'twice'],
  ]);
  await workbench.detail.show('Query');
  expect(await workbench.detail.query()).toEqual([
    ['x', '/'],
    ['x', '2'],
  ]);
  await workbench.detail.show('Raw');
  await expect
    .poll(() => workbench.detail.rawText())
    .toContain('POST /exact/a//b/../c?x=%2F&x=2 HTTP/1.1\nhOsT: one.example\nx-b: 2\nX-A: 1\nX-a: again');
  await workbench.detail.show('Body');
  await expect.poll(() => workbench.detail.bodyText()).toBe('hello world');
});

test('methods nobody knows, pipelined, half-closed and expecting requests are all kept', async ({
  app,
  workbench,
}) => {
  await workbench.bins.create('Odd');
  const captureUrl = await app.captureUrl();
  await sendRaw(captureUrl, 'FROBNICATE /odd/method HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n');
  const pipelined = await sendRaw(
    captureUrl,
    'POST /odd/first HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\n\r\na' +
      'POST /odd/second HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nConnection: close\r\n\r\nb',
  );
  expect(pipelined.match(/HTTP\/1\.1 200/g)).toHaveLength(2);
  const expecting = await sendRaw(
    captureUrl,
    'POST /odd/expecting HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\nConnection: close\r\n\r\n',
    'body',
  );
  expect(expecting).toMatch(/^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200/);
  await sendRaw(captureUrl, 'POST /odd/old HTTP/1.0\r\nContent-Length: 3\r\n\r\nold');

  await expect(workbench.requests.rows).toHaveCount(5);
  await expect(workbench.requests.row('/odd/method')).toContainText('FROBNICATE');
  await workbench.requests.select('/odd/old');
  await workbench.detail.show('Raw');
  await expect(workbench.detail.root).toContainText('HTTP/1.0');
  await workbench.detail.show('Body');
});

test('a malformed request is kept as failed, with its reason and first bytes', async ({ app, workbench }) => {
  await workbench.bins.select('Inbox');
  const reply = await sendRaw(
    await app.captureUrl(),
    'POST /inbox/bad HTTP/1.1\r\nHost: x\r\nContent-Length: twelve\r\n\r\n',
  );
  expect(reply).toMatch(/^HTTP\/1\.1 400 /);
  await expect(workbench.requests.row('malformed')).toHaveCount(1);
  await workbench.requests.select('malformed');
  await expect(workbench.detail.root.getByRole('alert')).toContainText(/answered 400/);
  await workbench.detail.show('Raw');
  await expect
    .poll(() => workbench.detail.rawText())
    .toBe('POST /inbox/bad HTTP/1.1\nHost: x\nContent-Length: twelve\n\n');
  await workbench.detail.show('Body');
});

test('a sender that leaves in the middle is kept as failed, with what came until then', async ({
  app,
  workbench,
}) => {
  await workbench.bins.create('Broken');
  const { hostname, port } = new URL(await app.captureUrl());
  const socket = connect(Number(port), hostname, () => {
    socket.write('POST /broken/off HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\nonly this', () =>
      socket.destroy(),
    );
  });
  await expect(workbench.requests.row('aborted')).toHaveCount(1);
  await workbench.requests.select('/broken/off');
  await expect.poll(() => workbench.detail.bodyText()).toContain('only this');
});

test('a body above the limit is answered 413 and kept up to it, marked', async ({ app, workbench }) => {
  await workbench.bins.create('Limited');
  await workbench.goTo('Settings');
  await workbench.settings.choose('Unit of the body limit', 'KiB');
  await workbench.settings.enter('Body limit', '1');
  await workbench.goTo('Bins');

  const reply = await send(`${await app.captureUrl()}/limited/large`, { body: 'x'.repeat(5000) });
  expect(reply.status).toBe(413);
  const row = workbench.requests.row('/limited/large');
  await expect(row).toContainText('413');
  await expect(row).toHaveAccessibleName(/truncated/i);
  await row.click();
  await expect(workbench.detail.root).toContainText('Not all of the body was kept');
  const [item] = (await app.call('exchanges.list', { query: 'path:/limited' })).items;
  expect(item).toMatchObject({ isTruncated: true, sizeBytes: 1024 });
  expect((await send(`${await app.captureUrl()}/limited/small`, { body: 'x'.repeat(1024) })).status).toBe(
    200,
  );
  await app.call('settings.update', { capture: { bodyLimitBytes: 100 * 1024 * 1024 } });
});

test('a port that is taken is refused where it is typed, and the old one stays', async ({
  app,
  workbench,
}) => {
  const holder = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => holder.once('listening', resolve));
  const { port } = holder.address() as AddressInfo;
  const before = await app.captureUrl();
  await workbench.goTo('Settings');
  await workbench.settings.field('Port').fill(String(port));
  await workbench.settings.field('Port').press('Enter');
  await expect(workbench.settings.root.getByRole('alert')).toContainText(String(port));
  expect(await app.captureUrl()).toBe(before);
  expect((await send(`${before}/inbox`)).status).toBe(200);
  await app.page.keyboard.press('Escape');
  await new Promise((resolve) => holder.close(resolve));
});

ownAppTest(
  'while its database is gone, senders get 503, the window says why, and it recovers by itself',
  async ({ app, workbench }) => {
    const url = `${await app.captureUrl()}/inbox`;
    expect((await send(url)).status).toBe(200);
    const database = join(app.dataDir, 'hookbench.db');
    await rename(database, `${database}.away`);
    await expectRefusal(url, workbench, /was moved or deleted while Hookbench runs/);
    await rename(`${database}.away`, database);
    await expectRecovery(url, workbench);
  },
);

/** Mounting needs root, and a container may not let even root. */
const canMount = (() => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false;
  const folder = mkdtempSync(join(tmpdir(), 'hookbench-mount-'));
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', 'tmpfs', folder]).status === 0;
  if (isMounted) spawnSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return isMounted;
})();

if (canMount) {
  const smallDiskTest = ownAppTest.extend({
    dataDir: async ({}, use) => {
      const folder = await mkdtemp(join(tmpdir(), 'hookbench-disk-'));
      spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200m', 'tmpfs', folder]);
      await use(folder);
      spawnSync('umount', ['--lazy', folder]);
      await rm(folder, { recursive: true, force: true });
    },
  });

  smallDiskTest(
    'while the disk is full, senders get 503, the window says why, and it recovers by itself',
    async ({ app, workbench }) => {
      const url = `${await app.captureUrl()}/inbox`;
      expect((await send(url)).status).toBe(200);
      const filler = join(app.dataDir, 'filler');
      const { bavail, bsize } = await statfs(app.dataDir);
      await writeFile(filler, Buffer.alloc(bavail * bsize - 8_000_000));
      await expectRefusal(url, workbench, /has \d+ MB left, and Hookbench stops storing below \d+ MB/);
      await rm(filler);
      await expectRecovery(url, workbench);
    },
  );
}

async function expectRefusal(url: string, workbench: Workbench, problem: RegExp): Promise<void> {
  await expect.poll(async () => (await send(url, { body: 'too late' })).status).toBe(503);
  const refused = await send(url, { body: 'too late' });
  expect(refused.headers).toContainEqual(['Retry-After', '5']);
  const banner = workbench.page.getByRole('alert').filter({ hasText: 'Requests are not being stored' });
  await expect(banner).toContainText(problem);
  await expect(banner).toContainText(/\d+ so far/);
}

async function expectRecovery(url: string, workbench: Workbench): Promise<void> {
  await expect(workbench.page.getByText('Requests are not being stored')).toBeHidden();
  const before = await workbench.requests.rows.count();
  expect((await send(url, { body: 'in time' })).status).toBe(200);
  await expect(workbench.requests.rows).toHaveCount(before + 1);
}
