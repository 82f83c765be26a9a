import { selfSigned } from '../electron/engine/deliver/testing/certificates.ts';
import { startRawServer, type RawServer } from '../electron/engine/deliver/testing/raw-server.ts';
import { expect, sharedTest, test as ownAppTest } from './fixtures/app.ts';
import { startReceiver, type Receiver } from './fixtures/receiver.ts';
import type { RunningApp } from './fixtures/running-app.ts';
import { send, sendRaw } from './fixtures/send.ts';
import { Workbench } from './pages/workbench.ts';

const test = sharedTest.extend<{ receiver: Receiver; rawServer: typeof startRawServer }>({
  receiver: async ({}, use) => {
    const receiver = await startReceiver();
    await use(receiver);
    await receiver.close();
  },

  rawServer: async ({}, use) => {
    const started: RawServer[] = [];
    await use(async (options) => {
      const server = await startRawServer(options);
      started.push(server);
      return server;
    });
    for (const server of started) await server.close();
  },
});
test.use({ sharedBy: import.meta.filename });

/** Latin-1 and UTF-8 mixed, every byte there is: no text. */
const ALL_BYTES = Buffer.from(Array.from({ length: 1024 }, (_, index) => index % 256));

test('R asks for a destination the first time, and sends every byte and header as it came', async ({
  app,
  workbench,
  receiver,
}) => {
  await workbench.bins.create('Replays');
  await sendRaw(
    await app.captureUrl(),
    'POST /replays/a%20b?x=1&x=2&empty= HTTP/1.1\r\nHost: eshop.example\r\nX-Dup: one\r\nx-dup: Two\r\nX-DUP: three\r\n' +
      'Content-Type: application/octet-stream\r\nX-Latin: caf\xe9\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n400\r\n',
    ALL_BYTES,
    '\r\n0\r\n\r\n',
  );
  await workbench.requests.select('/replays/a');
  await app.page.keyboard.press('r');
  await expect(workbench.detail.replayPanel).toBeVisible();
  const first = receiver.next();
  await workbench.detail.replayPanel.getByLabel('Replay to').fill(`${receiver.url}/hook?kept=yes`);
  await app.page.keyboard.press('Enter');

  const sent = await first;
  expect(sent.method).toBe('POST');
  expect(sent.target).toBe('/hook?kept=yes');
  expect(sent.body.equals(ALL_BYTES)).toBe(true);
  expect(sent.headers).toEqual([
    ['Host', 'eshop.example'],
    ['X-Dup', 'one'],
    ['x-dup', 'Two'],
    ['X-DUP', 'three'],
    ['Content-Type', 'application/octet-stream'],
    ['X-Latin', 'caf\xe9'],
    ['Content-Length', '1024'],
    ['Connection', 'close'],
  ]);
  await expect(workbench.notice('200 from')).toBeVisible();

  const second = receiver.next();
  await workbench.requests.list.focus();
  await app.page.keyboard.press('r');
  expect((await second).target).toBe('/hook?kept=yes');
  await expect(workbench.detail.tab('Deliveries')).toContainText('2');
  await expect(workbench.requests.selected).toHaveAccessibleName(/2 sent on/);

  receiver.answer((response) => {
    response.writeHead(418, 'Short and stout', { 'X-Reply': 'yes', 'Content-Type': 'application/json' });
    response.end('{"tea":1}');
  });
  await app.page.keyboard.press('r');
  await workbench.detail.show('Deliveries');
  await expect(workbench.detail.deliveries.getByRole('listitem')).toHaveCount(3);
  await workbench.detail.deliveries.getByRole('button').filter({ hasText: '418' }).click();
  const { delivery } = workbench.detail;
  await expect(delivery.outcome).toContainText('418Short and stout');
  await expect.poll(() => delivery.bodyText()).toContain('"tea": 1');
  await delivery.show('Sent');
  expect(await delivery.sentHeaders()).toContainEqual(['x-dup', 'Two']);
});

