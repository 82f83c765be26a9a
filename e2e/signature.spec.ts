import { createHmac } from 'node:crypto';
import Stripe from 'stripe';
import { expect, sharedTest as test } from './fixtures/app.ts';
import { findBarriers, useTheme } from './fixtures/barriers.ts';
import type { RunningApp } from './fixtures/running-app.ts';
import { send } from './fixtures/send.ts';
import { SignatureTab } from './pages/signature-tab.ts';
import { SigningPage } from './pages/signing-page.ts';

test.use({ sharedBy: import.meta.filename });

const RIGHT = 'whsec_RightOneOfTheTwo';
const LIVE = 'whsec_LiveOneOfTheTwo';
const stripe = new Stripe('sk_test_none');
const event = JSON.stringify({
  id: 'evt_1SVx4kL2eZvKYlo2',
  object: 'event',
  type: 'invoice.paid',
  data: { object: { id: 'in_1', amount_paid: 4900, note: 'Grüße / 2' } },
});

/** Sends what Stripe's own library signs. */
async function sendSigned(
  app: RunningApp,
  path: string,
  {
    secret = RIGHT,
    body = event,
    signed,
    at = Date.now(),
  }: Partial<Record<'secret' | 'body' | 'signed', string>> & { at?: number } = {},
) {
  const header = stripe.webhooks.generateTestHeaderString({
    payload: signed ?? body,
    secret,
    timestamp: Math.floor(at / 1000),
  });
  await send((await app.captureUrl()) + path, {
    headers: [
      ['Content-Type', 'application/json'],
      ['Stripe-Signature', header],
    ],
    body,
  });
}

async function keepSecrets(app: RunningApp) {
  await app.call('secrets.set', { name: 'shop.test', value: RIGHT });
  await app.call('secrets.set', { name: 'shop.live', value: LIVE });
}

test('a request is recognized without set-up, verified once the bin has a secret, and found again', async ({
  app,
  workbench,
}) => {
  await workbench.bins.create('Shop');
  await sendSigned(app, '/shop/hooks');
  const row = workbench.requests.row('invoice.paid');
  await expect(row.getByRole('img', { name: 'Stripe' })).toBeVisible();
  await expect(row).toHaveAccessibleName(/Stripe, invoice\.paid/);
  const recognized = workbench.detail.root.getByRole('group', { name: 'Recognized as' });
  await expect(recognized).toContainText('Stripe');
  await expect(recognized).toContainText('evt_1SVx4kL2eZvKYlo2');

  // Without a secret the tab says where it is found, and takes it on the spot.
  await workbench.detail.show('Signature');
  const tab = new SignatureTab(app.page);
  await expect(tab.verdict).toContainText('Signature not verified');
  await expect(tab.root).toContainText('Dashboard → Developers → Webhooks');
  await tab.newSecret('shop.new', RIGHT);
  await expect(tab.verdict).toContainText('Signature verified');
  await expect(tab.verdict).toContainText('shop.new');
  await expect(row).toHaveAccessibleName(/signature verified/);
  expect(await app.page.content()).not.toContain(RIGHT);

  // From then on what arrives is verified by itself.
  const signing = new SigningPage(app.page);
  await signing.open();
  await signing.addSecret('shop.new');
  await signing.save();
  await signing.close();
  await sendSigned(app, '/shop/hooks');
  await sendSigned(app, '/shop/hooks', { secret: 'whsec_nobody' });
  await expect(workbench.requests.rows).toHaveCount(3);
  await workbench.requests.filter('verification:rejected');
  await expect(workbench.requests.rows).toHaveCount(1);
  await workbench.requests.filter('verification:verified provider:stripe event:invoice');
  await expect(workbench.requests.rows).toHaveCount(2);
  await workbench.requests.filter('provider:github');
  await expect(workbench.requests.rows).toHaveCount(0);
  await workbench.requests.filter('');
});

