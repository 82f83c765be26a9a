import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../fixtures/app.ts';
import { ROOT } from '../fixtures/electron-runtime.ts';
import {
  githubRequests,
  paypalIpnRequest,
  stripeRequest,
  twilioSmsRequest,
  type ProviderRequest,
} from '../fixtures/payloads.ts';
import { startReceiver, type Receiver } from '../fixtures/receiver.ts';
import type { RunningApp } from '../fixtures/running-app.ts';
import { sendRaw } from '../fixtures/send.ts';
import { startNgrokEdge, type NgrokEdge } from '../ngrok-edge/ngrok-edge.ts';
import { visit } from '../ngrok-edge/visit.ts';
import { ForwardPage } from '../pages/forward-page.ts';
import { GuardsPage } from '../pages/guards-page.ts';
import { SignatureTab } from '../pages/signature-tab.ts';
import { SigningPage } from '../pages/signing-page.ts';
import { NewFromTemplateDialog } from '../pages/template-dialogs.ts';
import { Workbench } from '../pages/workbench.ts';

const FOLDER = join(ROOT, 'docs/screenshots');
const SIZES = [
  { width: 1440, height: 900 },
  { width: 1024, height: 700 },
];
const STRIPE_SECRET = 'whsec_of_no_account_at_all';
const TOKEN = '2dQhS7xTestOnlyTokenOfNoAccount_5Zk3pWv9RbYc';

test('pictures of every view', async ({ startApp }) => {
  await mkdir(FOLDER, { recursive: true });
  const edge = await startNgrokEdge({ authtokens: [TOKEN] });
  const receiver = await startReceiver();
  receiver.answer((response) => {
    response.writeHead(200, { 'Content-Type': 'application/json', 'X-Request-Id': '8f14e45f-ceea' });
    response.end('{"received":true,"order":"83114","queued":["invoice","ledger","mail"]}');
  });
  const app = await startApp({
    settings: { tunnel: { provider: 'ngrok', serverAddr: edge.serverAddr, caPath: edge.caPath } },
  });
  const workbench = new Workbench(app.page);
  await fill(app, workbench, edge, receiver);
  await workbench.goTo('Bins');

  for (const theme of ['light', 'dark'] as const) {
    await app.call('settings.update', { appearance: { theme } });
    for (const size of SIZES) {
      // Not by the window's own size: a screen of 1440 pixels leaves it a pixel less.
      await app.page.setViewportSize(size);
      for (const [view, show] of Object.entries(views)) {
        await show(app, workbench);
        await settle(app, workbench);
        await app.page.screenshot({ path: join(FOLDER, `${view}-${theme}-${size.width}.png`) });
        await app.page.keyboard.press('Escape');
        await workbench.goTo('Bins');
      }
    }
  }
  await app.close();
  await receiver.close();
  await edge.close();
});

