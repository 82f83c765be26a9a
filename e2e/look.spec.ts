import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, sharedTest as test } from './fixtures/app.ts';
import { PNG, zstdStored } from './fixtures/encodings.ts';
import { sendAll } from './fixtures/load.ts';
import type { RunningApp } from './fixtures/running-app.ts';
import { send } from './fixtures/send.ts';
import type { Workbench } from './pages/workbench.ts';

test.use({ sharedBy: import.meta.filename });

/** Sends one request to a bin of its own and selects it. */
async function capture(
  app: RunningApp,
  workbench: Workbench,
  {
    name,
    contentType,
    encoding,
    body,
  }: { name: string; contentType?: string; encoding?: string; body: string | Uint8Array },
): Promise<void> {
  await workbench.bins.create(name);
  const slug = name.toLowerCase().replaceAll(' ', '-');
  await send(`${await app.captureUrl()}/${slug}`, {
    headers: [
      ...(contentType === undefined ? [] : [['Content-Type', contentType] as const]),
      ...(encoding === undefined ? [] : [['Content-Encoding', encoding] as const]),
    ],
    body,
  });
  await workbench.requests.select(`/${slug}`);
  await workbench.detail.show('Body');
}

test('JSON is laid out without losing a digit or a duplicate key', async ({ app, workbench }) => {
  const body =
    '{"big":123456789012345678901234567890,"neg":-0,"huge":1e400,"tiny":1.10E-7,"a":1,"a":2,"s":"\\u00e9\\/é","e":{},"l":[1,[]]}';
  await capture(app, workbench, { name: 'Lossless', contentType: 'application/json', body });
  await expect
    .poll(() => workbench.detail.bodyText())
    .toBe(
      [
        '{',
        '  "big": 123456789012345678901234567890,',
        '  "neg": -0,',
        '  "huge": 1e400,',
        '  "tiny": 1.10E-7,',
        '  "a": 1,',
        '  "a": 2,',
        '  "s": "\\u00e9\\/é",',
        '  "e": {},',
        '  "l": [',
        '    1,',
        '    []',
        '  ]',
        '}',
      ].join('\n'),
    );
  await workbench.detail.showBodyAs('Text');
  await expect.poll(() => workbench.detail.bodyText()).toBe(body);
  await workbench.detail.showBodyAs('Hex');
  await expect(workbench.detail.body).toContainText('7b 22 62 69 67 22 3a 31');
});

test('JSON that is none is shown as it came', async ({ app, workbench }) => {
  await capture(app, workbench, { name: 'No JSON', contentType: 'application/json', body: '{"a":1,}' });
  await expect(workbench.detail.root).toContainText('not valid JSON');
  await expect.poll(() => workbench.detail.bodyText()).toBe('{"a":1,}');
});

test('XML is laid out, forms are listed in order, text stays', async ({ app, workbench }) => {
  await capture(app, workbench, {
    name: 'Markup',
    contentType: 'application/xml',
    body: '<?xml version="1.0"?><order id="1"><item n="2">A &amp; B</item><empty/></order>',
  });
  await expect
    .poll(() => workbench.detail.bodyText())
    .toMatch(/<order id="1">\n\s+<item n="2">A &amp; B<\/item>\n/);

  await capture(app, workbench, {
    name: 'Form',
    contentType: 'application/x-www-form-urlencoded',
    body: 'a=1&b=two+words&a=%C3%A9&flag&=novalue',
  });
  await expect(workbench.detail.root.getByRole('table', { name: 'Form fields' })).toBeVisible();
  expect(await workbench.detail.formFields()).toEqual([
    ['a', '1'],
    ['b', 'two words'],
    ['a', 'é'],
    ['flag', 'no ='],
    ['', 'novalue'],
  ]);

  await capture(app, workbench, {
    name: 'Plain',
    contentType: 'text/plain',
    body: 'line one\n\ttab\r\nlast',
  });
  await expect.poll(() => workbench.detail.bodyText()).toBe('line one\n\ttab\nlast');
});

test('an image is drawn by what it is, and other bytes are shown in hex', async ({ app, workbench }) => {
  await capture(app, workbench, { name: 'Image', contentType: 'application/octet-stream', body: PNG });
  const image = workbench.detail.root.getByRole('img', { name: 'The body of this request' });
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(1);

  await capture(app, workbench, {
    name: 'Binary',
    contentType: 'image/png',
    body: Buffer.from([0, 1, 2, 0xfe, 0xff, 0x41, 0x42]),
  });
  await expect(workbench.detail.body).toContainText('00 01 02 fe ff 41 42');
  await expect(workbench.detail.body).toContainText('·····AB');
});

