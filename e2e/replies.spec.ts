import { request as httpRequest } from 'node:http';
import { expect, sharedTest as test } from './fixtures/app.ts';
import { send } from './fixtures/send.ts';

test.use({ sharedBy: import.meta.filename });

/** What becomes of a request whose connection may break. */
function outcomeOf(url: string): Promise<string> {
  return new Promise((resolve) => {
    const sent = httpRequest(url, { method: 'POST', agent: false }, (response) => {
      response.resume().on('end', () => resolve(String(response.statusCode)));
      response.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    });
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
    sent.end('x');
  });
}

test('a rule is built, explains itself, is tried while it is typed, and answers', async ({
  app,
  workbench,
}) => {
  const { replies } = workbench;
  await workbench.bins.create('Built');
  const url = `${await app.captureUrl()}/built`;
  await send(url, { headers: [['X-GitHub-Event', 'ping']], body: '{"ref":"refs/heads/main"}' });
  await replies.open();

  await replies.startRule('Pushes');
  await replies.addCondition('Method', 'is', 'POST');
  await replies.addCondition('Header', 'is', 'push', 'X-GitHub-Event');
  await expect(replies.trial).toContainText(
    'This does not hold: header X-GitHub-Event is push (it is ping).',
  );
  await replies.form.getByLabel('Value of condition 2').fill('ping');
  await replies.addCondition('JSON path', 'starts with', 'refs/heads/', '$.ref');
  await replies.form.getByLabel('Status').fill('202');
  await expect(replies.sentence).toHaveText(
    'POST requests whose header X-GitHub-Event is ping and whose JSON $.ref starts with refs/heads/ are answered with 202.',
  );
  await expect(replies.trial.locator('[data-verdict=answers]')).toContainText('Pushes');
  await expect(replies.trial.locator('[data-answer=rule]')).toContainText('202');
  // Not before it is saved.
  expect(
    (await send(url, { headers: [['X-GitHub-Event', 'ping']], body: '{"ref":"refs/heads/a"}' })).status,
  ).toBe(200);
  await replies.save();
  expect(
    (await send(url, { headers: [['X-GitHub-Event', 'ping']], body: '{"ref":"refs/heads/a"}' })).status,
  ).toBe(202);

  await app.page.getByRole('tab', { name: 'Requests' }).click();
  await workbench.requests.row('202').click();
  await workbench.detail.show('Reply');
  await expect(workbench.detail.root).toContainText('Response rule “Pushes”: POST requests whose header');
  await workbench.detail.root.getByRole('button', { name: 'Open rule' }).click();
  await expect(replies.form).toHaveAccessibleName('Rule Pushes');
});

test('what can’t work is said at the field, while it is typed and when it is saved', async ({
  workbench,
}) => {
  const { replies } = workbench;
  await workbench.bins.create('Refused');
  await replies.open();
  await replies.startRule('Odd');
  await replies.addCondition('Path', 'matches the regex', '(a)\\1');
  await expect(replies.form.getByRole('alert')).toContainText('backreferences are not supported');
  await replies.form.getByLabel('Value of condition 1').fill('^/orders');
  await expect(replies.form.getByRole('alert')).toHaveCount(0);
  await replies.form.getByLabel('Status').fill('101');
  await replies.form.getByRole('button', { name: 'Save rule' }).click();
  await expect(replies.form.getByRole('alert').first()).toContainText('another protocol');
  await replies.form.getByLabel('Status').fill('404');
  await replies.save();
  await expect(replies.rules).toHaveCount(1);
});

