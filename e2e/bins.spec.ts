import { expect, sharedTest as test } from './fixtures/app.ts';
import { send } from './fixtures/send.ts';

test.use({ sharedBy: import.meta.filename });

test('a bin is made, named anew and has its own endpoint', async ({ app, workbench }) => {
  const { bins, requests } = workbench;
  await bins.create('Stripe checkout');
  const captureUrl = await app.captureUrl();
  await expect(workbench.heading).toHaveText('Stripe checkout');
  await expect(workbench.firstRequest).toContainText(`${captureUrl}/stripe-checkout`);

  await send(`${captureUrl}/stripe-checkout/paid?n=1`, { body: '{}' });
  await expect(requests.row('/stripe-checkout/paid?n=1')).toHaveCount(1);

  await bins.rename('Stripe checkout', 'Billing');
  await expect(bins.bin('Billing')).toHaveAttribute('aria-current', 'page');
  await expect(bins.bin('Stripe checkout')).toHaveCount(0);
  await send(`${captureUrl}/stripe-checkout/again`);
  await expect(requests.row('/stripe-checkout/again')).toHaveCount(1);
});

test('a slug belongs to one bin: the next of the same name gets another, and a taken one is refused in a sentence', async ({
  app,
  workbench,
}) => {
  await workbench.bins.create('Twins');
  await send(`${await app.captureUrl()}/twins`);
  await expect(workbench.requests.rows).toHaveCount(1);
  const second = await app.call('bins.create', { name: 'Twins' });
  expect(second.slug).toBe('twins-2');
  const refused = await app.ask('bins.create', { name: 'Third', slug: 'twins' });
  expect(refused).toMatchObject({
    ok: false,
    error: { code: 'conflict', message: 'The bin Twins already uses the slug twins; choose another.' },
  });
  await app.call('bins.delete', { id: second.id });
});

test('a name that is only blanks makes no bin, and Escape gives up', async ({ app, workbench }) => {
  const before = (await app.call('bins.list', {})).bins.length;
  await workbench.bins.root.getByRole('button', { name: 'New bin' }).click();
  const field = app.page.getByLabel('Name of the new bin');
  await field.fill('   ');
  await app.page.keyboard.press('Enter');
  await expect(field).toBeHidden();
  await workbench.bins.root.getByRole('button', { name: 'New bin' }).click();
  await field.fill('Given up');
  await app.page.keyboard.press('Escape');
  await expect(field).toBeHidden();
  expect((await app.call('bins.list', {})).bins).toHaveLength(before);
});

test('a deleted bin comes back whole by Undo, and meanwhile its requests go to Inbox', async ({
  app,
  workbench,
}) => {
  const { bins, requests } = workbench;
  const captureUrl = await app.captureUrl();
  await bins.create('Fleeting');
  await send(`${captureUrl}/fleeting/one`);
  await expect(requests.rows).toHaveCount(1);

  await bins.act('Fleeting', 'Delete');
  await expect(bins.bin('Fleeting')).toHaveCount(0);
  await expect(workbench.heading).toHaveText('Inbox');
  await send(`${captureUrl}/fleeting/meanwhile`);
  await expect(requests.row('/fleeting/meanwhile')).toHaveCount(1);

  await workbench.answerNotice('Deleted Fleeting', 'Undo');
  await expect(bins.bin('Fleeting')).toHaveAttribute('aria-current', 'page');
  await expect(requests.rows).toHaveCount(1);
  await expect(requests.row('/fleeting/one')).toHaveCount(1);
  await send(`${captureUrl}/fleeting/two`);
  await expect(requests.row('/fleeting/two')).toHaveCount(1);
});

test('a cleared bin is empty, and Undo brings its requests back', async ({ app, workbench }) => {
  const { bins, requests } = workbench;
  const captureUrl = await app.captureUrl();
  await bins.create('Cleared');
  for (const target of ['/cleared/a', '/cleared/b', '/cleared/c']) await send(`${captureUrl}${target}`);
  await expect(requests.rows).toHaveCount(3);

  await bins.act('Cleared', 'Clear');
  await expect(workbench.firstRequest).toBeVisible();
  await expect(bins.bin('Cleared')).toHaveAccessibleName('Cleared, 0 requests');
  await send(`${captureUrl}/cleared/after`);
  await expect(requests.rows).toHaveCount(1);

  await workbench.answerNotice('Cleared 3 requests from Cleared', 'Undo');
  await expect(requests.rows).toHaveCount(4);
  await expect(bins.bin('Cleared')).toHaveAccessibleName(/^Cleared, 4 requests/);
});

test('Inbox can be cleared but not deleted', async ({ app, workbench }) => {
  await workbench.bins.bin('Inbox').hover();
  await workbench.bins.root.getByRole('button', { name: 'Actions for Inbox' }).click();
  await expect(app.page.getByRole('menuitem', { name: 'Clear' })).toBeVisible();
  await expect(app.page.getByRole('menuitem', { name: 'Delete' })).toHaveCount(0);
  await app.page.keyboard.press('Escape');
});

