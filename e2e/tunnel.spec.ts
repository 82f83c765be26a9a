import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HookbenchBridge } from '../shared/ipc/bridge.ts';
import { expect, test } from './fixtures/app.ts';
import {
  githubRequests,
  isStripeSignatureValid,
  paypalIpnRequest,
  stripeRequest,
  twilioSmsRequest,
} from './fixtures/payloads.ts';
import { childPids, isAlive, tunnelPid } from './fixtures/processes.ts';
import { startReceiver } from './fixtures/receiver.ts';
import type { RunningApp } from './fixtures/running-app.ts';
import { startNgrokEdge, type NgrokEdge } from './ngrok-edge/ngrok-edge.ts';
import { visit } from './ngrok-edge/visit.ts';
import { Workbench } from './pages/workbench.ts';

const TOKEN = '2dQhS7xTestOnlyTokenOfNoAccount_5Zk3pWv9RbYc';
const STRIPE_SECRET = 'whsec_test_of_no_account';

let edge: NgrokEdge;
test.beforeEach(async () => {
  edge = await startNgrokEdge({ authtokens: [TOKEN] });
});
test.afterEach(async () => {
  await edge.close();
});

/** Settings as if its user had entered them before. */
const settings = () => ({
  tunnel: { provider: 'ngrok', serverAddr: edge.serverAddr, caPath: edge.caPath } as const,
});

test('one click starts it: it asks for the token once, and shows the public URL to copy and as a QR code', async ({
  startApp,
}) => {
  const first = await startApp();
  const workbench = new Workbench(first.page);
  await workbench.goTo('Settings');
  await workbench.settings.enter('Server address', edge.serverAddr);
  await workbench.settings.enter('CA file', edge.caPath);
  await workbench.goTo('Bins');

  await workbench.tunnel.expectState('Stopped');
  await workbench.tunnel.startButton.click();
  await expect(workbench.tunnel.tokenDialog).toContainText('dashboard.ngrok.com/get-started/your-authtoken');
  await workbench.tunnel.enterToken(TOKEN);
  await workbench.tunnel.expectState('Online');

  const publicUrl = await publicUrlOf(first);
  await workbench.tunnel.root.getByRole('button', { name: 'Copy public URL' }).click();
  await expect.poll(() => first.clipboard()).toBe(publicUrl);
  await expect(workbench.firstRequest).toContainText(`${publicUrl}/inbox`);

  await workbench.tunnel.root.getByRole('button', { name: 'QR code and public endpoints' }).click();
  const panel = first.page.getByRole('dialog', { name: 'Public endpoints' });
  await expect(panel.getByRole('img', { name: 'QR code of the public endpoint of Inbox' })).toBeVisible();
  await panel.getByRole('button', { name: 'Copy public endpoint of Inbox' }).click();
  await expect.poll(() => first.clipboard()).toBe(`${publicUrl}/inbox`);
  await first.close();

  const second = await startApp();
  const again = new Workbench(second.page);
  await again.tunnel.startButton.click();
  await again.tunnel.expectState('Online');
  await expect(again.tunnel.tokenDialog).toBeHidden();
  await again.tunnel.stopButton.click();
  await again.tunnel.expectState('Stopped');
});

