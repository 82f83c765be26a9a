import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { request as httpRequest } from 'node:http';
import type { PaypalLab } from '../../../shared/model/paypal-lab.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { openEngine, type EngineHarness } from '../testing/engine-harness.ts';
import { openIpnListener, type IpnListenerOptions } from './testing/ipn-listener.ts';

let harness: EngineHarness;
let urls: NonNullable<PaypalLab['urls']>;

beforeAll(async () => {
  harness = await openEngine();
  urls =
    (await harness.call('paypalLab.start', { port: 0 })).urls ?? expect.fail('The lab has no addresses.');
});
afterAll(() => harness.close());

const lab = () => harness.call('paypalLab.status', {});
const latin1 = (bytes: Buffer, change: (text: string) => string) =>
  Buffer.from(change(bytes.toString('latin1')), 'latin1');

/** Letters that have other bytes in other charsets, and a space. */
const FIELDS = { mc_gross: '19.95', first_name: 'Zoë', item_name: 'Café crème & Brötchen' };

/** Sends an IPN to a listener and gives back what the lab told it, and what the lab made of it. */
async function roundTrip(
  options: Omit<IpnListenerOptions, 'verifyUrl'> & { verifyUrl?: string } = {},
  isSandbox = true,
) {
  const listener = await openIpnListener({ verifyUrl: urls.ipnSandbox, ...options });
  try {
    const delivery = await harness.call('paypalLab.sendIpn', {
      url: listener.url,
      event: 'cart',
      fields: FIELDS,
      isSandbox,
    });
    const [word] = await listener.words(1);
    const { postBacks } = await lab();
    return { word, delivery, postBack: postBacks[0] };
  } finally {
    await listener.close();
  }
}

async function post(
  url: string,
  body: string | Uint8Array<ArrayBuffer>,
  headers: Record<string, string> = {},
) {
  const reply = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded', ...headers },
    body,
  });
  return { status: reply.status, text: await reply.text(), type: reply.headers.get('content-type') };
}

describe('a listener written from PayPal’s documented flow', () => {
  it('gets VERIFIED for what came to it, and the lab says for which send', async () => {
    const { word, delivery, postBack } = await roundTrip();
    expect(word).toBe('VERIFIED');
    expect(delivery).toMatchObject({ status: 'responded', attempts: [{ response: { status: 200 } }] });
    expect(postBack).toMatchObject({
      kind: 'ipn',
      environment: 'sandbox',
      answer: 'VERIFIED',
      reason: 'unchanged',
      deliveryId: delivery.id,
      warnings: [],
    });
    expect((await lab()).sends[0]).toMatchObject({
      deliveryId: delivery.id,
      isVerified: true,
      postBackId: postBack?.id,
    });
  });

  it('gets VERIFIED for a live message at the live address', async () => {
    expect((await roundTrip({ verifyUrl: urls.ipnLive }, false)).word).toBe('VERIFIED');
  });

  it.each([
    ['a sandbox message at the live address', true, () => urls.ipnLive],
    ['a live message at the sandbox address', false, () => urls.ipnSandbox],
  ])('gets INVALID for %s', async (_, isSandbox, verifyUrl) => {
    const { word, postBack } = await roundTrip({ verifyUrl: verifyUrl() }, isSandbox);
    expect(word).toBe('INVALID');
    expect(postBack).toMatchObject({ answer: 'INVALID', reason: 'environment' });
  });

  it.each(['any address', 'sandbox'])('is answered for a sandbox message at %s too', async (where) => {
    const verifyUrl = where === 'sandbox' ? urls.ipnSandbox : urls.ipnAny;
    expect((await roundTrip({ verifyUrl })).word).toBe('VERIFIED');
  });

  const mutations: [string, string, (message: Buffer) => Buffer][] = [
    [
      'one digit of the amount',
      'changed',
      (m) => latin1(m, (t) => t.replace('mc_gross=19.95', 'mc_gross=19.96')),
    ],
    ['one byte at the end', 'field_added', (m) => Buffer.concat([m, Buffer.from('&x')])],
    ['a trailing line feed', 'changed', (m) => Buffer.concat([m, Buffer.from('\n')])],
    ['two fields swapped', 'reordered', (m) => latin1(m, (t) => swapFirstTwo(t))],
    ['all fields sorted', 'reordered', (m) => latin1(m, (t) => t.split('&').sort().join('&'))],
    ['spaces as %20', 'reencoded', (m) => latin1(m, (t) => t.replaceAll('+', '%20'))],
    [
      'escapes in lower case',
      'reencoded',
      (m) => latin1(m, (t) => t.replaceAll(/%[0-9A-F]{2}/g, (e) => e.toLowerCase())),
    ],
    ['another charset', 'reencoded', (m) => latin1(m, inUtf8)],
    ['a field left out', 'field_missing', (m) => latin1(m, (t) => t.replace(/&test_ipn=1/, ''))],
    ['the first byte', 'field_missing', (m) => m.subarray(1)],
  ];
  it.each(mutations)('gets INVALID when it changes %s', async (_, reason, mangle) => {
    const { word, delivery, postBack } = await roundTrip({ mangle });
    expect(word).toBe('INVALID');
    expect(postBack).toMatchObject({ answer: 'INVALID', reason, deliveryId: delivery.id });
    expect(postBack?.difference?.offset).toBeGreaterThanOrEqual(0);
  });

  it('is told the first byte that differs', async () => {
    const { postBack } = await roundTrip({
      mangle: (message) => latin1(message, (text) => text.replace('mc_gross=19.95', 'mc_gross=19.96')),
    });
    expect(postBack?.message).toContain('mc_gross');
    expect(postBack?.difference?.sent).toContain('mc_gross=19.95');
    expect(postBack?.difference?.received).toContain('mc_gross=19.96');
  });
});

