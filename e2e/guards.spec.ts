import { expect, sharedTest as test } from './fixtures/app.ts';
import { send } from './fixtures/send.ts';
import { GuardsPage } from './pages/guards-page.ts';

test.use({ sharedBy: import.meta.filename });

test('a token is asked for: others are kept apart under Rejected, with the reason', async ({
  app,
  workbench,
}) => {
  const page = new GuardsPage(app.page);
  await workbench.bins.create('Guarded');
  const url = `${await app.captureUrl()}/guarded`;
  await send(`${url}/before`, { body: '{}' });
  await page.open();
  await page.add('Token');
  await page.newSecret('demo-token', 'open-sesame-1234');
  await page.save();
  await expect(page.guard('Token, on')).toContainText('The secret demo-token in the query parameter auth.');

  // What it would have stopped of what was captured.
  await expect(page.stoppedBy('Token')).toContainText('would have stopped 1 of 1');
  await expect(page.stoppedBy('Token')).toContainText('1 missing');

  // The URL to hand out: masked in the window, whole in the clipboard.
  await expect(page.endpoint).toContainText(`${url}?auth=••••••`);
  await page.endpoint.getByRole('button', { name: 'Copy the Local endpoint' }).click();
  await expect.poll(() => app.clipboard()).toBe(`${url}?auth=open-sesame-1234`);
  expect(await app.page.content()).not.toContain('open-sesame-1234');

  expect((await send(`${url}/in?auth=open-sesame-1234`)).status).toBe(200);
  const refused = await send(`${url}/out?auth=wrong`);
  expect(refused.status).toBe(403);
  expect(refused.body.toString()).toContain('The token in the query parameter auth is not the one');

  await page.leave();
  await app.page.getByRole('radio', { name: 'Rejected 1' }).click();
  await expect(workbench.requests.rows).toHaveCount(1);
  await expect(workbench.requests.row('/out')).toHaveAttribute('aria-label', /rejected by a guard/);
  await workbench.requests.select('/out');
  await expect(workbench.detail.root).toContainText('Rejected with 403');
  await expect(workbench.detail.root).toContainText(
    'The token in the query parameter auth is not the one that this endpoint asks for.',
  );
  await app.page.getByRole('radio', { name: 'Accepted' }).click();
  await expect(workbench.requests.rows).toHaveCount(2);
  await expect(workbench.requests.row('/out')).toHaveCount(0);
  await app.page.getByRole('radio', { name: 'All', exact: true }).click();
  await expect(workbench.requests.rows).toHaveCount(3);

  await workbench.requests.select('/out');
  await workbench.detail.root.getByRole('button', { name: 'Guards' }).click();
  await expect(page.guard('Token')).toBeVisible();
});

test('a sample of what was stopped leads to its request', async ({ app, workbench }) => {
  const page = new GuardsPage(app.page);
  await workbench.bins.create('Sampled');
  await send(`${await app.captureUrl()}/sampled/first`);
  await page.open();
  await page.add('HTTPS only');
  await page.save();
  await page.stoppedBy('HTTPS only').getByRole('button', { name: '/sampled/first' }).click();
  await expect(workbench.detail.title).toContainText('/sampled/first');
});

test('Basic authentication and addresses: saved, switched, changed, removed and brought back', async ({
  app,
  workbench,
}) => {
  const page = new GuardsPage(app.page);
  await workbench.bins.create('Basic');
  const url = `${await app.captureUrl()}/basic`;
  await page.open();
  await page.add('Basic authentication');
  await page.dialog.getByLabel('User name').fill('a:b');
  await page.newSecret('basic-password', 'correct horse');
  await page.dialog.getByRole('button', { name: 'Add guard' }).click();
  await expect(page.dialog.getByRole('alert')).toContainText('may hold neither a colon');
  await page.dialog.getByLabel('User name').fill('ada');
  await page.save();

  const refused = await send(url);
  expect(refused.status).toBe(401);
  expect(refused.headers).toContainEqual(['WWW-Authenticate', 'Basic realm="basic", charset="UTF-8"']);
  const credentials = Buffer.from('ada:correct horse').toString('base64');
  const withPassword = { headers: [['Authorization', `Basic ${credentials}`]] as const };
  expect((await send(url, withPassword)).status).toBe(200);

  await page.add('IP addresses');
  await page.dialog.getByLabel('Addresses and ranges').fill('203.0.113.0/24\n10.0.0.0/40');
  await page.dialog.getByRole('button', { name: 'Add guard' }).click();
  await expect(page.dialog.getByRole('alert')).toContainText('must be an IP address');
  await page.dialog.getByLabel('Addresses and ranges').fill('203.0.113.0/24');
  await page.save();
  expect((await send(url, withPassword)).status).toBe(403);

  await page.guard('IP addresses').getByRole('switch').click();
  await expect(page.guard('IP addresses, off')).toBeVisible();
  expect((await send(url, withPassword)).status).toBe(200);
  await page.guard('IP addresses').getByRole('button', { name: 'Edit IP addresses' }).click();
  await page.dialog.getByLabel('Addresses and ranges').fill('127.0.0.1');
  await page.save();
  await page.guard('IP addresses').getByRole('switch').click();
  await expect(page.guard('IP addresses, on')).toBeVisible();
  expect((await send(url, withPassword)).status).toBe(200);

  await page.guard('Basic authentication').getByRole('button', { name: 'Remove' }).click();
  await expect(page.guard('Basic authentication')).toHaveCount(0);
  await workbench.notice('Removed the guard').getByRole('button', { name: 'Undo' }).click();
  await expect(page.guard('Basic authentication')).toBeVisible();
});

test('a guard whose secret is gone says that it lets no one in', async ({ app, workbench }) => {
  const page = new GuardsPage(app.page);
  await workbench.bins.create('Closed');
  await page.open();
  await page.add('Bearer token');
  await page.newSecret('brief-token', 'abcdefgh-12345678');
  await page.save();
  await app.call('secrets.delete', { name: 'brief-token' });
  await expect(page.guard('Bearer token')).toContainText('This guard lets no one in');
  await expect(page.guard('Bearer token')).toContainText('There is no secret named brief-token');
});
