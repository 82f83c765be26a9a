import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { expect, sharedTest as base } from './fixtures/app.ts';
import { hostilePayloads } from './fixtures/hostile.ts';
import type { RunningApp } from './fixtures/running-app.ts';
import { send } from './fixtures/send.ts';

/** Notes everything that a window must not do because of what it shows. */
interface Watch {
  beaconUrl: string;
  /** Whatever happened, in words. */
  happened(): Promise<string[]>;
}

const test = base.extend<{ watch: Watch }>({
  watch: async ({ app }, use) => {
    const events: string[] = [];
    const beacon = createServer((request, response) => {
      events.push(`loaded ${request.url ?? ''}`);
      response.end();
    });
    beacon.on('upgrade', (request) => events.push(`connected to ${request.url ?? ''}`));
    beacon.listen(0, '127.0.0.1');
    await once(beacon, 'listening');
    const address = app.page.url();
    app.page.on('dialog', (dialog) => {
      events.push(`asked ${dialog.message()}`);
      void dialog.dismiss();
    });
    app.electron.on('window', () => events.push('opened a window'));
    await use({
      beaconUrl: `http://127.0.0.1:${(beacon.address() as AddressInfo).port}`,
      async happened() {
        const hasRun = await app.page.evaluate(() => 'hookbenchCanary' in window);
        return [
          ...events,
          ...(hasRun ? ['ran a script'] : []),
          ...(app.page.url() === address ? [] : [`went to ${app.page.url()}`]),
        ];
      },
    });
    beacon.closeAllConnections();
    beacon.close();
  },
});
test.use({ sharedBy: import.meta.filename });

/** Deceives a reader: bidirectional and zero-width characters, controls other than line ends and tabs. */
const DECEPTIVE =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/u;

test('what senders try in body, headers, path and query stays inert in every view', async ({
  app,
  workbench,
  watch,
}) => {
  test.setTimeout(120_000);
  const payloads = hostilePayloads(watch.beaconUrl);
  expect(payloads.length).toBeGreaterThanOrEqual(40);
  await workbench.bins.create('Hostile');
  const captureUrl = await app.captureUrl();
  for (const [index, { text, contentType }] of payloads.entries()) {
    const latin1 = Buffer.from(text).toString('latin1');
    await send(`${captureUrl}/hostile/${index}/${encodeURIComponent(text)}?q=${encodeURIComponent(text)}`, {
      headers: [
        ['Content-Type', contentType],
        ['X-Evil', latin1.replace(/[^\t\x20-\x7e\x80-\xff]/g, '')],
        ['X-Index', String(index)],
      ],
      body: text,
    });
  }
  await expect(workbench.bins.bin('Hostile')).toHaveAccessibleName(
    new RegExp(`^Hostile, ${payloads.length} `),
  );

  await workbench.requests.list.focus();
  // The count of the bin can be drawn a moment before the rows are.
  await expect(async () => {
    await app.page.keyboard.press('Home');
    const newest = `/hostile/${payloads.length - 1}/`;
    await expect(workbench.detail.title).toContainText(newest, { timeout: 1000 });
  }).toPass();
  const tabs = ['Headers', 'Query', 'Raw', 'Body'] as const;
  const keys = { Body: '1', Headers: '2', Query: '3', Raw: '6' };
  for (let index = payloads.length - 1; index >= 0; index -= 1) {
    await expect(workbench.detail.title).toContainText(`/hostile/${index}/`);
    for (const tab of tabs) {
      await app.page.keyboard.press(keys[tab]);
      await expect(workbench.detail.tab(tab)).toHaveAttribute('aria-selected', 'true');
      expect(await deceptiveTexts(app), `${index} ${tab}`).toEqual([]);
    }
    const preview = workbench.detail.bodyToolbar.getByRole('radio', { name: 'Preview' });
    if ((await preview.count()) > 0) {
      await preview.click();
      await expect(workbench.detail.root.locator('iframe')).toBeVisible();
    }
    expect(await watch.happened(), payloads[index]?.text).toEqual([]);
    await workbench.requests.list.focus();
    await app.page.keyboard.press('j');
  }
});

