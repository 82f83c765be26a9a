import type { Page } from 'playwright/test';
import { expect, sharedTest as test } from './fixtures/app.ts';
import { send } from './fixtures/send.ts';

test.use({ sharedBy: import.meta.filename });

test('Ctrl+K reaches actions: places, bins, drafts, themes', async ({ app, workbench }) => {
  const { palette } = workbench;
  await workbench.bins.create('Reached');
  await palette.run('Settings');
  await expect(workbench.heading).toHaveText('Settings');
  await palette.run('Reached');
  await expect(workbench.heading).toHaveText('Reached');
  await palette.run('New draft');
  await expect(workbench.compose.url).toBeVisible();
  await palette.run('Dark theme');
  await expect.poll(async () => (await app.call('settings.get', {})).appearance.theme).toBe('dark');
  await expect.poll(() => isDark(app.page)).toBe(true);
  await palette.run('Light theme');
  await expect.poll(() => isDark(app.page)).toBe(false);
  await palette.run('Theme of the system');
});

test('it is used by keyboard alone and gives the focus back', async ({ app, workbench }) => {
  const { palette } = workbench;
  await workbench.goTo('Bins');
  await palette.open();
  await expect(palette.input).toBeFocused();
  await palette.input.fill('keyboard shortcuts');
  await app.page.keyboard.press('Enter');
  const sheet = app.page.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await expect(sheet).toContainText('Next request');
  await app.page.keyboard.press('Escape');
  await expect(sheet).toBeHidden();
  await palette.open();
  await app.page.keyboard.press('Escape');
  await expect(palette.root).toBeHidden();
});

test('it finds an exchange by a word of its body, in whatever bin', async ({ app, workbench }) => {
  const { palette } = workbench;
  const captureUrl = await app.captureUrl();
  await workbench.bins.create('Haystack');
  for (let index = 0; index < 20; index += 1) {
    await send(`${captureUrl}/haystack/${index}`, { body: `{"hay":${index}}` });
  }
  await send(`${captureUrl}/haystack/needle-here`, {
    headers: [['Content-Type', 'application/json']],
    body: '{"customer":"Zaphod Beeblebrox"}',
  });
  await workbench.bins.select('Inbox');
  await palette.open();
  await palette.input.fill('Beeblebrox');
  await expect(palette.options.filter({ hasText: '/haystack/needle-here' })).toHaveCount(1);
  await expect(palette.options.filter({ hasText: '/haystack/0' })).toHaveCount(0);
  await expect(palette.root).not.toContainText('Nothing found');
  await expect(palette.root.getByRole('option', { selected: true })).toContainText('/haystack/needle-here');
  await app.page.keyboard.press('Enter');
  await expect(workbench.heading).toHaveText('Haystack');
  await expect(workbench.detail.title).toContainText('/haystack/needle-here');
  await expect.poll(() => workbench.detail.bodyText()).toContain('Zaphod Beeblebrox');
});

test('the filter of a bin finds by body, status, path and method', async ({ app, workbench }) => {
  const captureUrl = await app.captureUrl();
  await workbench.bins.create('Filtered');
  await send(`${captureUrl}/filtered/one`, { body: 'alpha beta' });
  await send(`${captureUrl}/filtered/two`, { method: 'PUT', body: 'alpha gamma' });
  await app.page.keyboard.press('/');
  await app.page.keyboard.type('alpha');
  await expect(workbench.requests.rows).toHaveCount(2);
  await workbench.requests.filter('alpha gamma');
  await expect(workbench.requests.rows).toHaveCount(1);
  await workbench.requests.filter('method:PUT');
  await expect(workbench.requests.row('/filtered/two')).toHaveCount(1);
  await workbench.requests.filter('path:/filtered/one status:200');
  await expect(workbench.requests.row('/filtered/one')).toHaveCount(1);
  await expect(workbench.requests.rows).toHaveCount(1);
  await workbench.requests.filter('status:5xx');
  await expect(workbench.requests.rows).toHaveCount(0);
  await app.page.getByRole('button', { name: 'Show all' }).click();
  await expect(workbench.requests.rows).toHaveCount(2);
});

const isDark = (page: Page) =>
  page.evaluate(() => getComputedStyle(document.documentElement).colorScheme.includes('dark'));