test('a request is routed by host name, then by path, and else to Inbox', async ({ app, workbench }) => {
  const captureUrl = await app.captureUrl();
  const { port } = new URL(captureUrl);
  await workbench.bins.create('By host');
  await send(`${captureUrl}/any/path`, { headers: [['Host', `by-host.localhost:${port}`]] });
  await send(`${captureUrl}/by-host`, { headers: [['Host', 'unrelated.example']] });
  await send(`${captureUrl}/by-host-not`);
  await send(`${captureUrl}/`, { headers: [['Host', `unknown.localhost:${port}`]] });
  await expect(workbench.requests.rows).toHaveCount(2);
  await expect(workbench.requests.row('/any/path')).toHaveCount(1);
  await expect(workbench.requests.row('/by-host')).toHaveCount(1);
  await workbench.bins.select('Inbox');
  await expect(workbench.requests.row('/by-host-not')).toHaveCount(1);
});

test('arrivals in a bin that is not looked at are counted as unread until it is', async ({
  app,
  workbench,
}) => {
  const { bins } = workbench;
  await bins.create('Unread');
  await bins.select('Inbox');
  const captureUrl = await app.captureUrl();
  for (let count = 1; count <= 3; count += 1) {
    await send(`${captureUrl}/unread/${count}`);
    await expect(bins.bin('Unread')).toHaveAccessibleName(
      `Unread, ${count} ${count === 1 ? 'request' : 'requests'}, ${count} unread`,
    );
  }
  await bins.select('Unread');
  await expect(bins.bin('Unread')).toHaveAccessibleName('Unread, 3 requests');
});

test('a bin answers with its own status, headers and body', async ({ app, workbench }) => {
  await workbench.bins.create('Replies');
  const url = `${await app.captureUrl()}/replies`;
  expect((await send(url)).status).toBe(200);

  await workbench.bins.act('Replies', 'Edit replies');
  const dialog = workbench.replies.form;
  await dialog.getByLabel('Status').fill('202');
  await dialog.getByRole('button', { name: 'Add header' }).click();
  await dialog.getByLabel('Name of header 1').fill('Content-Type');
  await dialog.getByLabel('Value of header 1').fill('application/json');
  await dialog.getByRole('button', { name: 'Add header' }).click();
  await dialog.getByLabel('Name of header 2').fill('X-Twice');
  await dialog.getByLabel('Value of header 2').fill('café');
  await workbench.replies.write('Body', '{"received":true}');
  await workbench.replies.save();

  const reply = await send(url);
  expect(reply.status).toBe(202);
  expect(reply.body.toString()).toBe('{"received":true}');
  expect(reply.headers).toContainEqual(['Content-Type', 'application/json']);
  expect(reply.headers).toContainEqual(['X-Twice', 'caf\xe9']);
  expect(reply.headers).toContainEqual(['Content-Length', '17']);

  await app.page.getByRole('tab', { name: 'Requests' }).click();
  await expect(workbench.requests.rows).toHaveCount(2);
  await workbench.requests.row('202').click();
  await workbench.detail.show('Reply');
  await expect(workbench.detail.root.getByRole('table', { name: 'Reply headers' })).toContainText('X-Twice');
  await expect(workbench.detail.root.getByRole('region', { name: 'Reply body' })).toContainText('received');
  await workbench.detail.show('Body');
});

test('a reply that can’t be sent is refused in words, and nothing that was typed or stored is lost', async ({
  app,
  workbench,
}) => {
  await workbench.bins.create('Bad replies');
  const url = `${await app.captureUrl()}/bad-replies`;
  await workbench.bins.act('Bad replies', 'Edit replies');
  const dialog = workbench.replies.form;
  await dialog.getByLabel('Status').fill('999');
  await dialog.getByRole('button', { name: 'Add header' }).click();
  await dialog.getByLabel('Name of header 1').fill('Bad Name');
  await dialog.getByLabel('Value of header 1').fill('value');
  await dialog.getByRole('button', { name: 'Save reply' }).click();
  await expect(dialog.getByRole('alert').first()).toContainText(/599/);
  await dialog.getByLabel('Status').fill('201');
  await dialog.getByRole('button', { name: 'Save reply' }).click();
  await expect(dialog.getByRole('alert').first()).toContainText(/Bad Name/);
  await expect(dialog.getByLabel('Value of header 1')).toHaveValue('value');
  expect((await send(url)).status).toBe(200);

  await dialog.getByLabel('Name of header 1').fill('Good-Name');
  await workbench.replies.save();
  await app.page.getByRole('tab', { name: 'Requests' }).click();
  expect(await send(url)).toMatchObject({
    status: 201,
    headers: expect.arrayContaining([['Good-Name', 'value']]),
  });
});