/** Brings each view in front, by its name. */
const views: Record<string, (app: RunningApp, workbench: Workbench) => Promise<void>> = {
  async 'first-minute'(_app, workbench) {
    await openBin(workbench, 'Shopify');
    await expect(workbench.firstRequest).toBeVisible();
  },
  async bins(_app, workbench) {
    await openBin(workbench, 'GitHub');
    await workbench.requests.rows.nth(2).click();
    await workbench.detail.show('Body');
  },
  async headers(_app, workbench) {
    await openBin(workbench, 'Stripe');
    await workbench.requests.rows.first().click();
    await workbench.detail.show('Headers');
  },
  async form(_app, workbench) {
    await openBin(workbench, 'PayPal');
    await workbench.requests.rows.first().click();
    await workbench.detail.show('Body');
  },
  async delivery(_app, workbench) {
    await openBin(workbench, 'Stripe');
    await workbench.requests.rows.first().click();
    await workbench.detail.show('Deliveries');
    const all = workbench.detail.root.getByRole('button', { name: 'All deliveries' });
    if (await all.isVisible()) await all.click();
    await workbench.detail.deliveries.getByRole('button').filter({ hasText: '200' }).last().click();
    await expect(workbench.detail.delivery.outcome).toContainText('200');
  },
  async failed(_app, workbench) {
    await openBin(workbench, 'Inbox');
    await workbench.requests.row('malformed').click();
    await workbench.detail.show('Raw');
  },
  async compose(_app, workbench) {
    await workbench.goTo('Compose');
    await workbench.compose.show('Body');
    await expect(workbench.compose.response.outcome).toContainText('200');
    await expect(workbench.compose.editor).toContainText('invoice');
  },
  async tunnel(app, workbench) {
    await openBin(workbench, 'GitHub');
    await workbench.detail.show('Body');
    await workbench.tunnel.root.getByRole('button', { name: 'QR code and public endpoints' }).click();
    await expect(app.page.getByRole('dialog', { name: 'Public endpoints' })).toBeVisible();
  },
  async signature(app, workbench) {
    await openBin(workbench, 'Stripe');
    await workbench.requests.rows.first().click();
    await workbench.detail.show('Signature');
    await expect(new SignatureTab(app.page).cause).toBeVisible();
  },
  async replies(_app, workbench) {
    await workbench.bins.act('GitHub', 'Edit replies');
    await workbench.replies.select('Pushes to main');
    await expect(workbench.replies.form).toBeVisible();
  },
  async guards(app, workbench) {
    await openBin(workbench, 'GitHub');
    await new GuardsPage(app.page).open();
  },
  async forward(app, workbench) {
    await openBin(workbench, 'Twilio');
    await new ForwardPage(app.page).open();
  },
  async signing(app, workbench) {
    await openBin(workbench, 'Stripe');
    await new SigningPage(app.page).open();
  },
  async sign(_app, workbench) {
    await workbench.goTo('Compose');
    await workbench.compose.show('Sign');
  },
  async templates(app, workbench) {
    await workbench.palette.run('New from template…');
    const dialog = new NewFromTemplateDialog(app.page);
    await dialog.pick('shopify orders', 'Order created');
    await expect(dialog.preview).toContainText('X-Shopify-Topic');
  },
  async 'ngrok-command'(app, workbench) {
    await workbench.palette.open();
    await workbench.palette.input.fill('ngrok http -host-header eshop.localhost 80');
    await app.page.keyboard.press('Enter');
    await expect(app.page.getByRole('dialog')).toContainText('eshop.localhost');
  },
  async 'paypal-lab'(_app, workbench) {
    await workbench.paypalLab.open();
  },
  async settings(_app, workbench) {
    await workbench.goTo('Settings');
  },
  async palette(_app, workbench) {
    await workbench.palette.open();
    await workbench.palette.input.fill('invoice');
    await expect(workbench.palette.options.filter({ hasText: '/stripe' }).first()).toBeVisible();
  },
};