test('a rejection comes with its cause, the difference and what to change', async ({ app, workbench }) => {
  await keepSecrets(app);
  await workbench.bins.create('Causes');
  const bin = (await app.call('bins.list', {})).bins.find(({ slug }) => slug === 'causes');
  await app.call('bins.update', { id: bin?.id ?? '', signing: { secretNames: ['shop.test'] } });
  const tab = new SignatureTab(app.page);
  const shown = async (count: number) => {
    await expect(workbench.requests.rows).toHaveCount(count);
    await workbench.requests.rows.first().click();
    await workbench.detail.show('Signature');
    await expect(tab.verdict).toContainText('Signature rejected');
  };

  await sendSigned(app, '/causes', { body: `${event}\n`, signed: event });
  await shown(1);
  await expect(tab.cause).toContainText('without the line feed at its end');
  await expect(tab.difference).toContainText('\\n');
  await expect(tab.cause).toContainText('body.trailing_newline');

  await sendSigned(app, '/causes', { secret: LIVE });
  await shown(2);
  await expect(tab.cause).toContainText('The signature was made with “shop.live”');
  await tab.pickSecret('shop.live');
  await expect(tab.verdict).toContainText('Signature verified');
  await expect(tab.cause).toHaveCount(0);

  await sendSigned(app, '/causes', { at: Date.now() - 3_600_000 });
  await shown(3);
  await expect(tab.cause).toContainText('clock.zone');

  const pretty = JSON.stringify(JSON.parse(event), null, 2);
  await sendSigned(app, '/causes', { body: pretty, signed: event });
  await shown(4);
  await expect(tab.cause).toContainText('the same JSON without white space');
  await tab.pickProvider('GitHub');
  await expect(tab.verdict).toContainText('no X-Hub-Signature');
});

test('the Signing page orders secrets and checks a scheme of one’s own as it is typed', async ({
  app,
  workbench,
}) => {
  await keepSecrets(app);
  await workbench.bins.create('Own');
  await send((await app.captureUrl()) + '/own', {
    headers: [['X-Acme-Signature', `v1=${createHmac('sha1', RIGHT).update('hello').digest('hex')}`]],
    body: 'hello',
  });
  await expect(workbench.requests.rows).toHaveCount(1);
  const signing = new SigningPage(app.page);
  await signing.open();
  await signing.pickProvider('Another sender, with an HMAC');
  await signing.addSecret('shop.live');
  await signing.addSecret('shop.test');
  await signing.root.getByRole('button', { name: 'Try shop.test earlier' }).click();
  await expect(signing.secrets.getByRole('listitem').first()).toContainText('shop.test');

  await signing.root.getByLabel('Header with the signature').fill('X Acme');
  await expect(signing.root.getByRole('alert')).toContainText('must be a header name');
  await expect(signing.root.getByRole('button', { name: 'Save signing' })).toBeDisabled();
  await signing.root.getByLabel('Header with the signature').fill('X-Acme-Signature');
  await signing.root.getByLabel('Before the signature').fill('v1=');
  await expect(signing.check).toContainText('made with SHA-1; this scheme needs SHA-256');
  await signing.root.getByRole('combobox', { name: 'Algorithm' }).click();
  await app.page.getByRole('option', { name: 'SHA-1', exact: true }).click();
  await expect(signing.check).toContainText('Signature verified with shop.test');
  await signing.save();
  await signing.root.getByRole('button', { name: 'Verify them again' }).click();
  await expect(signing.root.getByText('1 verified, 0 rejected, 0 not verified')).toBeVisible();
  await signing.close();
  await expect(workbench.requests.rows.first()).toHaveAccessibleName(/signature verified/);
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds no barrier in what signatures show in the ${theme} theme`, async ({ app, workbench }) => {
    await useTheme(app, theme);
    await keepSecrets(app);
    await workbench.bins.create(`Bars ${theme}`);
    const { bins } = await app.call('bins.list', {});
    const bin = bins.find(({ slug }) => slug === `bars-${theme}`);
    await app.call('bins.update', { id: bin?.id ?? '', signing: { secretNames: ['shop.test'] } });
    await sendSigned(app, `/bars-${theme}`);
    await sendSigned(app, `/bars-${theme}`, { body: `${event}\n`, signed: event });
    await expect(workbench.requests.rows).toHaveCount(2);
    await workbench.requests.rows.first().click();
    await workbench.detail.show('Signature');
    await expect(new SignatureTab(app.page).difference).toBeVisible();
    expect.soft(await findBarriers(app), 'Signature tab').toEqual([]);
    const signing = new SigningPage(app.page);
    await signing.open();
    await signing.pickProvider('Another sender, with an HMAC');
    await expect(signing.check).not.toBeEmpty();
    expect.soft(await findBarriers(app), 'Signing page').toEqual([]);
    await signing.close();
  });
}