test('names of bins and drafts stay inert, and deceptive ones are refused', async ({
  app,
  workbench,
  watch,
}) => {
  const markup = '<img src=x onerror="window.top.hookbenchCanary=1">';
  const bin = await app.call('bins.create', {
    name: markup,
    slug: 'hostile-name',
    reply: {
      status: 200,
      headers: [{ name: 'Content-Type', value: 'text/html' }],
      body: { text: '<script>window.top.hookbenchCanary=1</script>\u202E' },
    },
  });
  await send(`${await app.captureUrl()}/hostile-name`, { body: markup });
  await app.page.locator(`[data-bin="${bin.id}"]`).click();
  await expect(workbench.heading).toHaveText(markup);
  await workbench.requests.select('/hostile-name');
  await workbench.detail.show('Reply');
  await expect(workbench.detail.root.getByRole('region', { name: 'Reply body' })).toContainText(
    'hookbenchCanary',
  );
  expect(await deceptiveTexts(app)).toEqual([]);
  await workbench.detail.show('Body');

  for (const name of ['\u202Etxt.exe', '\u001B[31m', 'two\u2028lines']) {
    expect(await app.ask('bins.create', { name })).toMatchObject({
      ok: false,
      error: {
        code: 'bad_input',
        details: [{ path: 'name', message: expect.stringContaining('control') as unknown }],
      },
    });
    const draft = await app.call('drafts.create', {
      name,
      url: 'javascript:window.hookbenchCanary=1',
      body: { text: name },
    });
    await workbench.goTo('Compose');
    await workbench.compose.drafts.first().getByRole('button').click();
    await expect(workbench.compose.url).toHaveValue(draft.url);
    expect(await deceptiveTexts(app), JSON.stringify(name)).toEqual([]);
  }
  expect(await watch.happened()).toEqual([]);
});

test('a response of a destination stays inert', async ({ app, workbench, watch }) => {
  const evil = `<script>window.top.hookbenchCanary=1</script><img src="${watch.beaconUrl}/i"><svg onload=alert(1)>\u202E\u001B[31m`;
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, '<b>hi</b>', {
      'Content-Type': 'text/html',
      Refresh: `0;url=${watch.beaconUrl}`,
      Location: watch.beaconUrl,
    });
    response.end(evil);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  await workbench.bins.create('Responses');
  await send(`${await app.captureUrl()}/responses`);
  await workbench.requests.select('/responses');
  await workbench.detail.replayTo(`http://127.0.0.1:${(server.address() as AddressInfo).port}/`);
  await workbench.detail.show('Deliveries');
  await workbench.detail.deliveries.getByRole('button').first().click();
  await expect(workbench.detail.delivery.body).toContainText('hookbenchCanary');
  expect(await deceptiveTexts(app)).toEqual([]);
  expect(await watch.happened()).toEqual([]);
  await workbench.detail.show('Body');
  server.closeAllConnections();
  server.close();
});

/** Texts on the page, titles and labels among them, that hold what can't be seen; editors apart, which mark it. */
function deceptiveTexts(app: RunningApp): Promise<string[]> {
  return app.page.evaluate((pattern) => {
    const deceptive = new RegExp(pattern, 'u');
    const found: string[] = [];
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      if (node instanceof Element) {
        if (node.closest('.monaco-editor, iframe') !== null) continue;
        for (const { name, value } of node.attributes) {
          if (name !== 'srcdoc' && deceptive.test(value))
            found.push(`${node.tagName}[${name}]: ${JSON.stringify(value)}`);
        }
      } else if (
        deceptive.test(node.textContent ?? '') &&
        node.parentElement?.closest('.monaco-editor') === null
      ) {
        found.push(JSON.stringify(node.textContent));
      }
    }
    return found;
  }, DECEPTIVE.source);
}