/** Real webhooks of four providers by the tunnel, one of them replayed, edited and sent. */
async function fill(
  app: RunningApp,
  workbench: Workbench,
  edge: NgrokEdge,
  receiver: Receiver,
): Promise<void> {
  for (const name of ['GitHub', 'Stripe', 'PayPal', 'Twilio', 'Shopify'])
    await app.call('bins.create', { name });
  const { bins } = await app.call('bins.list', {});
  await app.call('bins.update', {
    id: bins.find((bin) => bin.name === 'GitHub')?.id ?? '',
    reply: {
      status: 202,
      headers: [{ name: 'Content-Type', value: 'application/json' }],
      body: { text: '{"received": true}' },
    },
  });
  for (const [name, value] of [
    ['stripe.test', STRIPE_SECRET],
    ['stripe.live', 'whsec_another_one_of_no_account'],
  ] as const)
    await app.call('secrets.set', { name, value });
  await app.call('bins.update', {
    id: bins.find((bin) => bin.name === 'Stripe')?.id ?? '',
    signing: { providerId: 'stripe', secretNames: ['stripe.live', 'stripe.test'] },
  });
  await workbench.tunnel.startButton.click();
  await workbench.tunnel.enterToken(TOKEN);
  await workbench.tunnel.expectState('Online');
  const { publicUrl = '' } = await app.call('tunnel.status', {});
  const deliver = (target: string, { headers, body }: ProviderRequest) =>
    visit(publicUrl, {
      method: 'POST',
      target,
      headers: Object.entries(headers),
      body,
      localAddress: '127.0.0.9',
    });
  for (const request of githubRequests(14)) await deliver(`/github/webhooks?event=${request.name}`, request);
  for (let count = 0; count < 3; count += 1) await deliver('/stripe/events', stripeRequest(STRIPE_SECRET));
  const signed = stripeRequest(STRIPE_SECRET);
  const reserialised = JSON.stringify(JSON.parse(signed.body));
  await deliver('/stripe/events', { ...signed, body: reserialised });
  await deliver('/paypal/ipn', paypalIpnRequest());
  await app.call('bins.update', {
    id: bins.find((bin) => bin.name === 'Twilio')?.id ?? '',
    forwards: [
      {
        id: 'fwd_shop',
        name: 'Shop',
        mode: 'mirror',
        url: `${receiver.url}/sms`,
        hostHeader: 'eshop.localhost',
      },
      { id: 'fwd_down', name: 'Audit log', mode: 'mirror', url: 'http://127.0.0.1:1/audit' },
    ],
  });
  for (let count = 0; count < 4; count += 1) await deliver('/twilio/sms', twilioSmsRequest());
  await app.call('bins.update', {
    id: bins.find((bin) => bin.name === 'GitHub')?.id ?? '',
    guards: [
      { id: 'grd_https', kind: 'https' },
      { id: 'grd_signed', kind: 'signature', isEnabled: false },
    ],
    rules: [
      {
        name: 'Pushes to main',
        when: {
          matchers: [
            { target: 'eventType', operator: 'equals', value: 'push' },
            { target: 'jsonPath', name: '$.ref', operator: 'endsWith', value: '/main' },
          ],
        },
        respond: {
          kind: 'reply',
          status: 201,
          isTemplate: true,
          body: { text: '{"queued":"{{ request.eventId }}"}' },
        },
      },
      {
        name: 'Fail twice, then succeed',
        when: { matchers: [{ target: 'eventType', operator: 'glob', value: 'pull_request*' }] },
        respond: {
          kind: 'sequence',
          steps: [
            { times: 2, respond: { kind: 'reply', status: 503 } },
            { respond: { kind: 'reply', status: 200 } },
          ],
        },
      },
      {
        name: 'Slow to answer a ping',
        when: { matchers: [{ target: 'eventType', operator: 'equals', value: 'ping' }] },
        respond: { kind: 'reply', status: 200, delayMs: 12_000 },
      },
    ],
  });
  expect(edge.endpoints()).toHaveLength(1);
  const captureUrl = await app.captureUrl();
  await sendRaw(captureUrl, 'POST /inbox HTTP/1.1\r\nHost: x\r\nContent-Length: twelve\r\n\r\n{"hello":1}');
  await sendRaw(captureUrl, 'GET /health?probe=1 HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n');

  await openBin(workbench, 'Stripe');
  await workbench.requests.rows.first().click();
  await workbench.detail.replayTo(`${receiver.url}/webhooks/stripe`);
  await expect(workbench.notice('200 from')).toBeVisible();
  await workbench.detail.replayTo('http://127.0.0.1:1/webhooks/stripe');
  await expect(workbench.notice('Nothing listens')).toBeVisible();
  await workbench.requests.list.focus();
  await app.page.keyboard.press('e');
  await workbench.compose.url.fill(`${receiver.url}/webhooks/stripe`);
  await workbench.compose.selectInBody('4900');
  await app.page.keyboard.type('129900');
  await app.page.keyboard.press('Control+Enter');
  await expect(workbench.compose.response.outcome).toContainText('200');
}

/** Shows a bin, and waits until what is in it counts as read. */
async function openBin(workbench: Workbench, name: string): Promise<void> {
  await workbench.bins.select(name);
  await workbench.page.getByRole('tablist', { name: 'Bin' }).getByRole('tab', { name: 'Requests' }).click();
  await expect(workbench.bins.current).not.toHaveAccessibleName(/unread/);
}

/** Waits until nothing moves: notices are gone, faces loaded, fades over. */
async function settle(app: RunningApp, workbench: Workbench): Promise<void> {
  await expect(workbench.notices).toHaveCount(0);
  await app.page.evaluate(async () => {
    await document.fonts.ready;
    const finite = document
      .getAnimations()
      .filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(finite.map(({ finished }) => finished));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  });
}
