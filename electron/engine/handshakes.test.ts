import { afterAll, beforeAll, expect, it } from 'vitest';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

/** Handshakes as a caller of the commands meets them. */

let harness: EngineHarness;
let binId: string;

beforeAll(async () => {
  harness = await openEngine();
  binId = (await harness.call('bins.create', { name: 'Hooks' })).id;
});
afterAll(() => harness.close());

async function send(
  body: unknown,
  headers: Record<string, string> = {},
): Promise<{ id: string; text: string }> {
  const response = await fetch(`${harness.engine.captureUrl}/hooks`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const { items } = await harness.call('exchanges.list', { binId, limit: 1 });
  return { id: items[0]?.id ?? '', text };
}
const challenge = { type: 'url_verification', challenge: 'abc' };
const subscription = (SubscribeURL: string) => ({ Type: 'SubscriptionConfirmation', SubscribeURL });

it('tells what would be answered while handshakes are off, and what was once they are on', async () => {
  const { call } = harness;
  const before = await send(challenge);
  expect(before.text).toBe('');
  expect((await call('handshakes.inspect', { exchangeId: before.id })).demand).toMatchObject({
    id: 'slack',
    isAnswered: false,
  });
  const bin = await call('bins.update', { id: binId, handshakes: { isEnabled: true } });
  expect(bin.handshakes).toEqual({ isEnabled: true, disallowed: [], secretNames: {} });
  const after = await send(challenge);
  expect(after.text).toBe('abc');
  expect(await call('exchanges.get', { id: after.id })).toMatchObject({
    answered: { by: 'handshake', id: 'slack' },
    outcome: { state: 'responded', status: 200, body: { text: 'abc' } },
  });
  expect((await call('handshakes.inspect', { exchangeId: after.id })).demand?.isAnswered).toBe(true);
  expect(await call('handshakes.inspect', { exchangeId: (await send({ hello: 1 })).id })).toEqual({});
});

it('refuses a secret that does not exist, when it is saved', async () => {
  const handshakes = { isEnabled: true, secretNames: { meta: 'nowhere' } };
  await expect(harness.call('bins.update', { id: binId, handshakes })).rejects.toMatchObject({
    code: 'bad_input',
    details: [{ path: 'handshakes.secretNames.meta' }],
  });
});

it('calls no URL but a provider’s own, and none by itself', async () => {
  const { call } = harness;
  const { id } = await send(subscription('https://169.254.169.254/latest/meta-data/'));
  const { confirmation } = await call('handshakes.inspect', { exchangeId: id });
  expect(confirmation).toMatchObject({
    id: 'aws-sns',
    url: 'https://169.254.169.254/latest/meta-data/',
    problem: expect.stringContaining('not called') as string,
  });
  await expect(call('handshakes.confirm', { exchangeId: id })).rejects.toMatchObject({ code: 'bad_input' });
  await expect(call('handshakes.confirm', { exchangeId: (await send({})).id })).rejects.toMatchObject({
    code: 'bad_input',
  });
  await expect(call('handshakes.confirm', { exchangeId: 'exc_0' })).rejects.toMatchObject({
    code: 'not_found',
  });
});

it('calls nothing on behalf of a request that was refused', async () => {
  const { call } = harness;
  await call('bins.update', { id: binId, guards: [{ id: 'grd_1', kind: 'https' }] });
  const { id } = await send(subscription('https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription'));
  await expect(call('handshakes.confirm', { exchangeId: id })).rejects.toMatchObject({
    code: 'bad_input',
    message: 'The bin refused this request, so what it names is not called.',
  });
  await call('bins.update', { id: binId, guards: [] });
});
