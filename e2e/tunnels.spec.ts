import { startSshd, type Sshd } from '../electron/engine/tunnel/ssh/testing/sshd.ts';
import { expect, sharedTest as test } from './fixtures/app.ts';

/** Tunnels that need no account: SSH against a real sshd, the local network on loopback, and one for another. */

test.use({ sharedBy: import.meta.filename });

const loopback = process.platform === 'linux' ? 'lo' : 'lo0';
let sshd: Sshd;

test.beforeAll(async () => {
  sshd = await startSshd();
});
test.afterAll(async () => {
  await sshd.close();
});
test.afterEach(async ({ app }) => {
  await app.call('tunnel.stop', {});
});

test('an SSH server is set up, its fingerprint confirmed once, and requests arrive through it', async ({
  app,
  workbench,
}) => {
  const { page } = app;
  await workbench.tunnel.choose('Add an SSH server…');
  const dialog = page.getByRole('dialog', { name: 'Add an SSH tunnel' });
  await dialog.getByLabel('Service').click();
  await page.getByRole('option', { name: 'A server of your own' }).click();
  await dialog.getByRole('button', { name: 'Add tunnel' }).click();
  await expect(dialog.getByLabel('Host', { exact: true })).toHaveAccessibleDescription(
    /must name the SSH server/,
  );
  await dialog.getByLabel('Host', { exact: true }).fill('127.0.0.1');
  await dialog.getByLabel('Port', { exact: true }).fill(String(sshd.port));
  await dialog.getByLabel('User').fill(sshd.user);
  await dialog.getByLabel('What proves who you are').click();
  await page.getByRole('option', { name: 'Key file' }).click();
  await dialog.getByLabel('Key file', { exact: true }).fill(sshd.keyPath);
  await dialog.getByRole('button', { name: 'Add tunnel' }).click();
  await expect(dialog).toBeHidden();

  await workbench.tunnel.startButton.click();
  const question = page.getByRole('dialog', { name: 'Trust 127.0.0.1?' });
  await expect(question).toContainText(sshd.fingerprint);
  expect(sshd.log()).not.toContain('Accepted publickey');
  await question.getByRole('button', { name: 'Trust and connect' }).click();
  await workbench.tunnel.expectState('Online');

  const { publicUrl = '' } = await app.call('tunnel.status', {});
  expect((await fetch(`${publicUrl}/through-ssh`, { method: 'POST', body: 'hello' })).status).toBe(200);
  await workbench.requests.select('/through-ssh');
  await expect(workbench.detail.root).toContainText('from 127.0.0.1 by the tunnel');
  await workbench.tunnel.root.getByRole('button', { name: 'Copy public URL' }).click();
  await expect.poll(() => app.clipboard()).toBe(publicUrl);

  await sshd.dropSessions();
  await expect.poll(async () => (await app.call('tunnel.status', {})).sinceAt).toBeGreaterThan(0);
  await workbench.tunnel.expectState('Online');
  await expect.poll(async () => (await fetch(`${publicUrl}/again`).catch(() => undefined))?.status).toBe(200);
});

test('a server with another key than before is not talked to, and says so loudly', async ({
  app,
  workbench,
}) => {
  await sshd.stop();
  await sshd.start({ isNewHostKey: true });
  await workbench.tunnel.startButton.click();
  const alarm = app.page.getByRole('dialog', { name: 'The key of 127.0.0.1 has changed' });
  await expect(alarm).toContainText(sshd.fingerprint);
  await expect(alarm.getByText('Known until now')).toBeVisible();
  await alarm.getByRole('button', { name: 'Stay disconnected' }).click();
  await workbench.tunnel.expectState('Failed');
  await expect(workbench.tunnel.root).toContainText('CHANGED');
  await workbench.tunnel.root.getByRole('button', { name: 'Check fingerprint…' }).click();
  await alarm.getByRole('button', { name: 'Forget the old key…' }).click();
  const question = app.page.getByRole('dialog', { name: 'Trust 127.0.0.1?' });
  await question.getByRole('button', { name: 'Trust and connect' }).click();
  await workbench.tunnel.expectState('Online');
  await workbench.goTo('Settings');
  await expect(app.page.getByRole('group', { name: 'Known SSH servers' })).toContainText(sshd.fingerprint);
});

test('another takes over when it fails, visibly, and the first is gone back to by hand', async ({
  app,
  workbench,
}) => {
  const { page } = app;
  await app.call('settings.update', {
    standby: { tunnels: [{ provider: 'lan', interfaceName: loopback, address: '127.0.0.2' }] },
  });
  await workbench.goTo('Settings');
  await workbench.settings.turn('Take over when the tunnel fails', 'on');
  await expect(page.getByRole('group', { name: 'Tunnels' })).toContainText('Local network');
  await workbench.tunnel.startButton.click();
  await workbench.tunnel.expectState('Online');
  await sshd.stop();
  await expect(workbench.notice('took over from 127.0.0.1')).toBeVisible({ timeout: 12_000 });
  await workbench.tunnel.expectState('Online');
  await expect(workbench.tunnel.root).toContainText('127.0.0.2:');
  await expect(workbench.tunnel.root).toContainText('In place of 127.0.0.1');
  await sshd.start();
  await workbench.tunnel.root.getByRole('button', { name: 'Back to 127.0.0.1' }).click();
  await expect(workbench.tunnel.root).not.toContainText('In place of');
  await workbench.tunnel.expectState('Online');
  await app.call('settings.update', { standby: { isTakeoverOn: false } });
});

test('the listener is opened to a network after a warning, and closed again', async ({ app, workbench }) => {
  const { page } = app;
  await workbench.tunnel.choose('Listen in the local network…');
  const dialog = page.getByRole('dialog', { name: 'Listen in the local network' });
  await dialog.getByRole('radio', { name: /127\.0\.0\.1/ }).check();
  await dialog.getByRole('button', { name: 'Add address' }).click();
  await expect(dialog).toBeHidden();
  await app.call('settings.update', {
    tunnel: { provider: 'lan', interfaceName: loopback, address: '127.0.0.3' },
  });
  await workbench.tunnel.startButton.click();
  const warning = page.getByRole('alertdialog', { name: 'Open the bins to the local network?' });
  await expect(warning).toContainText('Everyone in the network');
  await warning.getByRole('button', { name: 'Cancel' }).click();
  await workbench.tunnel.expectState('Stopped');
  await workbench.tunnel.startButton.click();
  await warning.getByRole('button', { name: 'Listen there' }).click();
  await workbench.tunnel.expectState('Online');
  const { publicUrl = '' } = await app.call('tunnel.status', {});
  expect(publicUrl).toMatch(/^http:\/\/127\.0\.0\.3:/);
  expect((await fetch(`${publicUrl}/from-a-phone`)).status).toBe(200);
  await workbench.tunnel.root.getByRole('button', { name: 'QR code and public endpoints' }).click();
  await expect(page.getByRole('img', { name: 'QR code of the public endpoint of Inbox' })).toBeVisible();
  await page.keyboard.press('Escape');
  await workbench.tunnel.stopButton.click();
  await workbench.tunnel.expectState('Stopped');
  await expect(fetch(publicUrl)).rejects.toThrow();
});
