import Stripe from 'stripe';
import { expect, sharedTest } from './fixtures/app.ts';
import { findBarriers } from './fixtures/barriers.ts';
import { startReceiver, type Receiver } from './fixtures/receiver.ts';
import { send } from './fixtures/send.ts';
import { SignPanel } from './pages/sign-panel.ts';

const test = sharedTest.extend<{ receiver: Receiver }>({
  receiver: async ({}, use) => {
    const receiver = await startReceiver();
    await use(receiver);
    await receiver.close();
  },
});
test.use({ sharedBy: import.meta.filename });

const SECRET = 'whsec_0123456789abcdefghij';
const stripe = new Stripe('sk_test_none');

const headerOf = ({ requests }: Receiver): string =>
  requests.at(-1)?.headers.find(([name]) => name.toLowerCase() === 'stripe-signature')?.[1] ?? '';

test('secrets are added, replaced and deleted in the settings, and never shown', async ({
  app,
  workbench,
}) => {
  await workbench.goTo('Settings');
  const { settings } = workbench;
  const list = settings.root.getByRole('list', { name: 'Secrets' });
  await settings.root.getByRole('button', { name: 'Add secret' }).click();
  const form = settings.root.getByRole('group', { name: 'New secret' });
  await form.getByLabel('Name', { exact: true }).fill('shop');
  await form.getByLabel('Value', { exact: true }).fill('a-value-of-some-length-1111');
  await app.page.keyboard.press('Enter');
  await expect(list).toContainText('shop · …1111');

  await list.getByRole('button', { name: 'Replace shop' }).click();
  await settings.root.getByLabel('New value').fill('another-value-of-length-2222');
  await settings.root.getByRole('button', { name: 'Replace', exact: true }).last().click();
  await expect(list).toContainText('…2222');
  expect(await app.page.content()).not.toContain('another-value');

  await list.getByRole('button', { name: 'Delete shop' }).click();
  await app.page.getByRole('alertdialog').getByRole('button', { name: 'Delete secret' }).click();
  await expect(settings.root.getByText('There are none yet.')).toBeVisible();
});

test('a draft is signed as it is sent, and Stripe’s own library accepts it', async ({
  app,
  workbench,
  receiver,
}) => {
  const { compose } = workbench;
  await workbench.goTo('Compose');
  await compose.createDraft();
  await compose.url.fill(`${receiver.url}/hooks`);
  await compose.typeBody('{"id":"evt_ü","object":"event"}');
  await compose.show('Sign');
  const panel = new SignPanel(app.page, compose.root);
  await panel.choose('Sign as', 'Stripe');
  await panel.addSecret(/secret/i, 'stripe', SECRET);
  await expect
    .poll(() => panel.headers())
    .toEqual([['Stripe-Signature', expect.stringMatching(/^t=\d+,v1=/)]]);

  const first = receiver.next();
  await app.page.keyboard.press('Control+Enter');
  const { body } = await first;
  expect(stripe.webhooks.constructEvent(body, headerOf(receiver), SECRET)).toMatchObject({ id: 'evt_ü' });

  // 301 seconds are one too many.
  await panel.root.getByRole('radio', { name: 'Some time ago' }).click();
  await panel.root.getByRole('button', { name: '301 s' }).click();
  const second = receiver.next();
  await app.page.keyboard.press('Control+Enter');
  const late = await second;
  expect(() => stripe.webhooks.constructEvent(late.body, headerOf(receiver), SECRET)).toThrow(/tolerance/);

  // The choice is kept with the draft.
  await workbench.goTo('Bins');
  await workbench.goTo('Compose');
  await expect(compose.root.getByRole('tab', { name: /^Sign\b.*stripe/ })).toBeVisible();
});

test('what is wrong with a secret stands at its field, before anything is sent', async ({
  app,
  workbench,
}) => {
  const { compose } = workbench;
  await workbench.goTo('Compose');
  await compose.createDraft();
  await compose.show('Sign');
  const panel = new SignPanel(app.page, compose.root);
  await panel.choose('Sign as', 'Stripe');
  await panel.addSecret(/secret/i, 'wrong', 'sk_test_0123456789abcdef');
  await expect(
    panel.root.getByRole('alert').filter({ hasText: 'This is a Stripe API key' }).first(),
  ).toBeVisible();
});