test('a Host header is rewritten when that is asked for', async ({ app, workbench, receiver }) => {
  await workbench.bins.create('Hosts');
  await send(`${await app.captureUrl()}/hosts/one`, { headers: [['Host', 'shop.example']], body: 'x' });
  await workbench.requests.select('/hosts/one');
  await app.page.keyboard.press('Shift+R');
  const next = receiver.next();
  await workbench.detail.replayPanel.getByLabel('Replay to').fill(receiver.url);
  await workbench.detail.replayPanel.getByRole('checkbox', { name: 'Rewrite the Host header' }).click();
  await workbench.detail.replayPanel.getByRole('button', { name: 'Replay' }).click();
  expect((await next).headers[0]).toEqual(['Host', new URL(receiver.url).host]);
});

test('E opens a draft, its body is edited in Monaco by keyboard, and Ctrl+Enter sends it', async ({
  app,
  workbench,
  receiver,
}) => {
  await workbench.bins.create('Edits');
  const body = '{"id":12345678901234567890,"a":1.0,"a":1e400,"note":"é ✓"}';
  await send(`${await app.captureUrl()}/edits/json`, {
    headers: [
      ['Content-Type', 'application/json'],
      ['X-Signature', 'sha256=abc'],
    ],
    body,
  });
  await workbench.requests.select('/edits/json');
  await app.page.keyboard.press('e');
  await expect(workbench.compose.method).toHaveValue('POST');
  await workbench.compose.url.fill(`${receiver.url}/edited`);
  await expect(workbench.compose.editor).toContainText('12345678901234567890');
  await expect(workbench.compose.root.getByRole('toolbar', { name: 'Body' })).toContainText('JSON');

  await workbench.compose.focusEditor();
  await app.page.keyboard.press('Control+End');
  await app.page.keyboard.press('ArrowLeft');
  await app.page.keyboard.type(',"more":[1,2]');
  receiver.answer((response) => {
    response.writeHead(201, { 'Content-Type': 'text/plain', 'X-Case': 'Kept' });
    response.end('created');
  });
  const next = receiver.next();
  await app.page.keyboard.press('Control+Enter');
  const sent = await next;
  const edited = body.replace(/\}$/, ',"more":[1,2]}');
  expect(sent.body.toString()).toBe(edited);
  expect(sent.target).toBe('/edited');
  expect(sent.headers).toContainEqual(['X-Signature', 'sha256=abc']);
  expect(sent.headers).toContainEqual(['Content-Length', String(Buffer.byteLength(edited))]);

  const { response } = workbench.compose;
  await expect(response.outcome).toContainText('201');
  await expect(response.outcome).toContainText('7 B');
  await expect.poll(() => response.bodyText()).toBe('created');
  expect(await response.phaseNames()).toEqual(expect.arrayContaining(['Connect', 'Waiting', 'Download']));
  await response.show('Headers');
  expect(await response.headers()).toContainEqual(['X-Case', 'Kept']);
});

test('a draft by name shows how long DNS, connect and TLS took', async ({ app, workbench, rawServer }) => {
  const server = await rawServer({
    tls: selfSigned,
    onData: (socket, received) => {
      if (received.includes('\r\n\r\n')) socket.end('HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi');
    },
  });
  await app.call('settings.update', { sending: { isCertificateChecked: false } });
  await openDraft(workbench, `https://localhost:${server.port}/tls`);
  await app.page.keyboard.press('Control+Enter');
  await expect(workbench.compose.response.outcome).toContainText('200');
  expect(await workbench.compose.response.phaseNames()).toEqual(
    expect.arrayContaining(['DNS', 'Connect', 'TLS', 'Waiting', 'Download']),
  );
  await app.call('settings.update', { sending: { isCertificateChecked: true } });
});

test('a send that hangs is cancelled, and the draft is sent anew', async ({ app, workbench, receiver }) => {
  const hanging: (() => void)[] = [];
  receiver.answer((response) => hanging.push(() => response.end('late')));
  await openDraft(workbench, `${receiver.url}/slow`);
  const arrived = receiver.next();
  await app.page.keyboard.press('Control+Enter');
  await arrived;
  await workbench.compose.cancelButton.click();
  await expect(workbench.compose.response.outcome).toContainText('Cancelled');
  await expect(workbench.compose.sendButton).toBeEnabled();

  receiver.answer((response) => response.end('in time'));
  await app.page.keyboard.press('Control+Enter');
  await expect(workbench.compose.response.outcome).toContainText('200');
  await expect.poll(() => workbench.compose.response.bodyText()).toBe('in time');
});