const TEXT = Buffer.from('{"decoded":"text"}');
const coded: { name: string; encoding: string; bytes: Buffer }[] = [
  { name: 'gzip', encoding: 'gzip', bytes: gzipSync(TEXT) },
  { name: 'deflate', encoding: 'deflate', bytes: deflateSync(TEXT) },
  { name: 'br', encoding: 'br', bytes: brotliCompressSync(TEXT) },
  { name: 'zstd', encoding: 'zstd', bytes: zstdStored(TEXT) },
  {
    name: 'a chain',
    encoding: 'gzip, br, deflate',
    bytes: deflateSync(brotliCompressSync(gzipSync(TEXT))),
  },
];
for (const { name, encoding, bytes } of coded) {
  test(`${name} is undone to be read, and the bytes as they came are one click away`, async ({
    app,
    workbench,
  }) => {
    await capture(app, workbench, {
      name: `Coded ${name}`,
      contentType: 'application/json',
      encoding,
      body: bytes,
    });
    await expect.poll(() => workbench.detail.bodyText()).toContain('"decoded": "text"');
    await expect(workbench.detail.bodyToolbar).toContainText('Decoded');
    await workbench.detail.bodyToolbar.getByRole('button', { name: 'Show raw' }).click();
    await expect(workbench.detail.bodyToolbar).toContainText(`Raw ${encoding} bytes`);
    await expect(workbench.detail.body).toContainText(hexOf(bytes.subarray(0, 8)));
    await workbench.detail.bodyToolbar.getByRole('button', { name: 'Show decoded' }).click();
    await expect.poll(() => workbench.detail.bodyText()).toContain('"decoded": "text"');
  });
}

test('a bomb is undone only as far as its bounds, and a broken coding is shown as it came', async ({
  app,
  workbench,
}) => {
  const bomb = gzipSync(Buffer.alloc(256 * 1024 * 1024));
  await capture(app, workbench, { name: 'Bomb', contentType: 'text/plain', encoding: 'gzip', body: bomb });
  await expect(workbench.detail.root).toContainText('The first 2.0 MB of 16 MB');
  const { items } = await app.call('exchanges.list', { query: 'path:/bomb' });
  const decoded = await app.call('bodies.read', {
    source: { kind: 'exchange', exchangeId: items[0]?.id ?? '' },
    isDecoded: true,
    limitBytes: 16 * 1024 * 1024,
  });
  expect(decoded.base64.length).toBeLessThan(24 * 1024 * 1024);
  expect(decoded.isComplete).toBe(false);

  await capture(app, workbench, {
    name: 'Broken coding',
    contentType: 'text/plain',
    encoding: 'gzip',
    body: 'this was never gzip',
  });
  await expect(workbench.detail.root.getByRole('status').filter({ hasText: /gzip/ })).toBeVisible();
  await expect.poll(() => workbench.detail.bodyText()).toContain('this was never gzip');
});

test('a body of many megabytes opens at once and is drawn a part at a time', async ({ app, workbench }) => {
  const line = `${'x'.repeat(99)}\n`;
  await capture(app, workbench, { name: 'Long', contentType: 'text/plain', body: line.repeat(200_000) });
  await expect(workbench.detail.root).toContainText(/The first 2\.0 MB of 19 MB/);
  expect(await workbench.detail.body.locator('[data-index]').count()).toBeLessThan(200);
  await workbench.detail.root.getByRole('button', { name: 'Load more' }).click();
  await expect(workbench.detail.root).not.toContainText('The first 2.0 MB');
});

