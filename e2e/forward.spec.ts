import { startReceiver } from './fixtures/receiver.ts';
import { expect, sharedTest as test } from './fixtures/app.ts';
import { siteText, startApache, type Apache } from '../electron/engine/testing/apache.ts';
import { ForwardPage } from './pages/forward-page.ts';
import type { Workbench } from './pages/workbench.ts';

test.use({ sharedBy: import.meta.filename });

let apache: Apache;
test.beforeAll(async () => {
  apache = await startApache(['www.localhost', 'eshop.localhost']);
});
test.afterAll(() => apache.close());

const newBin = async (workbench: Workbench, name: string): Promise<ForwardPage> => {
  await workbench.reset();
  await workbench.bins.create(name);
  return new ForwardPage(workbench.page);
};

test('an address and a name are enough to reach a virtual host of Apache', async ({ app, workbench }) => {
  const forward = await newBin(workbench, 'Eshop');
  await forward.open();
  await forward.quickSetup.getByLabel('Your code’s address').fill('localhost');
  await forward.quickSetup.getByRole('button', { name: 'Forward requests' }).click();
  await expect(forward.quickSetup.getByRole('alert')).toContainText('did you mean http://localhost');

  await forward.quickSetup.getByLabel('Your code’s address').fill(`http://127.0.0.1:${apache.port}`);
  await forward.quickSetup.getByRole('button', { name: 'Forward requests' }).click();
  await expect(forward.rules).toHaveCount(1);
  const url = `${await app.captureUrl()}/eshop/cart`;
  expect(await (await fetch(url)).text()).toBe(siteText('www.localhost'));

  await forward.choose(forward.editor, 'Host header', 'This name');
  await expect(forward.sentence).toContainText('as eshop.localhost; the sender gets its reply');
  await forward.save();
  await expect(forward.rules).toContainText('as eshop.localhost');
  expect(await (await fetch(url)).text()).toBe(siteText('eshop.localhost'));

  await forward.editor.getByRole('button', { name: 'Send the newest request there now' }).click();
  await expect(forward.editor.getByRole('status')).toContainText('200');
  await forward.editor.getByRole('button', { name: 'Open delivery' }).click();
  const journey = workbench.detail.root.getByRole('table', { name: 'Way of the request' });
  await expect(journey).toContainText('Not measured: when it was sent.');
  // The first of them answered the sender.
  await workbench.page.getByRole('button', { name: 'All deliveries' }).click();
  await workbench.detail.deliveries.getByRole('button').last().click();
  await expect(journey.getByRole('row', { name: /Capture/ })).toContainText('ms');
  await expect(journey.getByRole('row', { name: /Waiting/ })).toContainText('ms');
});

test('what a dead destination misses waits, is seen to wait, and is delivered in order', async ({
  app,
  workbench,
}) => {
  const receiver = await startReceiver();
  const { url } = receiver;
  await receiver.close();
  const forward = await newBin(workbench, 'Mirror');
  const { bins } = await app.call('bins.list', {});
  const id = bins.find(({ slug }) => slug === 'mirror')?.id ?? '';
  await app.call('bins.update', { id, forwards: [{ mode: 'mirror', url, name: 'Worker' }] });
  await forward.open();
  for (let count = 0; count < 5; count += 1) {
    await fetch(`${await app.captureUrl()}/mirror/${count}`, { method: 'POST' });
  }
  await expect(forward.queue).toContainText('Waiting for the destination');
  await expect(forward.queue).toContainText('5 requests');
  await expect(forward.queue).toContainText('Nothing listens on');
  await expect(forward.rules).toContainText('5 requests waiting, the destination is down');

  const back = await startReceiver(Number(new URL(url).port));
  await forward.queue.getByRole('button', { name: 'Drain now' }).click();
  await expect(forward.queue).toContainText('Nothing waits');
  expect(back.requests.map(({ target }) => target)).toEqual(['/0', '/1', '/2', '/3', '/4']);
  await back.close();

  await fetch(`${await app.captureUrl()}/mirror/late`, { method: 'POST' });
  await expect(forward.queue).toContainText('1 request');
  await forward.queue.getByRole('button', { name: 'Discard' }).click();
  await workbench.page.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  await expect(forward.queue).toContainText('Nothing waits');
  await expect(workbench.notice('Took 1 request out of the queue')).toBeVisible();
});

