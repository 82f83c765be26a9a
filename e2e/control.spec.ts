import { connect } from 'node:net';
import { expect, test } from './fixtures/app.ts';
import { send } from './fixtures/send.ts';
import { Workbench } from './pages/workbench.ts';

test('the control server is off until it is switched on, answers to its token, and is gone when it is switched off', async ({
  startApp,
}) => {
  const app = await startApp({ settings: { control: { port: 0 } } });
  const workbench = new Workbench(app.page);
  expect((await app.call('state.snapshot', {})).control.isRunning).toBe(false);

  await workbench.goTo('Settings');
  await workbench.settings.turn('Run the control server', 'on');
  const running = workbench.settings.root.getByRole('group', { name: 'Running control server' });
  await running.getByRole('button', { name: 'Copy control URL' }).click();
  await expect.poll(() => app.clipboard()).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  const url = await app.clipboard();
  await running.getByRole('button', { name: 'Copy token' }).click();
  await expect(workbench.notice('Token copied')).toBeVisible();
  const token = await app.clipboard();
  expect(token).not.toBe(url);
  expect(JSON.stringify(await app.call('state.snapshot', {}))).not.toContain(token);
  expect(await app.page.content()).not.toContain(token);

  const command = (name: string, input: unknown, bearer: string) =>
    fetch(`${url}/commands/${name}`, {
      method: 'POST',
      headers: { Authorization: `Bearer ${bearer}`, 'Content-Type': 'application/json' },
      body: JSON.stringify(input),
    });
  const created = await command('bins.create', { name: 'From a script' }, token);
  expect(created.status).toBe(200);
  expect(await created.json()).toMatchObject({ ok: true, value: { slug: 'from-a-script' } });
  await workbench.goTo('Bins');
  await expect(workbench.bins.bin('From a script')).toBeVisible();
  expect((await command('bins.list', {}, 'wrong')).status).toBe(401);
  expect((await send(`${url}/inbox`)).status).not.toBe(200);
  expect((await app.call('exchanges.list', {})).items).toEqual([]);

  await workbench.goTo('Settings');
  await workbench.settings.turn('Run the control server', 'off');
  await expect(running).toBeHidden();
  await expect.poll(() => connectOutcome(Number(new URL(url).port))).toBe('ECONNREFUSED');
});

function connectOutcome(port: number): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.on('connect', () => {
      socket.destroy();
      resolve('connected');
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
}
