import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

let harness: EngineHarness;
beforeAll(async () => {
  harness = await openEngine();
});
afterAll(() => harness.close());

async function capture(body: string, headers: Record<string, string> = {}) {
  const { call, engine } = harness;
  await (await fetch(`${engine.captureUrl}/inbox`, { method: 'POST', body, headers })).text();
  const { items } = await call('exchanges.list', { limit: 1 });
  const [newest] = items;
  if (newest === undefined) throw new Error('Nothing was captured.');
  expect((await call('exchanges.get', { id: newest.id })).recognition).toEqual(newest.recognition);
  return newest.recognition;
}

const event = (pad: number) =>
  JSON.stringify({ id: 'evt_1', object: 'event', type: 'invoice.paid', data: { pad: 'x'.repeat(pad) } });

it('says of every capture who sent it and what it tells of, a body kept in a file too', async () => {
  const invoicePaid = { providerId: 'stripe', eventType: 'invoice.paid', eventId: 'evt_1' };
  expect(await capture(event(10))).toEqual(invoicePaid);
  expect(await capture(event(700_000), { 'Stripe-Signature': 't=1,v1=0' })).toEqual(invoicePaid);
  expect(await capture('{"hello":"world"}')).toBeUndefined();
});

it('does so in a bin that does more than keep', async () => {
  const { call, engine } = harness;
  const bin = await call('bins.create', { name: 'Guarded', handshakes: { isEnabled: true } });
  const headers = { 'X-GitHub-Event': 'push', 'X-GitHub-Delivery': 'd-1' };
  await (await fetch(`${engine.captureUrl}/${bin.slug}`, { method: 'POST', body: '{}', headers })).text();
  const { items } = await call('exchanges.list', { binId: bin.id });
  expect(items[0]?.recognition).toEqual({ providerId: 'github', eventType: 'push', eventId: 'd-1' });
});

it('lists the providers', async () => {
  const { providers } = await harness.call('providers.list', {});
  expect(providers.map(({ id }) => id)).toContain('pagerduty');
});
