import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from './fixtures/app.ts';
import { electronRuntime, ROOT } from './fixtures/electron-runtime.ts';
import { send } from './fixtures/send.ts';
import { Workbench } from './pages/workbench.ts';

test('the empty window shows an endpoint and a command that fill the list when they are used', async ({
  app,
  workbench,
}) => {
  const { firstRequest, requests } = workbench;
  const captureUrl = await app.captureUrl();
  await expect(workbench.heading).toHaveText('Inbox');
  await expect(firstRequest).toContainText(`${captureUrl}/inbox`);
  await expect(firstRequest).toContainText('Waiting for the first request');

  await firstRequest.getByRole('button', { name: 'Copy endpoint URL' }).click();
  await expect.poll(() => app.clipboard()).toBe(`${captureUrl}/inbox`);

  await firstRequest.getByRole('button', { name: 'Copy cURL command' }).click();
  await expect.poll(() => app.clipboard()).toMatch(/^curl /);
  expect(await runInShell(await app.clipboard())).toBe(0);

  await expect(requests.rows).toHaveCount(1);
  await expect(requests.row('/inbox')).toContainText('POST');
  await expect(firstRequest).toBeHidden();
  await expect(workbench.detail.title).toContainText('/inbox');
  await expect.poll(() => workbench.detail.bodyText()).toContain('"total": 49.90');
});

test('a second instance brings the first to the front and ends', async ({ app }) => {
  const isMinimized = () =>
    app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isMinimized());
  const hasBeenShown = app.electron.evaluate(
    ({ app: electronApp, BrowserWindow }) =>
      new Promise<number>((resolve) => {
        electronApp.once('second-instance', () => resolve(BrowserWindow.getAllWindows().length));
      }),
  );
  await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide());

  const runtime = electronRuntime();
  const second = spawn(runtime.executablePath, [...runtime.args, ROOT, `--user-data-dir=${app.dataDir}`], {
    env: { ...process.env, ...runtime.env },
    stdio: 'ignore',
  });
  const [exitCode] = (await once(second, 'exit')) as [number | null];

  expect(exitCode).toBe(0);
  expect(await hasBeenShown).toBe(1);
  expect(app.electron.windows()).toHaveLength(1);
  await expect
    .poll(() => app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
  expect(await isMinimized()).toBe(false);
});

test('closed and opened again, everything is there, and the window stands where it stood', async ({
  startApp,
}) => {
  const first = await startApp();
  const before = new Workbench(first.page);
  await before.bins.create('Stripe checkout');
  const captureUrl = await first.captureUrl();
  for (const target of ['/stripe-checkout/a', '/stripe-checkout/b', '/elsewhere']) {
    await send(`${captureUrl}${target}`, { body: `sent to ${target}` });
  }
  await expect(before.requests.rows).toHaveCount(2);
  const bounds = { x: 60, y: 40, width: 1180, height: 760 };
  await first.electron.evaluate(({ BrowserWindow }, next) => {
    BrowserWindow.getAllWindows()[0]?.setBounds(next);
  }, bounds);
  await first.close();

  const second = await startApp();
  const after = new Workbench(second.page);
  const restored = await second.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.getBounds(),
  );
  expect(restored).toEqual(bounds);
  await expect(after.requests.row('/elsewhere')).toHaveCount(1);
  await after.bins.select('Stripe checkout');
  await expect(after.requests.rows).toHaveCount(2);
  await after.requests.select('/stripe-checkout/a');
  await expect.poll(() => after.detail.bodyText()).toBe('sent to /stripe-checkout/a');
});

async function runInShell(command: string): Promise<number | null> {
  const shell = spawn('bash', ['-c', command.replace(/^curl /, 'curl --silent --show-error --fail ')], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(shell, 'exit')) as [number | null];
  return code;
}