const swapFirstTwo = (text: string) => text.replace(/^([^&]*)&([^&]*)/, '$2&$1');
/** What a framework does that decodes windows-1252 and encodes UTF-8. */
const inUtf8 = (text: string) =>
  text.replaceAll(/%[89A-F][0-9A-F]/g, (escape) =>
    encodeURIComponent(String.fromCharCode(parseInt(escape.slice(1), 16))),
  );

it('an IPN is sent again as PayPal does until it is answered 200, and verified then', async () => {
  const clock = createFakeClock();
  const other = await openEngine({ clock });
  const { urls: there } = await other.call('paypalLab.start', { port: 0 });
  const verifyUrl = there?.ipnSandbox ?? '';
  const listener = await openIpnListener({ verifyUrl, statuses: [500, 404, 302] });
  try {
    const begun = await other.call('paypalLab.sendIpn', {
      url: listener.url,
      retry: { kind: 'provider', providerId: 'paypal-ipn' },
      isWaiting: false,
    });
    const attempted = async (count: number) => {
      for (;;) {
        const { attempts } = await other.call('deliveries.get', { id: begun.id });
        if (attempts.filter(({ endedAt }) => endedAt !== undefined).length >= count) return attempts;
        await new Promise((resolve) => setImmediate(resolve));
      }
    };
    for (const [count, delayMs] of [10_000, 20_000, 40_000].entries()) {
      await attempted(count + 1);
      clock.advance(delayMs);
    }
    const attempts = await attempted(4);
    expect(await listener.words(1)).toEqual(['VERIFIED']);
    const startedAt = attempts.map((attempt) => attempt.startedAt);
    expect(startedAt.map((at) => at - (startedAt[0] ?? 0))).toEqual([0, 10_000, 30_000, 70_000]);
    expect(attempts.map(({ response }) => response?.status)).toEqual([500, 404, 302, 200]);
  } finally {
    await listener.close();
    await other.close();
  }
});

