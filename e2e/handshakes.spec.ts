import { generateKeyPairSync, sign } from 'node:crypto';
import { expect, sharedTest as test } from './fixtures/app.ts';
import { send } from './fixtures/send.ts';
import { GuardsPage } from './pages/guards-page.ts';

test.use({ sharedBy: import.meta.filename });

const json = [['Content-Type', 'application/json']] as const;
const challenge = JSON.stringify({ type: 'url_verification', challenge: '3eZbrw1aBm2rZgRNFdxV' });

test('one switch answers what providers demand, and each answer says what it was and why', async ({
  app,
  workbench,
}) => {
  const page = new GuardsPage(app.page);
  await workbench.bins.create('Hooks');
  const url = `${await app.captureUrl()}/hooks`;
  await send(`${url}/off`, { headers: json, body: challenge });
  await workbench.requests.select('/hooks/off');
  await expect(workbench.detail.root).toContainText('Slack asks to set up this endpoint');
  await workbench.detail.root.getByRole('button', { name: 'Handshakes' }).click();

  await page.answerHandshakes(true);
  const answer = await send(`${url}/on`, { headers: json, body: challenge });
  expect([answer.status, answer.body.toString()]).toEqual([200, '3eZbrw1aBm2rZgRNFdxV']);
  await page.leave();
  await workbench.requests.select('/hooks/on');
  await expect(workbench.detail.root).toContainText('Handshake: Slack');
  await expect(workbench.detail.root).toContainText('its challenge was sent back');

  await page.open();
  await page.handshakes.getByRole('checkbox', { name: 'Slack' }).click();
  await expect(page.handshakes.getByRole('checkbox', { name: 'Slack' })).not.toBeChecked();
  expect((await send(url, { headers: json, body: challenge })).body.toString()).toBe('');
});

test('Meta’s challenge needs the verify token, which is entered where it is asked for', async ({
  app,
  workbench,
}) => {
  const page = new GuardsPage(app.page);
  await workbench.bins.create('Meta');
  const url = `${await app.captureUrl()}/meta?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=`;
  await page.open();
  await page.answerHandshakes(true);
  expect((await send(`${url}meatyhamhock`, { method: 'GET' })).status).toBe(403);
  const field = page.handshakes.getByRole('listitem').filter({ hasText: 'hub.verify_token' });
  await field.getByRole('combobox', { name: 'Verify token of Meta' }).click();
  await app.page.getByRole('option', { name: 'New secret…' }).click();
  await field.getByLabel('Value', { exact: true }).fill('meatyhamhock');
  await field.getByRole('button', { name: 'Save secret' }).click();
  await expect(field.getByRole('combobox', { name: 'Verify token of Meta' })).toContainText(
    'meta-verify-token',
  );
  await expect
    .poll(async () => (await send(`${url}meatyhamhock`, { method: 'GET' })).body.toString())
    .toBe('1158201444');
  expect((await send(`${url}wrong`, { method: 'GET' })).status).toBe(403);
});

test('Discord’s PING is verified first, and a wrong signature gets the 401 that Discord wants to see', async ({
  app,
}) => {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32).toString('hex');
  await app.call('secrets.set', { name: 'discord-key', value: raw });
  const { id } = await app.call('bins.create', {
    name: 'Discord',
    handshakes: { isEnabled: true },
    signing: { secretNames: ['discord-key'] },
  });
  const ping = JSON.stringify({ application_id: '1', id: '2', token: 't', type: 1, version: 1 });
  const signed = (body: string) => {
    const timestamp = String(Math.floor(Date.now() / 1000));
    const signature = sign(null, Buffer.from(timestamp + ping), privateKey).toString('hex');
    return send(`${url}/discord`, {
      headers: [...json, ['X-Signature-Ed25519', signature], ['X-Signature-Timestamp', timestamp]],
      body,
    });
  };
  const url = await app.captureUrl();
  for (const guards of [[], [{ id: 'grd_1', kind: 'signature' as const }]]) {
    await app.call('bins.update', { id, guards });
    const answer = await signed(ping);
    expect([answer.status, answer.body.toString()]).toEqual([200, '{"type":1}']);
    expect((await signed(ping.replace('"2"', '"3"'))).status).toBe(401);
  }
});

test('an SNS subscription is confirmed by a click alone, and only at Amazon', async ({ app, workbench }) => {
  const subscription = (SubscribeURL: string) =>
    JSON.stringify({ Type: 'SubscriptionConfirmation', SubscribeURL });
  await workbench.bins.create('Topics');
  const url = `${await app.captureUrl()}/topics`;
  const amazon = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2336412f37';
  await send(`${url}/amazon`, { headers: json, body: subscription(amazon) });
  await workbench.requests.select('/topics/amazon');
  const { root } = workbench.detail;
  await expect(root).toContainText('AWS SNS wants this URL called to confirm the subscription');
  await expect(root).toContainText(amazon);
  await root.getByRole('button', { name: 'Confirm' }).click();
  // There is no network here, and what came of it is told.
  await expect(root.getByRole('alert')).toContainText(
    /was not found|no answer|failed|not at a public address/,
  );

  await send(`${url}/evil`, {
    headers: json,
    body: subscription('https://sns.eu-west-1.amazonaws.com.evil.test/'),
  });
  await workbench.requests.select('/topics/evil');
  await expect(root).toContainText('this one is not called');
  await expect(root.getByRole('button', { name: 'Confirm' })).toHaveCount(0);
});