test('a rule that can not work is refused at its field, also in a folded part', async ({
  app,
  workbench,
}) => {
  const forward = await newBin(workbench, 'Wrong');
  await forward.open();
  await forward.quickSetup.getByRole('button', { name: 'More options' }).click();
  await forward.field('Destination').fill(`${await app.captureUrl()}/inbox`);
  await forward.save();
  await expect(forward.editor.getByRole('alert').first()).toContainText('Hookbench itself listens');
  await forward.field('Destination').fill('http://127.0.0.1:9');
  await forward.unfold('Headers');
  await forward.editor.getByRole('button', { name: 'Change a header' }).click();
  await forward.field('Header name, 1').fill('Content-Length');
  await forward.unfold('Headers');
  await forward.save();
  await expect(forward.editor.getByRole('region', { name: 'Headers' })).toContainText(
    'is computed for each send',
  );
  await forward.field('Header name, 1').fill('X-Env');
  await forward.field('Header value, 1').fill('dev');
  await forward.editor.getByRole('button', { name: 'Add condition' }).click();
  await forward.save();
  await expect(forward.editor.getByRole('list', { name: 'Conditions' }).getByRole('alert')).toBeVisible();
  await forward.editor.getByRole('textbox', { name: 'Name in condition 1' }).fill('X-Kind');
  await forward.editor.getByRole('textbox', { name: 'Value of condition 1' }).fill('order');
  await forward.save();
  await expect(forward.rules).toHaveCount(1);
  await expect(forward.rules).toContainText('Requests whose header X-Kind is order are passed on');
});

test('rules are ordered, switched, deleted and brought back by keyboard and menu', async ({
  app,
  workbench,
}) => {
  const forward = await newBin(workbench, 'Ordered');
  const { bins } = await app.call('bins.list', {});
  const id = bins.find(({ slug }) => slug === 'ordered')?.id ?? '';
  const rule = (name: string) => ({ name, mode: 'proxy' as const, url: 'http://127.0.0.1:9' });
  await app.call('bins.update', { id, forwards: [rule('First'), rule('Second')] });
  await forward.open();
  await expect(forward.rules).toContainText(['First', 'Second']);
  await forward.rules
    .nth(1)
    .getByRole('button', { name: /Second/ })
    .first()
    .focus();
  await workbench.page.keyboard.press('Alt+ArrowUp');
  await expect(forward.rules).toContainText(['Second', 'First']);
  await workbench.page.getByRole('switch', { name: 'First is on' }).click();
  await expect
    .poll(
      async () => (await app.call('bins.list', {})).bins.find((bin) => bin.id === id)?.forwards[1]?.isEnabled,
    )
    .toBe(false);
  await workbench.page.getByRole('button', { name: 'Actions for Second' }).click();
  await workbench.page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(forward.rules).toHaveCount(1);
  await workbench.answerNotice('Deleted Second', 'Undo');
  await expect(forward.rules).toContainText(['Second', 'First']);
});

test('a send follows a policy: its attempts are listed, and it can be cancelled between two', async ({
  app,
  workbench,
}) => {
  const receiver = await startReceiver();
  receiver.answer((response) => response.writeHead(500).end());
  await newBin(workbench, 'Retries');
  await fetch(`${await app.captureUrl()}/retries/x`, { method: 'POST' });
  const { items } = await app.call('exchanges.list', { query: 'path:/retries/x' });
  const id = items[0]?.id ?? '';
  await app.call('exchanges.replay', {
    id,
    url: receiver.url,
    retry: { kind: 'schedule', delaysMs: [20, 20, 600_000] },
    isWaiting: false,
  });
  await workbench.page.getByRole('tab', { name: 'Requests', exact: true }).click();
  await workbench.requests.row('/retries/x').click();
  await workbench.detail.show('Deliveries');
  await expect(workbench.detail.deliveries).toContainText('attempt 3 of 4');
  await workbench.detail.deliveries.getByRole('button').first().click();
  const attempts = workbench.detail.root.getByRole('region', { name: 'Attempts' });
  await expect(attempts.getByRole('listitem')).toHaveCount(3);
  await expect(attempts).toContainText('Next attempt in');
  await attempts.getByRole('button', { name: 'Cancel delivery' }).click();
  await expect(attempts).toContainText('Cancelled before all attempts were made');
  expect(receiver.requests).toHaveLength(3);
  await receiver.close();
});