test('rules are reordered by keyboard and by mouse, switched, duplicated, deleted and brought back', async ({
  app,
  workbench,
}) => {
  const { replies } = workbench;
  await workbench.bins.create('Ordered');
  const url = `${await app.captureUrl()}/ordered`;
  await replies.open();
  for (const [name, status] of [
    ['One', '201'],
    ['Two', '202'],
    ['Three', '203'],
  ] as const) {
    await replies.startRule(name);
    await replies.form.getByLabel('Status').fill(status);
    await replies.save();
  }
  expect((await send(url)).status).toBe(201);

  await replies.rule('Three').locator('[data-select]').focus();
  await app.page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => replies.order()).toEqual(['One', 'Three', 'Two']);
  await app.page.keyboard.press('Alt+ArrowUp');
  await expect.poll(() => replies.order()).toEqual(['Three', 'One', 'Two']);
  await expect(replies.rule('Three').locator('[data-select]')).toBeFocused();
  expect((await send(url)).status).toBe(203);

  await replies.rule('Two').dragTo(replies.rule('Three'), { targetPosition: { x: 120, y: 3 } });
  await expect.poll(() => replies.order()).toEqual(['Two', 'Three', 'One']);
  expect((await send(url)).status).toBe(202);
  await replies.act('Two', 'Move down');
  await expect.poll(() => replies.order()).toEqual(['Three', 'Two', 'One']);

  await replies.rule('Three').getByRole('switch').click();
  await expect(replies.rule('Three').getByRole('switch')).not.toBeChecked();
  await expect.poll(async () => (await send(url)).status).toBe(202);
  await replies.act('Two', 'Duplicate');
  await expect.poll(() => replies.order()).toEqual(['Three', 'Two', 'Two copy', 'One']);
  await replies.act('One', 'Delete');
  await expect.poll(() => replies.order()).toEqual(['Three', 'Two', 'Two copy']);
  await workbench.answerNotice('Deleted One', 'Undo');
  await expect.poll(() => replies.order()).toEqual(['Three', 'Two', 'Two copy', 'One']);
});

test('a template and a script answer from the request; one that loops leaves the default reply', async ({
  app,
  workbench,
}) => {
  const { replies } = workbench;
  await workbench.bins.create('Made');
  const url = `${await app.captureUrl()}/made`;
  await send(url, { body: '{"name":"Ada"}' });
  await replies.open();
  await replies.startRule('Greets');
  await replies.form.getByRole('checkbox', { name: 'Liquid template' }).click();
  await replies.write('Body', 'Hello {{ request.json.name }}');
  await expect(replies.trial.getByLabel('Body of the answer')).toHaveText('Hello Ada');
  await replies.save();
  expect((await send(url, { body: '{"name":"Grace"}' })).body.toString()).toBe('Hello Grace');

  await replies.choose('Answer with', 'A script');
  await replies.write('Script', 'return { status: 207, body: { name: request.json.name } };');
  await expect(replies.trial.getByLabel('Body of the answer')).toHaveText('{"name":"Grace"}');
  await replies.save();
  expect((await send(url, { body: '{"name":"Alan"}' })).status).toBe(207);

  await replies.write('Script', 'while (true) {}');
  await expect(replies.trial).toContainText('was stopped after 250 ms; the default reply went out');
  await replies.save();
  expect((await send(url)).status).toBe(200);
  await app.page.getByRole('tab', { name: 'Requests' }).click();
  await workbench.requests.rows.first().click();
  await workbench.detail.show('Reply');
  await expect(workbench.detail.root).toContainText('the script was stopped after 250 ms');
});

test('a sequence fails twice and then succeeds; a fault breaks the connection as planned', async ({
  app,
  workbench,
}) => {
  const { replies } = workbench;
  await workbench.bins.create('Turns');
  const url = `${await app.captureUrl()}/turns`;
  await replies.open();
  await replies.startRule('Fails twice');
  await replies.choose('Answer with', 'A sequence');
  await expect(replies.sentence).toHaveText(
    'All requests are answered with 503 twice, then with 200 from then on.',
  );
  await replies.save();
  expect([await outcomeOf(url), await outcomeOf(url), await outcomeOf(url)]).toEqual(['503', '503', '200']);
  await replies.act('Fails twice', 'Count from the beginning');
  await expect(workbench.notice('counts from the beginning')).toBeVisible();
  expect(await outcomeOf(url)).toBe('503');

  await replies.choose('Answer with', 'No reply: reset');
  await replies.save();
  expect(await outcomeOf(url)).toBe('ECONNRESET');
  await app.page.getByRole('tab', { name: 'Requests' }).click();
  await workbench.requests.rows.first().click();
  await workbench.detail.show('Reply');
  await expect(workbench.detail.root).toContainText(
    'The connection was reset (TCP RST) without a reply, as planned.',
  );
});
