import { expect, sharedTest as base } from './fixtures/app.ts';
import { findBarriers, useTheme } from './fixtures/barriers.ts';
import { githubRequests } from './fixtures/payloads.ts';
import { startReceiver, type Receiver } from './fixtures/receiver.ts';
import type { RunningApp } from './fixtures/running-app.ts';
import { send, sendRaw } from './fixtures/send.ts';
import type { DetailTab } from './pages/request-detail.ts';
import type { Workbench } from './pages/workbench.ts';

const test = base.extend<{ receiver: Receiver }>({
  receiver: async ({}, use) => {
    const receiver = await startReceiver();
    await use(receiver);
    await receiver.close();
  },
});
test.use({ sharedBy: import.meta.filename });

for (const theme of ['light', 'dark'] as const) {
  test(`axe finds no barrier in any view of the ${theme} theme`, async ({ app, workbench, receiver }) => {
    test.setTimeout(120_000);
    await useTheme(app, theme);
    const check = async (view: string) => expect.soft(await findBarriers(app), view).toEqual([]);
    const name = `Shop ${theme}`;
    await workbench.bins.create(name);
    await check('first minute');

    await captureSome(app, `shop-${theme}`);
    await expect(workbench.requests.rows).toHaveCount(4);
    await workbench.requests.select(`/shop-${theme}/0`);
    await workbench.detail.replayTo(receiver.url);
    await expect(workbench.notice('200 from')).toBeVisible();
    await check('a notice');
    // It fades by itself, and what fades has no contrast.
    await expect(workbench.notice('200 from')).toBeHidden();
    for (const tab of ['Body', 'Headers', 'Query', 'Reply', 'Deliveries', 'Raw'] satisfies DetailTab[]) {
      await workbench.detail.show(tab);
      await check(`request, ${tab}`);
    }
    await workbench.detail.show('Deliveries');
    await workbench.detail.deliveries.getByRole('button').first().click();
    await expect(workbench.detail.delivery.outcome).toContainText('200');
    await check('a delivery');
    await workbench.detail.show('Body');
    await workbench.requests.select('malformed');
    await check('a failed request');

    await workbench.requests.select(`/shop-${theme}/0`);
    await workbench.requests.list.focus();
    await app.page.keyboard.press('Shift+R');
    await check('replay to');
    await app.page.keyboard.press('Escape');
    await workbench.bins.act(name, 'Edit replies');
    await workbench.replies.startRule('Some');
    await workbench.replies.addCondition('Header', 'is', 'push', 'X-Event');
    await check('a response rule');
    await workbench.replies.form.getByRole('button', { name: 'Discard' }).click();
    await app.page.getByRole('tab', { name: 'Requests' }).click();

    await sendDraft(app, workbench, receiver.url);
    for (const tab of ['Headers', 'Query', 'Body'] as const) {
      await workbench.compose.show(tab);
      await check(`compose, ${tab}`);
    }
    await workbench.goTo('Settings');
    await check('settings');
    await workbench.palette.open();
    await check('palette');
    await app.page.keyboard.press('Escape');
    await workbench.tunnel.startButton.click();
    await check('authtoken');
    await app.page.keyboard.press('Escape');
    await app.page.keyboard.press('Shift+?');
    await expect(app.page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
    await check('shortcuts');
    await app.page.keyboard.press('Escape');
  });
}

test('the whole main job is done without a mouse', async ({ app, workbench, receiver }) => {
  const { keyboard } = app.page;
  await keyboard.press('Control+K');
  await keyboard.type('new bin');
  await keyboard.press('Enter');
  await expect(app.page.getByLabel('Name of the new bin')).toBeFocused();
  await keyboard.type('By keyboard');
  await keyboard.press('Enter');
  await expect(workbench.heading).toHaveText('By keyboard');

  const captureUrl = await app.captureUrl();
  for (const target of ['/by-keyboard/first', '/by-keyboard/second', '/by-keyboard/third']) {
    await send(`${captureUrl}${target}`, {
      headers: [['Content-Type', 'application/json']],
      body: '{"n":1}',
    });
  }
  await expect(workbench.requests.rows).toHaveCount(3);
  await keyboard.press('k');
  await keyboard.press('k');
  await keyboard.press('k');
  await expect(workbench.requests.selected).toContainText('/by-keyboard/third');
  await keyboard.press('j');
  await expect(workbench.requests.selected).toContainText('/by-keyboard/second');
  await expect(workbench.detail.title).toContainText('/by-keyboard/second');
  await keyboard.press('2');
  await expect(workbench.detail.tab('Headers')).toHaveAttribute('aria-selected', 'true');
  await keyboard.press('1');

  await keyboard.press('r');
  await expect(workbench.detail.replayPanel.getByLabel('Replay to')).toBeFocused();
  const replayed = receiver.next();
  await keyboard.type(`${receiver.url}/replayed`);
  await keyboard.press('Enter');
  expect((await replayed).target).toBe('/replayed');
  await expect(workbench.detail.replayPanel).toBeHidden();

  await keyboard.press('e');
  await expect(workbench.compose.url).toHaveValue(`${receiver.url}/replayed`);
  await expect(workbench.compose.editor).toContainText('"n"');
  await expect(workbench.compose.focusedEditor).toBeVisible();
  await keyboard.press('Control+End');
  await keyboard.type('   ');
  const sent = receiver.next();
  await keyboard.press('Control+Enter');
  expect((await sent).body.toString()).toBe('{"n":1}   ');
  await expect(workbench.compose.response.outcome).toContainText('200');

  await keyboard.press('Control+1');
  await expect(workbench.heading).toHaveText('By keyboard');
  await keyboard.press('Control+,');
  await expect(workbench.heading).toHaveText('Settings');
  await keyboard.press('Control+K');
  await expect(workbench.palette.input).toBeFocused();
  await keyboard.press('Escape');
});

test('what has the focus shows it, and Tab reaches every part of the window', async ({ app, workbench }) => {
  await workbench.bins.create('Focus');
  await send(`${await app.captureUrl()}/focus/one`, { body: 'x' });
  await workbench.requests.select('/focus/one');
  const reached = new Set<string>();
  for (let step = 0; step < 60; step += 1) {
    await app.page.keyboard.press('Tab');
    const focus = await app.page.evaluate(() => {
      const element = document.activeElement;
      if (element === null || element === document.body) return undefined;
      const region = element.closest(
        'nav, aside, header, main, footer, [role=listbox], [role=tablist], [role=toolbar]',
      );
      const style = getComputedStyle(element);
      // What is one line thick is painted in another colour instead.
      const isLine = element.matches('[role=slider], [role=separator]');
      const isMarked = isLine
        ? style.backgroundColor !== 'rgba(0, 0, 0, 0)'
        : style.outlineStyle !== 'none' || style.boxShadow !== 'none';
      return {
        name: element.getAttribute('aria-label') ?? element.textContent.slice(0, 40),
        place: region?.getAttribute('aria-label') ?? region?.tagName.toLowerCase() ?? '',
        isMarked,
      };
    });
    if (focus === undefined) continue;
    expect(focus.isMarked, `${focus.place}: ${focus.name}`).toBe(true);
    reached.add(focus.place);
  }
  for (const place of ['Places', 'Bins', 'Requests', 'Parts of the request', 'Body'])
    expect(reached).toContain(place);
});

async function captureSome(app: RunningApp, slug: string): Promise<void> {
  const captureUrl = await app.captureUrl();
  for (const [index, { headers, body }] of githubRequests(2).entries()) {
    await send(`${captureUrl}/${slug}/${index}?page=1&q=two+words`, {
      headers: Object.entries(headers),
      body,
    });
  }
  await send(`${captureUrl}/${slug}/form`, {
    headers: [['Content-Type', 'application/x-www-form-urlencoded']],
    body: 'a=1&b=2',
  });
  await sendRaw(captureUrl, `POST /${slug}/bad HTTP/1.1\r\nHost: x\r\nContent-Length: twelve\r\n\r\n`);
}

async function sendDraft(app: RunningApp, workbench: Workbench, url: string): Promise<void> {
  await workbench.requests.list.focus();
  await app.page.keyboard.press('e');
  await workbench.compose.url.fill(`${url}/draft?x=1`);
  await workbench.compose.focusEditor();
  await app.page.keyboard.press('Control+Enter');
  await expect(workbench.compose.response.outcome).toContainText('200');
}
