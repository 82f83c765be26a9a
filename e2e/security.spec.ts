import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HookbenchBridge } from '../shared/ipc/bridge.ts';
import { expect, sharedTest as test, test as ownAppTest } from './fixtures/app.ts';
import { send } from './fixtures/send.ts';

test.use({ sharedBy: import.meta.filename });

test('the page has a strict policy, and normal use does not break it', async ({ app, workbench }) => {
  expect(app.page.url()).toMatch(/^app:\/\/hookbench\//);
  // The page itself may fetch nothing, so its policy is read where it comes from.
  const header = await app.electron.evaluate(async ({ net }) => {
    const response = await net.fetch('app://hookbench/index.html');
    return response.headers.get('content-security-policy') ?? '';
  });
  for (const part of [
    "default-src 'none'",
    "script-src 'self'",
    "connect-src 'none'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ]) {
    expect(header.split('; ')).toContain(part);
  }
  expect(header).not.toContain('unsafe-eval');

  const violations = await app.page.evaluateHandle(() => {
    const seen: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) =>
      seen.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`),
    );
    return seen;
  });
  await workbench.bins.create('Used');
  await send(`${await app.captureUrl()}/used`, {
    headers: [['Content-Type', 'application/json']],
    body: '{"a":[1,2]}',
  });
  await workbench.requests.select('/used');
  for (const tab of ['Headers', 'Query', 'Reply', 'Deliveries', 'Raw', 'Body'] as const)
    await workbench.detail.show(tab);
  await workbench.requests.list.focus();
  await app.page.keyboard.press('e');
  await workbench.compose.typeBody('{"typed": true}');
  await workbench.goTo('Settings');
  await workbench.palette.open();
  await app.page.keyboard.press('Escape');
  await workbench.goTo('Bins');
  expect(await violations.jsonValue()).toEqual([]);
  expect(app.complaints.filter((text) => /Content Security Policy|Refused to/i.test(text))).toEqual([]);
});

test('the policy holds: no inline script, no eval, no request leaves the page', async ({ app }) => {
  const refused = await app.page.evaluate(async () => {
    const inline = document.createElement('script');
    inline.textContent = 'window.inlineRan = true';
    document.body.append(inline);
    inline.remove();
    const image = new Image();
    const imageResult = new Promise((resolve) => {
      image.addEventListener('load', () => resolve('loaded'));
      image.addEventListener('error', () => resolve('refused'));
    });
    image.src = 'http://127.0.0.1:9/x.png';
    return {
      inline: 'inlineRan' in window ? 'ran' : 'refused',
      image: await imageResult,
      fetch: await fetch('http://127.0.0.1:9/').then(
        () => 'sent',
        () => 'refused',
      ),
    };
  });
  expect(refused).toEqual({ inline: 'refused', image: 'refused', fetch: 'refused' });
});

ownAppTest('no other page, window or frame is opened', async ({ app }) => {
  const visits: string[] = [];
  const server = createServer((request, response) => {
    visits.push(request.url ?? '');
    response.end('<h1>elsewhere</h1>');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const elsewhere = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  await app.electron.evaluate(({ webContents }) => {
    const attempts: string[] = [];
    Object.assign(globalThis, { attempts });
    for (const contents of webContents.getAllWebContents()) {
      // Emitted before will-navigate, for every frame; ours is the last listener.
      contents.on('will-frame-navigate', (event) =>
        attempts.push(`${event.url} ${event.defaultPrevented ? 'refused' : 'let through'}`),
      );
    }
  });
  const attempts = () =>
    app.electron.evaluate(() => (globalThis as unknown as { attempts: string[] }).attempts);

  const address = app.page.url();
  expect(await app.page.evaluate((url) => window.open(url, '_blank') === null, `${elsewhere}/open`)).toBe(
    true,
  );
  await app.page.evaluate((base) => {
    document.body.append(Object.assign(document.createElement('iframe'), { src: `${base}/frame` }));
    for (const [href, target] of [
      [`${base}/blank`, '_blank'],
      ['file:///etc/passwd', '_blank'],
      [`${base}/self`, '_self'],
    ] as const) {
      const link = Object.assign(document.createElement('a'), { href, target });
      document.body.append(link);
      link.click();
    }
  }, elsewhere);
  await expect.poll(attempts).toContain(`${elsewhere}/self refused`);
  expect((await attempts()).filter((attempt) => !attempt.endsWith('refused'))).toEqual([]);
  const urls = await app.electron.evaluate(({ webContents }) =>
    webContents.getAllWebContents().map((contents) => contents.getURL()),
  );
  expect(urls).toEqual([address]);
  expect(visits).toEqual([]);
  server.close();
});

test('a permission that is asked for is denied', async ({ app }) => {
  const answers = await app.page.evaluate(async () => {
    const outcome = (asked: Promise<unknown>) =>
      asked.then(
        () => 'granted',
        () => 'denied',
      );
    return {
      notifications: await Notification.requestPermission(),
      camera: await outcome(navigator.mediaDevices.getUserMedia({ video: true })),
      clipboardRead: await outcome(navigator.clipboard.readText()),
      location: await outcome(
        new Promise((resolve, reject) => navigator.geolocation.getCurrentPosition(resolve, reject)),
      ),
    };
  });
  expect(answers).toEqual({
    notifications: 'denied',
    camera: 'denied',
    clipboardRead: 'denied',
    location: 'denied',
  });
});

test('the page is given three things, and nothing of Node', async ({ app }) => {
  const seen = await app.page.evaluate(() => ({
    bridge: Object.keys((window as unknown as { hookbench: HookbenchBridge }).hookbench).sort(),
    node: ['require', 'process', 'module', 'Buffer', 'global', '__dirname', 'electron', 'ipcRenderer'].filter(
      (name) => name in window,
    ),
    isIsolated: (() => {
      try {
        (window as unknown as { hookbench: { call: unknown } }).hookbench.call = 1;
      } catch {
        return true;
      }
      return typeof (window as unknown as { hookbench: { call: unknown } }).hookbench.call === 'function';
    })(),
  }));
  expect(seen).toEqual({ bridge: ['call', 'platform', 'subscribe'], node: [], isIsolated: true });
});

test('a frame inside the page can’t call', async ({ app }) => {
  const inFrame = await app.page.evaluate(async () => {
    const frame = document.createElement('iframe');
    document.body.append(frame);
    await new Promise((resolve) => setTimeout(resolve));
    const has = frame.contentWindow !== null && 'hookbench' in frame.contentWindow;
    frame.remove();
    return has;
  });
  expect(inFrame).toBe(false);
});

test('a call that makes no sense is refused and changes nothing', async ({ app }) => {
  const before = await app.call('state.snapshot', {});
  const bad = await app.page.evaluate(async () => {
    const { hookbench } = window as unknown as {
      hookbench: { call(name: unknown, input: unknown): Promise<unknown> };
    };
    return Promise.all([
      hookbench.call('no.such', {}),
      hookbench.call('bins.create', { name: 'x', __proto__: { slug: 'y' }, extra: 1 }),
      hookbench.call('bins.delete', { id: '../../etc/passwd' }),
      hookbench.call('constructor', {}),
      hookbench.call({ toString: () => 'bins.list' }.toString, {}).catch(() => ({ ok: false })),
      hookbench.call('desktop.openExternal', { url: 'file:///etc/passwd' }),
      hookbench.call('desktop.openExternal', { url: 'javascript:alert(1)' }),
    ]);
  });
  for (const answer of bad) expect(answer).toMatchObject({ ok: false });
  const after = await app.call('state.snapshot', {});
  expect({ ...after, seq: 0 }).toEqual({ ...before, seq: 0 });
});