test('a local key signs as Discord does', async ({ app, workbench, receiver }) => {
  const { compose } = workbench;
  await workbench.goTo('Compose');
  await compose.createDraft();
  await compose.url.fill(`${receiver.url}/interactions`);
  await compose.show('Sign');
  const panel = new SignPanel(app.page, compose.root);
  await panel.choose('Sign as', 'Discord');
  await panel.root.getByRole('button', { name: 'New local key…' }).click();
  await panel.root.getByRole('button', { name: 'Make the key' }).click();
  await expect(panel.root.getByText('Discord public key')).toBeVisible();
  await expect(panel.root.getByRole('button', { name: 'Public key (PEM)' })).toBeVisible();
  await expect
    .poll(async () => (await panel.headers()).map(([name]) => name))
    .toEqual(['X-Signature-Ed25519', 'X-Signature-Timestamp']);
});

test('a bin with a secret verifies what arrives; a replay is signed again', async ({
  app,
  workbench,
  receiver,
}) => {
  await workbench.bins.create('Payments');
  const bin = await app
    .call('bins.list', {})
    .then(({ bins }) => bins.find(({ name }) => name === 'Payments'));
  await app.call('secrets.set', { name: 'payments', value: SECRET });
  await app.call('bins.update', {
    id: bin?.id ?? '',
    signing: { providerId: 'stripe', secretNames: ['payments'] },
  });
  const payload = '{"id":"evt_1","object":"event"}';
  const header = stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET });
  const url = `${await app.captureUrl()}/payments`;
  await send(`${url}/good`, { body: payload, headers: [['Stripe-Signature', header]] });
  await send(`${url}/tampered`, { body: `${payload} `, headers: [['Stripe-Signature', header]] });
  const { items } = await app.call('exchanges.list', { binId: bin?.id ?? '' });
  expect(items.map(({ verification }) => verification)).toEqual([
    { status: 'rejected', reason: 'signature_mismatch' },
    { status: 'verified' },
  ]);

  await workbench.requests.select('/payments/tampered');
  await app.page.keyboard.press('r');
  const replay = workbench.detail.replayPanel;
  await replay.getByLabel('Replay to').fill(`${receiver.url}/again`);
  await replay.getByLabel('Sign it again').check();
  const panel = new SignPanel(app.page, replay);
  await panel.choose(/secret/i, /^payments/);
  const next = receiver.next();
  await replay.getByRole('button', { name: 'Replay', exact: true }).click();
  const { body } = await next;
  expect(stripe.webhooks.constructEvent(body, headerOf(receiver), SECRET)).toMatchObject({ id: 'evt_1' });
});

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds no barrier where one signs, in the ${theme} theme`, async ({ app, workbench }) => {
    await app.call('settings.update', { appearance: { theme } });
    await app.call('secrets.set', { name: 'paypal', value: 'not a certificate' });
    await workbench.goTo('Compose');
    await workbench.compose.createDraft();
    await workbench.compose.show('Sign');
    const panel = new SignPanel(app.page, workbench.compose.root);
    expect.soft(await findBarriers(app), 'no provider').toEqual([]);
    await panel.choose('Sign as', 'PayPal');
    await panel.choose('Signing key', /^paypal/);
    await expect(panel.preview.getByRole('alert')).toBeVisible();
    await panel.root.getByRole('radio', { name: 'Some time ago' }).click();
    await panel.root.getByRole('button', { name: 'New local key…' }).click();
    // A notice of an earlier test that is about to go has not the contrast it had.
    await expect(workbench.notices).toHaveCount(0);
    expect.soft(await findBarriers(app), 'PayPal').toEqual([]);
    await workbench.goTo('Settings');
    await workbench.settings.root.getByRole('button', { name: 'Add secret' }).click();
    expect.soft(await findBarriers(app), 'secrets').toEqual([]);
    await workbench.settings.root
      .getByRole('group', { name: 'New secret' })
      .getByRole('button', { name: 'Cancel' })
      .click();
  });
}