test('every way a send can fail is told in plain words, with what to try', async ({
  app,
  workbench,
  rawServer,
}) => {
  const closed = await rawServer();
  await closed.close();
  const silent = await rawServer();
  const resetting = await rawServer({ onData: (socket) => socket.resetAndDestroy() });
  const selfSignedServer = await rawServer({ tls: selfSigned });
  const plain = await rawServer({ onData: (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n') });
  const noHttp = await rawServer({ onData: (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n') });
  const cases: { url: string; says: RegExp; tries: RegExp }[] = [
    {
      url: `http://127.0.0.1:${closed.port}/`,
      says: /Nothing listens on 127\.0\.0\.1:\d+/,
      tries: /Start your server/,
    },
    { url: 'http://nobody.invalid/', says: /nobody\.invalid/, tries: /[Cc]heck/ },
    { url: `http://127.0.0.1:${silent.port}/`, says: /did not answer within 500 ms/, tries: /Settings/ },
    {
      url: `http://127.0.0.1:${resetting.port}/`,
      says: /closed the connection/,
      tries: /log of your server/,
    },
    {
      url: `https://localhost:${selfSignedServer.port}/`,
      says: /self-signed|certificate/i,
      tries: /Settings|certificate/,
    },
    { url: `https://127.0.0.1:${plain.port}/`, says: /TLS/, tries: /http:\/\// },
    { url: `http://127.0.0.1:${noHttp.port}/`, says: /valid HTTP/, tries: /port/ },
  ];
  await app.call('settings.update', { sending: { timeoutMs: 500 } });
  await openDraft(workbench, '');
  for (const { url, says, tries } of cases) {
    await workbench.compose.url.fill(url);
    await app.page.keyboard.press('Control+Enter');
    const { failure, outcome } = workbench.compose.response;
    await expect(failure, url).toContainText(says);
    await expect(failure, url).toContainText(tries);
    await expect(outcome).toContainText('Failed');
  }
  await app.call('settings.update', { sending: { timeoutMs: 30_000 } });
});

test('a URL that can’t be sent to is refused where it is typed', async ({ app, workbench }) => {
  await openDraft(workbench, 'ftp://127.0.0.1/');
  await app.page.keyboard.press('Control+Enter');
  await expect(workbench.compose.root.getByRole('alert')).toContainText(/http/);
});

for (const end of ['close', 'quit'] as const) {
  ownAppTest(
    `deliveries and drafts are still there after the app was ${end === 'close' ? 'closed' : 'quit'}`,
    async ({ startApp }) => {
      const receiver = await startReceiver();
      receiver.answer((response) => {
        response.writeHead(202);
        response.end('kept');
      });
      const first = await startApp();
      const before = new Workbench(first.page);
      await captureOne(first);
      await before.requests.select('/inbox/kept');
      await before.detail.replayTo(`${receiver.url}/again`);
      await expect(before.notice('202 from')).toBeVisible();
      await before.requests.list.focus();
      await first.page.keyboard.press('e');
      await before.compose.url.fill(`${receiver.url}/draft`);
      await before.compose.typeBody('typed just before the end');
      await first[end]();

      const second = await startApp();
      const after = new Workbench(second.page);
      await after.requests.select('/inbox/kept');
      await after.detail.show('Deliveries');
      await after.detail.deliveries
        .getByRole('button')
        .filter({ hasText: `${receiver.url}/again` })
        .click();
      await expect(after.detail.delivery.outcome).toContainText('202');
      await expect.poll(() => after.detail.delivery.bodyText()).toBe('kept');
      await after.goTo('Compose');
      await expect(after.compose.url).toHaveValue(`${receiver.url}/draft`);
      await expect(after.compose.editor).toContainText('typed just before the end');
      const next = receiver.next();
      await after.compose.focusEditor();
      await second.page.keyboard.press('Control+Enter');
      expect((await next).body.toString()).toBe('typed just before the end');
      await receiver.close();
    },
  );
}

async function captureOne(app: RunningApp): Promise<void> {
  await send(`${await app.captureUrl()}/inbox/kept`, {
    headers: [['Content-Type', 'text/plain']],
    body: 'as it came',
  });
}

async function openDraft(workbench: Workbench, url: string): Promise<void> {
  await workbench.goTo('Compose');
  await workbench.compose.createDraft();
  await expect(workbench.compose.url).toHaveValue('');
  await workbench.compose.url.fill(url);
}
