import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

let harness: EngineHarness;
let receiver: Server;
let destination: string;

beforeAll(async () => {
  harness = await openEngine();
  receiver = createServer((request, response) => request.resume().on('end', () => response.end('ok')));
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  destination = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
});
afterAll(async () => {
  await harness.close();
  receiver.close();
});

async function capture(path: string, body: Uint8Array | string): Promise<string> {
  const { call, engine } = harness;
  await (
    await fetch(engine.captureUrl + path, { method: 'POST', body: new Uint8Array(Buffer.from(body)) })
  ).text();
  const { items } = await call('exchanges.list', { limit: 1 });
  const [newest] = items;
  if (newest === undefined) throw new Error('Nothing was captured.');
  return newest.id;
}

it('lists what was sent of a draft with the exchange the draft was opened from', async () => {
  const { call } = harness;
  const exchangeId = await capture('/inbox/orders', '{"n":1}');
  const draft = await call('drafts.create', { exchangeId });
  const { method, headers, body } = draft;
  const delivery = await call('drafts.send', {
    method,
    url: destination,
    headers,
    ...(body === undefined ? {} : { body }),
    draftId: draft.id,
  });
  expect(delivery.status).toBe('responded');
  const { deliveries } = await call('exchanges.get', { id: exchangeId });
  expect(deliveries.map(({ id, trigger }) => ({ id, trigger }))).toEqual([
    { id: delivery.id, trigger: 'draft' },
  ]);
  // The next replay of that bin knows where to.
  expect((await call('exchanges.destination', { id: exchangeId })).url).toBe(destination);
});

it('opens text as text, and what is not text or too large as a reference to the captured bytes', async () => {
  const { call } = harness;
  const bodyOf = async (body: Uint8Array | string) => {
    const exchangeId = await capture('/inbox', body);
    return { exchangeId, body: (await call('drafts.create', { exchangeId })).body };
  };
  expect((await bodyOf('\ufeffgrüße 👋\r\n')).body).toEqual({ text: '\ufeffgrüße 👋\r\n' });
  expect((await bodyOf('')).body).toBeUndefined();
  for (const bytes of [Buffer.from([0xff, 0xfe]), Buffer.from('a\0b'), Buffer.alloc(2_100_000, 'x')]) {
    const { exchangeId, body } = await bodyOf(bytes);
    expect(body).toEqual({ exchangeId });
  }
});

it('points a first draft at a likely local address, without the bin’s own segment', async () => {
  const { call } = harness;
  const bin = await call('bins.create', { name: 'Fresh bin' });
  const exchangeId = await capture(`/${bin.slug}/events?x=%2F`, 'x');
  expect((await call('drafts.create', { exchangeId })).url).toBe('http://localhost:3000/events?x=%2F');
});

it('keeps listening where it was when a new port is taken, and changes nothing', async () => {
  const { call, engine } = harness;
  const before = await call('settings.get', {});
  const { port } = receiver.address() as AddressInfo;
  await expect(call('settings.update', { capture: { port } })).rejects.toMatchObject({ code: 'unavailable' });
  expect(await call('settings.get', {})).toEqual(before);
  expect((await fetch(`${engine.captureUrl}/inbox`)).status).toBe(200);
});

it('replays nowhere without being told where to, and says so', async () => {
  const { call } = harness;
  const bin = await call('bins.create', { name: 'Never sent' });
  const exchangeId = await capture(`/${bin.slug}`, 'x');
  await expect(call('exchanges.replay', { id: exchangeId })).rejects.toMatchObject({
    code: 'bad_input',
    details: [{ path: 'url' }],
  });
});