test('copy as cURL gives a command that sends the same request', async ({ app, workbench }) => {
  const body = `it's "quoted" $HOME \`id\` \\ é\u0001\n!history`;
  await workbench.bins.create('Curl');
  const url = `${await app.captureUrl()}/curl/path?a=1&b='x'`;
  await send(url, {
    headers: [
      ['X-One', 'first'],
      ['x-one', "it's second"],
      ['Content-Type', 'text/plain; charset=utf-8'],
    ],
    body,
  });
  await workbench.requests.select('/curl/path');
  await workbench.detail.act('Copy as cURL');
  await expect.poll(() => app.clipboard()).toMatch(/curl /);
  const shell = spawn('bash', ['-c', await app.clipboard()], { stdio: ['ignore', 'ignore', 'inherit'] });
  expect(await once(shell, 'exit')).toEqual([0, null]);

  await expect(workbench.requests.rows).toHaveCount(2);
  const { items } = await app.call('exchanges.list', { query: 'path:/curl/path' });
  const [copied, original] = await Promise.all(items.map(({ id }) => app.call('exchanges.get', { id })));
  expect(copied?.request.target).toBe(original?.request.target);
  expect(copied?.request.body.sha256).toBe(original?.request.body.sha256);
  const ofInterest = /^(?:x-one|content-type)$/i;
  const pick = (headers: { name: string; value: string }[] = []) =>
    headers.filter(({ name }) => ofInterest.test(name));
  expect(pick(copied?.request.headers)).toEqual(pick(original?.request.headers));
});

test('copy and save give the exact bytes', async ({ app, workbench }) => {
  const text = '{"é": "✓",\r\n "n": 1.50}';
  await capture(app, workbench, { name: 'Exact text', contentType: 'application/json', body: text });
  await workbench.detail.act('Copy body');
  await expect.poll(() => app.clipboard()).toBe(text);

  const bytes = Buffer.from(Array.from({ length: 4096 }, (_, index) => (index * 7) % 256));
  await capture(app, workbench, { name: 'Exact bytes', body: bytes });
  const path = join(app.dataDir, 'saved.bin');
  await answerSaveDialog(app, path);
  await workbench.detail.act('Save body');
  await expect(workbench.notice(`Saved to ${path}`)).toBeVisible();
  expect((await readFile(path)).equals(bytes)).toBe(true);
  await workbench.detail.act('Copy body');
  await expect.poll(() => app.clipboard()).toBe(bytes.toString('base64'));
});

test('arrivals do not move what is being read', async ({ app, workbench }) => {
  const { requests } = workbench;
  const captureUrl = await app.captureUrl();
  await workbench.bins.create('Moving');
  const posts = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) => ({ target: `/moving/${from + index}` }));
  await sendAll(captureUrl, posts(1000, 120), 1);
  await expect(workbench.bins.bin('Moving')).toHaveAccessibleName(/120 requests/);

  await requests.select('/moving/1119');
  await requests.list.evaluate((list) => list.scrollTo({ top: 48 * 40 + 13 }));
  const row = requests.row('/moving/1075');
  await expect(row).toBeVisible();
  const before = await row.boundingBox();
  await sendAll(captureUrl, posts(2000, 50), 4);
  await expect(workbench.bins.bin('Moving')).toHaveAccessibleName(/170 requests/);
  const news = app.page.getByRole('button', { name: /new$/ });
  await expect(news).toHaveText('50 new');
  expect(await row.boundingBox()).toEqual(before);
  await expect(workbench.detail.title).toContainText('/moving/1119');

  await news.click();
  await expect(requests.row(/\/moving\/20\d\d/).first()).toBeVisible();
  await expect(news).toBeHidden();
});

test('of five thousand exchanges only those in sight are drawn, and the last is reached', async ({
  app,
  workbench,
}) => {
  const { requests } = workbench;
  await workbench.bins.create('Many');
  await sendAll(
    await app.captureUrl(),
    Array.from({ length: 5000 }, (_, index) => ({ target: `/many/${index}`, body: 'x' })),
    16,
  );
  await expect(workbench.bins.bin('Many')).toHaveAccessibleName(/5000 requests/);
  await expect(requests.rows.first()).toBeVisible();
  expect(await requests.rows.count()).toBeLessThan(200);
  await requests.list.focus();
  for (let read = 0; read < 5000;) {
    // Nothing happens while the next page is on its way.
    await expect(async () => {
      await app.page.keyboard.press('End');
      expect(Number(await requests.selected.getAttribute('aria-posinset'))).toBeGreaterThan(read);
    }).toPass({ intervals: [20] });
    read = Number(await requests.selected.getAttribute('aria-posinset'));
  }
  await expect(requests.list.locator('[aria-posinset="5000"]')).toBeVisible();
  await expect(requests.list.locator('[aria-posinset="5000"]')).toContainText('/many/');
  expect(await requests.rows.count()).toBeLessThan(200);
});

const hexOf = (bytes: Buffer) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ');

async function answerSaveDialog(app: RunningApp, path: string): Promise<void> {
  await app.electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, path);
}
