import { siteText, startApache } from '../electron/engine/testing/apache.ts';
import { expect, sharedTest as test } from './fixtures/app.ts';
import { startNgrokEdge } from './ngrok-edge/ngrok-edge.ts';
import { visit } from './ngrok-edge/visit.ts';

/** An old ngrok command, pasted where one would paste it. */

test.use({ sharedBy: import.meta.filename });

test('pasted into the palette it is the first thing offered, says what it will do, and can be taken back', async ({
  app,
  workbench,
}) => {
  const { page } = app;
  await workbench.palette.open();
  await workbench.palette.input.fill('ngrok http -host-header eshop.localhost --oauth google 80');
  await expect(workbench.palette.options.first()).toContainText('Set up what this does: ngrok http');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Set up what an ngrok command does' });
  const plan = dialog.getByRole('list', { name: 'What it does' });
  await expect(plan).toContainText('Sends every request of Inbox on to http://localhost:80');
  await expect(plan).toContainText('Sends it the Host header eshop.localhost');
  await expect(plan).toContainText('--oauth is not supported');
  await dialog.getByLabel('Through').click();
  await page.getByRole('option', { name: 'No tunnel' }).click();
  await dialog.getByRole('button', { name: 'Set up' }).click();
  await expect(dialog).toBeHidden();
  const forwards = async () => (await app.call('bins.list', {})).bins[0]?.forwards ?? [];
  expect(await forwards()).toMatchObject([{ url: 'http://localhost:80', hostHeader: 'eshop.localhost' }]);

  await workbench.notice('Set up: requests go on to').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(forwards).toEqual([]);
});

test('the tunnel card takes one too, and tells at the field what can’t be done', async ({
  app,
  workbench,
}) => {
  await workbench.tunnel.choose('Paste an ngrok command…');
  const dialog = app.page.getByRole('dialog', { name: 'Set up what an ngrok command does' });
  const field = dialog.getByLabel('Command');
  await field.fill('ngrok tcp 22');
  await expect(field).toHaveAccessibleDescription(/ngrok tcp is not supported/);
  await expect(dialog.getByRole('button', { name: 'Set up' })).toBeDisabled();
  await field.fill('ngrok http https://localhost:8443');
  await expect(dialog).toContainText('Does not check the certificate of localhost:8443');
});

test('through ngrok and the pasted command a visitor reaches the right virtual host of a real Apache', async ({
  app,
  workbench,
}) => {
  const { page } = app;
  const token = '2dQhS7xTestOnlyTokenOfNoAccount_5Zk3pWv9RbYc';
  const apache = await startApache(['other.localhost', 'eshop.localhost']);
  const edge = await startNgrokEdge({ authtokens: [token] });
  try {
    await app.call('secrets.set', { name: 'ngrok.authtoken', value: token });
    await app.call('settings.update', {
      tunnel: { provider: 'ngrok', serverAddr: edge.serverAddr, caPath: edge.caPath },
    });
    const paste = async (command: string) => {
      await workbench.palette.open();
      await workbench.palette.input.fill(command);
      await page.keyboard.press('Enter');
      const dialog = page.getByRole('dialog', { name: 'Set up what an ngrok command does' });
      await expect(dialog).toContainText(`http://localhost:${apache.port}`);
      await dialog.getByRole('button', { name: 'Set up' }).click();
      await expect(dialog).toBeHidden();
      await workbench.tunnel.expectState('Online');
    };
    const visitShop = async () => {
      const { publicUrl = '' } = await app.call('tunnel.status', {});
      const reply = await visit(publicUrl, { method: 'POST', target: '/cart/7?pay=1', body: 'x' });
      return [reply.status, reply.body.toString()];
    };

    await paste(`ngrok http ${apache.port}`);
    expect(await visitShop()).toEqual([200, siteText('other.localhost')]);
    await paste(`ngrok http -host-header eshop.localhost ${apache.port}`);
    expect(await visitShop()).toEqual([200, siteText('eshop.localhost')]);
    await paste(`ngrok http --host-header="eshop.localhost:${apache.port}" ${apache.port}`);
    expect(await visitShop()).toEqual([200, siteText('eshop.localhost')]);
    const requests = await apache.requests(3);
    expect(requests.map((line) => line.split(' ').slice(2, 5).join(' '))).toEqual(
      Array.from({ length: 3 }, () => 'POST /cart/7?pay=1 200'),
    );
    expect(requests[1]).toMatch(/^eshop\.localhost eshop\.localhost /);
    const { bins } = await app.call('bins.list', {});
    expect(bins[0]?.forwards).toHaveLength(1);
  } finally {
    await app.call('tunnel.stop', {});
    await edge.close();
    await apache.close();
  }
});
