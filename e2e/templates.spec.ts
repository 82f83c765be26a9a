import Stripe from 'stripe';
import { expect, sharedTest } from './fixtures/app.ts';
import { startReceiver, type Receiver } from './fixtures/receiver.ts';
import { NewFromTemplateDialog, TriggerDialog } from './pages/template-dialogs.ts';

const test = sharedTest.extend<{
  receiver: Receiver;
  draftDialog: NewFromTemplateDialog;
  trigger: TriggerDialog;
}>({
  receiver: async ({}, use) => {
    const receiver = await startReceiver();
    await use(receiver);
    await receiver.close();
  },
  draftDialog: async ({ app }, use) => use(new NewFromTemplateDialog(app.page)),
  trigger: async ({ app }, use) => use(new TriggerDialog(app.page)),
});
test.use({ sharedBy: import.meta.filename });

const SECRET = 'whsec_dGhlIHNlY3JldCBvZiB0aGUgdGVzdHM';

const stripeEvent = ({ headers, body }: Receiver['requests'][number]) =>
  new Stripe('sk_test_1').webhooks.constructEvent(
    body.toString(),
    headers.find(([name]) => name === 'Stripe-Signature')?.[1] ?? '',
    SECRET,
  );

test('a template is found by words, looked at, and opened as a draft that is signed when it is sent', async ({
  app,
  workbench,
  receiver,
  draftDialog,
}) => {
  await workbench.palette.run('New from template…');
  await draftDialog.pick('stripe refunded', 'Charge refunded');
  await expect(draftDialog.preview).toContainText('/webhooks/stripe');
  await expect(draftDialog.preview).toContainText('"evt_1');
  await expect(draftDialog.preview).toContainText('Stripe/1.0');

  await draftDialog.destination.fill('nonsense');
  await draftDialog.createButton.click();
  await expect(draftDialog.root.getByRole('alert')).toBeVisible();
  await draftDialog.destination.fill(receiver.url);

  await draftDialog.secret.click();
  await app.page.getByRole('option', { name: 'New secret…' }).click();
  await draftDialog.root.getByLabel('Value', { exact: true }).fill(SECRET);
  await draftDialog.root.getByRole('button', { name: 'Save secret' }).click();
  await expect(draftDialog.secret).toContainText('stripe');
  await draftDialog.createButton.click();

  await expect(workbench.compose.url).toHaveValue(`${receiver.url}/webhooks/stripe`);
  await expect(workbench.compose.method).toHaveValue('POST');
  await expect(workbench.compose.editor).toContainText('evt_1');
  await expect(workbench.compose.tabs.first()).toContainText('Stripe: Charge refunded');
  const arrived = receiver.next();
  await workbench.compose.sendButton.click();
  expect(stripeEvent(await arrived).type).toBe('charge.refunded');
});

test('a story goes to a URL in order, each step opens its delivery, and stops where one fails', async ({
  app,
  workbench,
  receiver,
  trigger,
}) => {
  receiver.answer((response) => response.writeHead(receiver.requests.length === 2 ? 500 : 200).end('ok'));
  await workbench.palette.run('Trigger an event or a story…');
  await trigger.pick('order created fulfilled', 'Order created → paid → fulfilled → refunded');
  await expect(trigger.steps).toHaveCount(5);
  await trigger.destination.fill(`${receiver.url}/shop`);
  await trigger.sendButton.click();
  await expect(trigger.status).toHaveText('1 of 5 delivered, stopped where a step failed.');
  await expect(trigger.steps.nth(0)).toContainText('200');
  await expect(trigger.steps.nth(1)).toContainText('counts as a failure');
  await expect(trigger.steps.nth(4)).toContainText('skipped');
  expect(receiver.requests).toHaveLength(2);

  await trigger.steps.nth(1).getByRole('button').click();
  await expect(trigger.root.getByText('500').first()).toBeVisible();
  await expect(trigger.root.getByText('Waiting').first()).toBeVisible();
  await trigger.root.getByRole('button', { name: 'Steps' }).click();

  receiver.answer((response) => response.end('ok'));
  receiver.requests.length = 0;
  await trigger.sendButton.click();
  await expect(trigger.status).toHaveText('5 of 5 delivered.');
  expect(
    receiver.requests.map(({ headers }) => headers.find(([name]) => name === 'X-Shopify-Topic')?.[1]),
  ).toEqual(['orders/create', 'orders/paid', 'fulfillments/create', 'orders/fulfilled', 'refunds/create']);
  await app.page.keyboard.press('Escape');
});

test('an event goes to a bin of our own, which says who sent it', async ({ app, workbench, trigger }) => {
  await workbench.bins.create('Own');
  await workbench.palette.run('Trigger an event or a story…');
  await trigger.pick('paypal captured', 'Payment captured');
  await trigger.root.getByRole('button', { name: 'Pick a destination' }).click();
  await app.page.getByRole('menuitem', { name: 'Bin Own' }).click();
  await expect(trigger.destination).toHaveValue(/\/own$/);
  await trigger.sendButton.click();
  await expect(trigger.status).toHaveText('1 of 1 delivered.');
  await app.page.keyboard.press('Escape');
  await expect(workbench.requests.rows.first()).toContainText('PAYMENT.CAPTURE.COMPLETED');
});

test('everything goes by keyboard', async ({ app, workbench, draftDialog }) => {
  const { keyboard } = app.page;
  await workbench.palette.open();
  await keyboard.type('new from template');
  await keyboard.press('Enter');
  await expect(draftDialog.search).toBeFocused();
  await keyboard.type('github review');
  await expect(draftDialog.events.getByRole('option', { selected: true })).toContainText(
    'Pull request approved',
  );
  await keyboard.press('ArrowDown');
  await expect(draftDialog.events.getByRole('option', { selected: true })).toContainText('Comment on a line');
  await keyboard.press('Tab');
  await expect(draftDialog.providers).toBeFocused();
  await keyboard.press('Tab');
  await expect(draftDialog.events).toBeFocused();
  await keyboard.press('Enter');
  await expect(draftDialog.root).toBeHidden();
  await expect(workbench.compose.tabs.last()).toContainText('GitHub: Comment on a line');
});

test('a send that fails is tried again as a provider would, squeezed into the time given', async ({
  app,
  workbench,
  receiver,
}) => {
  receiver.answer((response) => response.writeHead(receiver.requests.length < 3 ? 503 : 200).end('ok'));
  await workbench.palette.run('New draft');
  await workbench.compose.url.fill(`${receiver.url}/slow`);
  await app.page.getByRole('button', { name: 'How a failed send is tried again' }).click();
  const panel = app.page.getByRole('dialog', { name: 'How a failed send is tried again' });
  await panel.getByRole('combobox', { name: 'Try again' }).click();
  await app.page.getByRole('option', { name: 'As Slack would' }).click();
  await expect(panel).toContainText('Up to 4 attempts over 6 minutes, squeezed into 1 minute.');
  await expect(panel).toContainText('docs.slack.dev');
  await panel.getByRole('combobox', { name: 'Time' }).click();
  await app.page.getByRole('option', { name: 'Squeezed into 10 seconds' }).click();
  await app.page.keyboard.press('Escape');
  await workbench.compose.sendButton.click();
  await expect(workbench.compose.root.getByRole('region', { name: 'Response', exact: true })).toContainText(
    '3 of at most 4 attempts made',
  );
  await expect.poll(() => receiver.requests.length).toBe(3);
});
