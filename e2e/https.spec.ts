import { readFileSync } from 'node:fs';
import { request } from 'node:https';
import { expect, sharedTest as test } from './fixtures/app.ts';

test.use({ sharedBy: import.meta.filename });

/** One request over TLS by a client that trusts this authority alone. */
function get(
  port: number,
  ca: string,
  host = 'localhost',
  path = '/inbox/secure',
): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const call = request({
      host: '127.0.0.1',
      port,
      path,
      servername: host,
      ca,
      agent: false,
      headers: { Host: host },
    });
    call.on('response', (response) => {
      response.resume().on('end', () => resolve(response.statusCode));
    });
    call.on('error', reject);
    call.end();
  });
}

test('HTTPS is switched on in Settings, explains how to be trusted, and serves', async ({
  app,
  workbench,
}) => {
  const { settings } = workbench;
  await workbench.goTo('Settings');
  await settings.enter('HTTPS port', '0');
  await settings.turn('Serve HTTPS', 'on');
  const { port, authority } = await app.call('https.status', {});
  await expect(settings.root).toContainText(`Listening at https://localhost:${port}`);
  const group = settings.root.getByRole('group', { name: 'Certificate authority' });
  await expect(group).toContainText(authority?.fingerprint ?? '?');
  for (const [system, words] of [
    ['macOS', 'security add-trusted-cert'],
    ['Windows', 'certutil -user -addstore Root'],
    ['Debian, Ubuntu', 'update-ca-certificates'],
    ['Fedora', 'update-ca-trust'],
    ['Firefox', 'Authorities → Import'],
    ['Node.js', 'NODE_EXTRA_CA_CERTS'],
    ['curl', '--cacert'],
  ] as const) {
    await settings.choose('Where to trust it', system);
    await expect(group).toContainText(words);
  }

  // The file that the window names is what a client is to trust.
  const ca = readFileSync(authority?.path ?? '', 'utf8');
  expect(await get(port, ca)).toBe(200);
  expect(await get(port, ca, 'inbox.localhost', '/by-name')).toBe(200);
  await workbench.goTo('Bins');
  await workbench.bins.select('Inbox');
  await workbench.requests.select('/inbox/secure');
  await expect(workbench.requests.row('/by-name')).toHaveCount(1);
  await app.page.getByRole('button', { name: 'All endpoint URLs' }).click();
  await app.page.getByRole('menuitem', { name: 'Copy the HTTPS URL' }).click();
  expect(await app.clipboard()).toBe(`https://localhost:${port}/inbox`);
});

test('the authority is removed with its key, and then vouches for nothing', async ({ app, workbench }) => {
  const { settings } = workbench;
  await workbench.goTo('Settings');
  await settings.turn('Serve HTTPS', 'on');
  const before = await app.call('https.status', {});
  const ca = readFileSync(before.authority?.path ?? '', 'utf8');
  await settings.root.getByRole('button', { name: 'Remove…' }).click();
  await app.page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(settings.root.getByRole('group', { name: 'Certificate authority' })).toHaveCount(0);
  await expect(settings.root.getByRole('switch', { name: 'Serve HTTPS' })).not.toBeChecked();
  await settings.turn('Serve HTTPS', 'on');
  const after = await app.call('https.status', {});
  await expect(get(after.port, ca)).rejects.toThrow(/certificate|self/);
});

test('a port that is taken is told of at its field, and the switch stays off', async ({ app, workbench }) => {
  const { settings } = workbench;
  await workbench.goTo('Settings');
  await settings.turn('Serve HTTPS', 'off');
  const taken = new URL(await app.captureUrl()).port;
  await settings.enter('HTTPS port', taken);
  await settings.root.getByRole('switch', { name: 'Serve HTTPS' }).click();
  await expect(settings.root.getByRole('alert')).toContainText(`Port ${taken}`);
  await expect(settings.root.getByRole('switch', { name: 'Serve HTTPS' })).not.toBeChecked();
  await settings.enter('HTTPS port', '0');
});