test('webhooks of four providers arrive exactly as they were sent, and one is edited and resent', async ({
  startApp,
}) => {
  const app = await startApp({ settings: settings() });
  const workbench = new Workbench(app.page);
  const publicUrl = await startTunnel(app, workbench);
  const requests = [
    ...githubRequests(20).map((request) => ({ ...request, target: `/github/${request.name}` })),
    { ...stripeRequest(STRIPE_SECRET), target: '/stripe/events' },
    { ...paypalIpnRequest(), target: '/paypal/ipn' },
    { ...twilioSmsRequest(), target: '/twilio/sms' },
  ];
  for (const { target, headers, body } of requests) {
    const reply = await visit(publicUrl, {
      method: 'POST',
      target,
      headers: Object.entries(headers),
      body,
      localAddress: '127.0.0.9',
    });
    expect(reply.status).toBe(200);
  }

  await expect(workbench.bins.bin('Inbox')).toHaveAccessibleName(/23 requests/);
  const { items } = await app.call('exchanges.list', { limit: 100 });
  expect(items.map((item) => item.target)).toEqual(requests.map(({ target }) => target).reverse());
  for (const [index, { body, headers }] of requests.entries()) {
    const id = items[requests.length - 1 - index]?.id ?? '';
    const { request } = await app.call('exchanges.get', { id });
    expect(request).toMatchObject({ via: 'tunnel', remoteAddress: '127.0.0.9', scheme: 'http' });
    expect(request.headers).toEqual(
      expect.arrayContaining(Object.entries(headers).map(([name, value]) => ({ name, value }))),
    );
    const read = await app.call('bodies.read', { source: { kind: 'exchange', exchangeId: id } });
    expect(Buffer.from(read.base64, 'base64').equals(Buffer.from(body))).toBe(true);
  }

  await workbench.requests.filter('path:/stripe');
  await expect(workbench.requests.rows).toHaveCount(1);
  await expect(workbench.requests.rows.first()).toHaveAccessibleName(/by the tunnel/);
  await workbench.requests.select('/stripe/events');
  await expect(workbench.detail.root).toContainText('from 127.0.0.9 by the tunnel, http');
  await expect.poll(() => workbench.detail.bodyText()).toContain('"amount_paid": 4900');
  await expectStripeToVerify(app, items.find((item) => item.target === '/stripe/events')?.id ?? '');

  const receiver = await startReceiver();
  await app.page.keyboard.press('Escape');
  await workbench.requests.list.focus();
  await app.page.keyboard.press('e');
  await workbench.compose.url.fill(`${receiver.url}/hooks/stripe`);
  await workbench.compose.selectInBody('4900');
  await app.page.keyboard.type('123456789012345678901234567890');
  const received = receiver.next();
  await app.page.keyboard.press('Control+Enter');
  const sent = await received;
  const stripe = stripeRequest(STRIPE_SECRET);
  expect(sent.body.toString()).toBe(stripe.body.replace('4900', '123456789012345678901234567890'));
  expect(sent.target).toBe('/hooks/stripe');
  expect(sent.headers).toContainEqual(['Content-Type', 'application/json; charset=utf-8']);
  expect(sent.headers).toContainEqual(['Content-Length', String(sent.body.length)]);
  expect(sent.headers.map(([name]) => name)).toContain('Stripe-Signature');
  await expect(workbench.compose.response.outcome).toContainText('200');
  await receiver.close();
});

test('each bin has a public endpoint, and an https visitor is shown as one', async ({ startApp }) => {
  const tlsEdge = await startNgrokEdge({ authtokens: [TOKEN], publicScheme: 'https' });
  const app = await startApp({
    settings: { tunnel: { provider: 'ngrok', serverAddr: tlsEdge.serverAddr, caPath: tlsEdge.caPath } },
  });
  const workbench = new Workbench(app.page);
  await workbench.bins.create('Orders');
  const publicUrl = await startTunnel(app, workbench);
  await visit(publicUrl, { method: 'POST', target: '/orders/new', body: 'x', localAddress: '127.0.0.7' });
  await workbench.requests.select('/orders/new');
  await expect(workbench.detail.root).toContainText('from 127.0.0.7 by the tunnel, https');
  await app.close();
  await tlsEdge.close();
});

test('an edge that is gone for four seconds is told as reconnecting, and online again within two of its return', async ({
  startApp,
}) => {
  const app = await startApp({ settings: settings() });
  const workbench = new Workbench(app.page);
  const publicUrl = await startTunnel(app, workbench);
  await recordTunnel(app);

  await edge.stop();
  await workbench.tunnel.expectState('Reconnecting');
  await new Promise((resolve) => setTimeout(resolve, 4000));
  expect((await visit(publicUrl, { target: '/inbox' })).status).toBe(404);
  const returnedAt = Date.now();
  await edge.restart();
  await workbench.tunnel.expectState('Online');

  const changes = await recordedTunnel(app);
  const states = changes
    .map((change) => change.state)
    .filter((state, index, all) => state !== all[index - 1]);
  expect(states).toEqual(['reconnecting', 'online']);
  const onlineAt = changes.find((change) => change.state === 'online')?.at ?? Infinity;
  expect(onlineAt - returnedAt).toBeLessThan(2000);
  expect(await publicUrlOf(app)).toBe(publicUrl);
  expect((await visit(publicUrl, { target: '/back-again' })).status).toBe(200);
  await expect(workbench.requests.row('/back-again')).toHaveCount(1);
});