describe('the post-back address', () => {
  const send = (body: string, trigger: 'draft' | 'json' = 'draft') =>
    harness.call('drafts.send', {
      method: 'POST',
      url: `${harness.engine.captureUrl}/inbox`,
      headers: [
        {
          name: 'Content-Type',
          value: trigger === 'json' ? 'application/json' : 'application/x-www-form-urlencoded',
        },
      ],
      body: { text: body },
    });

  it('answers for any send of Hookbench, and after a replay', async () => {
    await send('txn_id=ONE&mc_gross=1.00');
    expect(await post(urls.ipnAny, 'cmd=_notify-validate&txn_id=ONE&mc_gross=1.00')).toEqual({
      status: 200,
      text: 'VERIFIED',
      type: 'text/plain; charset=utf-8',
    });
    await post(`${harness.engine.captureUrl}/inbox`, 'txn_id=TWO&mc_gross=2.00');
    expect((await post(urls.ipnAny, 'cmd=_notify-validate&txn_id=TWO&mc_gross=2.00')).text).toBe('INVALID');
    const { items } = await harness.call('exchanges.list', { limit: 1 });
    await harness.call('exchanges.replay', {
      id: items[0]?.id ?? '',
      url: `${harness.engine.captureUrl}/inbox`,
    });
    expect((await post(urls.ipnAny, 'cmd=_notify-validate&txn_id=TWO&mc_gross=2.00')).text).toBe('VERIFIED');
  });

  it.each([
    ['nothing', ''],
    ['the command alone', 'cmd=_notify-validate'],
    ['the command and an empty message', 'cmd=_notify-validate&'],
    ['a message without the command', 'txn_id=ONE&mc_gross=1.00'],
    ['another command', 'cmd=_notify-synch&txn_id=ONE&mc_gross=1.00'],
    ['a message that nobody sent', 'cmd=_notify-validate&never=sent'],
  ])('answers INVALID to %s', async (_, body) => {
    await send('txn_id=ONE&mc_gross=1.00');
    await send('');
    const answered = await post(urls.ipnAny, body);
    expect(answered).toMatchObject({ status: 200, text: 'INVALID' });
  });

  it('verifies no JSON that Hookbench sent', async () => {
    await send('{"a":1}', 'json');
    expect((await post(urls.ipnAny, 'cmd=_notify-validate&{"a":1}')).text).toBe('INVALID');
  });

  it('takes the command at the end or in the URL, as PayPal does, with a warning', async () => {
    await send('txn_id=THREE&mc_gross=1.00');
    expect((await post(urls.ipnAny, 'txn_id=THREE&mc_gross=1.00&cmd=_notify-validate')).text).toBe(
      'VERIFIED',
    );
    expect((await lab()).postBacks[0]?.warnings.join()).toContain('at the end');
    expect((await post(`${urls.ipnAny}?cmd=_notify-validate`, 'txn_id=THREE&mc_gross=1.00')).text).toBe(
      'VERIFIED',
    );
    expect((await lab()).postBacks[0]?.warnings.join()).toContain('in the URL');
  });

  it('knows the sandbox by its host name', async () => {
    await send('txn_id=FOUR&test_ipn=1');
    const at = (Host: string) =>
      new Promise<string>((resolve, reject) => {
        const target = new URL(urls.ipnAny);
        const headers = { Host, 'Content-Type': 'application/x-www-form-urlencoded' };
        const request = httpRequest(target, { method: 'POST', headers }, (response) => {
          let text = '';
          response.setEncoding('latin1').on('data', (part: string) => (text += part));
          response.on('end', () => resolve(text));
        });
        request.on('error', reject);
        request.end('cmd=_notify-validate&txn_id=FOUR&test_ipn=1');
      });
    expect(await at('ipnpb.sandbox.paypal.com')).toBe('VERIFIED');
    expect(await at('www.sandbox.paypal.com:443')).toBe('VERIFIED');
    expect(await at('ipnpb.paypal.com')).toBe('INVALID');
    expect((await lab()).postBacks[0]?.warnings.join()).toContain('User-Agent');
  });

  it('answers 405 to other methods, 404 elsewhere, and 413 to what no IPN is as large as', async () => {
    expect((await fetch(urls.ipnAny)).status).toBe(405);
    expect((await fetch(`${urls.api}/elsewhere`)).status).toBe(404);
    expect((await post(urls.ipnAny, `cmd=_notify-validate&a=${'x'.repeat(200_000)}`)).status).toBe(413);
  });
});

it('what was sent is known after a restart, and the lab is on again', async () => {
  const first = await openEngine();
  const { dataDir } = first;
  const settings = { current: await first.call('settings.get', {}) };
  await first.call('paypalLab.start', { port: 0 });
  await first.call('drafts.send', {
    method: 'POST',
    url: `${first.engine.captureUrl}/inbox`,
    headers: [{ name: 'Content-Type', value: 'application/x-www-form-urlencoded' }],
    body: { text: 'txn_id=KEPT' },
  });
  settings.current = await first.call('settings.get', {});
  expect(settings.current.paypalLab.isEnabled).toBe(true);
  await first.engine.close();
  const second = await openEngine({
    dataDir,
    settings: { read: () => settings.current, write: (next) => void (settings.current = next) },
  });
  try {
    const { urls: again } = await second.call('paypalLab.status', {});
    expect((await post(again?.ipnAny ?? '', 'cmd=_notify-validate&txn_id=KEPT')).text).toBe('VERIFIED');
  } finally {
    await second.close();
  }
});

it('a port that is taken is refused, and the lab stays as it was', async () => {
  const before = await lab();
  const port = Number(new URL(harness.engine.captureUrl).port);
  await expect(harness.call('paypalLab.start', { port })).rejects.toMatchObject({
    code: 'unavailable',
    message: expect.stringContaining(String(port)) as string,
  });
  expect((await lab()).port).toBe(before.port);
  expect((await harness.call('settings.get', {})).paypalLab.port).toBe(0);
});

it('stopped, it neither answers nor sends', async () => {
  const other = await openEngine();
  const { urls: there } = await other.call('paypalLab.start', { port: 0 });
  await other.call('paypalLab.stop', {});
  await expect(fetch(there?.ipnAny ?? '')).rejects.toThrow();
  await expect(other.call('paypalLab.sendIpn', { url: 'http://127.0.0.1:1' })).rejects.toMatchObject({
    code: 'unavailable',
  });
  await other.close();
});