test('a wrong token is refused in a sentence, and stands nowhere', async ({ startApp }) => {
  const wrong = '2wrongTokenThatNobodyMaySee_8mNq4ZrT6yUa1sDf';
  const app = await startApp({ settings: settings() });
  const workbench = new Workbench(app.page);
  await workbench.tunnel.startButton.click();
  await workbench.tunnel.enterToken(wrong);
  await workbench.tunnel.expectState('Failed');
  await expect(workbench.tunnel.root).toContainText(/authtoken/i);
  expect(edge.auths.length).toBeGreaterThan(0);

  expect(await app.page.evaluate(() => document.documentElement.outerHTML)).not.toContain(wrong);
  expect(JSON.stringify(await app.call('state.snapshot', {}))).not.toContain(wrong);
  await workbench.tunnel.root.getByRole('button', { name: 'Change token' }).click();
  await workbench.tunnel.enterToken(TOKEN);
  await workbench.tunnel.expectState('Online');
  await app.close();

  expect(app.stderr()).not.toContain(wrong);
  expect(app.stderr()).not.toContain(TOKEN);
  for (const file of await filesBelow(app.dataDir)) {
    const content = await readFile(file);
    expect(content.includes(wrong), file).toBe(false);
    expect(content.includes(TOKEN), file).toBe(false);
  }
});

test('the native client killed is started again; the app closed leaves no process', async ({ startApp }) => {
  const app = await startApp({ settings: settings() });
  const workbench = new Workbench(app.page);
  const publicUrl = await startTunnel(app, workbench);
  await recordTunnel(app);
  const before = await tunnelPid(app.pid);
  process.kill(before, 'SIGKILL');

  await expect.poll(async () => (await recordedTunnel(app)).at(-1)?.state).toBe('online');
  const states = (await recordedTunnel(app)).map((change) => change.state);
  expect(states[0]).toBe('reconnecting');
  expect(await tunnelPid(app.pid)).not.toBe(before);
  const secondUrl = await publicUrlOf(app);
  expect((await visit(secondUrl, { target: '/after-the-kill' })).status).toBe(200);
  await expect(workbench.requests.row('/after-the-kill')).toHaveCount(1);
  expect(publicUrl).toMatch(/^http:/);

  const family = [app.pid, ...(await childPids(app.pid))];
  expect(family.length).toBeGreaterThan(2);
  await app.close();
  await expect.poll(() => family.filter(isAlive)).toEqual([]);
});

async function startTunnel(app: RunningApp, workbench: Workbench): Promise<string> {
  await workbench.tunnel.startButton.click();
  await workbench.tunnel.enterToken(TOKEN);
  await workbench.tunnel.expectState('Online');
  return publicUrlOf(app);
}

async function publicUrlOf(app: RunningApp): Promise<string> {
  const { publicUrl } = await app.call('tunnel.status', {});
  if (publicUrl === undefined) throw new Error('The tunnel has no public URL.');
  return publicUrl;
}

async function expectStripeToVerify(app: RunningApp, id: string): Promise<void> {
  const { request } = await app.call('exchanges.get', { id });
  const signature =
    request.headers.find(({ name }) => name.toLowerCase() === 'stripe-signature')?.value ?? '';
  const { base64 } = await app.call('bodies.read', { source: { kind: 'exchange', exchangeId: id } });
  const bytes = Buffer.from(base64, 'base64');
  expect(isStripeSignatureValid(bytes, signature, STRIPE_SECRET)).toBe(true);
  bytes.write(' ', 1);
  expect(isStripeSignatureValid(bytes, signature, STRIPE_SECRET)).toBe(false);
}

interface TunnelRecord {
  state: string;
  at: number;
}
type RecordingWindow = typeof window & { hookbench: HookbenchBridge; tunnelRecord: TunnelRecord[] };

/** From now on keeps what the window is told of the tunnel. */
async function recordTunnel(app: RunningApp): Promise<void> {
  await app.page.evaluate(() => {
    const recording = window as unknown as RecordingWindow;
    recording.tunnelRecord = [];
    recording.hookbench.subscribe((batch) => {
      for (const event of batch) {
        if (event.type === 'tunnel.changed')
          recording.tunnelRecord.push({ state: event.tunnel.state, at: event.at });
      }
    });
  });
}

const recordedTunnel = (app: RunningApp): Promise<TunnelRecord[]> =>
  app.page.evaluate(() => (window as unknown as RecordingWindow).tunnelRecord);

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
