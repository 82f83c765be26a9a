import { createServer, type IncomingMessage, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import Stripe from 'stripe';
import type { EventBody } from '../../shared/ipc/events.ts';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

const SECRET = 'whsec_dGhlIHNlY3JldCBvZiB0aGUgdGVzdHM';

interface Received {
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
}

let harness: EngineHarness;
let receiver: Server;
let url: string;
const received: Received[] = [];
let statusFor: (index: number) => number | undefined = () => 200;

beforeAll(async () => {
  harness = await openEngine();
  await harness.call('secrets.set', { name: 'stripe.test', value: SECRET });
  receiver = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = Buffer.concat(chunks).toString();
      received.push({ path: request.url ?? '', headers: request.headers, body });
      const status = statusFor(received.length);
      if (status !== undefined) response.writeHead(status).end();
    });
  });
  receiver.listen(0, '127.0.0.1');
  await once(receiver, 'listening');
  url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks?auth=demo`;
});
afterAll(async () => {
  await harness.close();
  receiver.closeAllConnections();
  receiver.close();
});
beforeEach(() => {
  received.length = 0;
  statusFor = () => 200;
});

const bodies = () => received.map(({ body }) => JSON.parse(body) as Record<string, unknown>);

describe('a single event', () => {
  it('goes out as a delivery, signed so that its provider takes it for its own', async () => {
    const run = await harness.call('templates.trigger', {
      provider: 'stripe',
      event: 'invoice.paid',
      url,
      secretName: 'stripe.test',
    });
    expect(run).toMatchObject({
      state: 'completed',
      provider: 'stripe',
      secretName: 'stripe.test',
      steps: [{ event: 'invoice.paid', state: 'succeeded', responseStatus: 200 }],
    });
    const [message] = received;
    expect(message?.path).toBe('/hooks?auth=demo');
    const event = new Stripe('sk_test_1').webhooks.constructEvent(
      message?.body ?? '',
      message?.headers['stripe-signature'] ?? '',
      SECRET,
    );
    expect(event.type).toBe('invoice.paid');
    const delivery = await harness.call('deliveries.get', { id: run.steps[0]?.deliveryId ?? '' });
    expect(delivery).toMatchObject({ trigger: 'draft', status: 'responded' });
  });

  it('is the same for the same seed and time', async () => {
    const choice = { provider: 'github', event: 'push', url, seed: 's', at: 1_700_000_000_000 };
    await harness.call('templates.trigger', choice);
    await harness.call('templates.trigger', choice);
    expect(received[0]?.body).toBe(received[1]?.body);
    expect(received[0]?.headers['x-hub-signature-256']).toBeUndefined();
  });

  it('is refused before anything is sent when it can not work', async () => {
    const choice = { provider: 'stripe', event: 'invoice.paid', url } as const;
    const refused = async (change: object) => harness.call('templates.trigger', { ...choice, ...change });
    await expect(refused({ url: 'ftp://x' })).rejects.toMatchObject({
      code: 'bad_input',
      details: [{ path: 'url' }],
    });
    await expect(refused({ secretName: 'none' })).rejects.toMatchObject({
      code: 'bad_input',
      details: [{ path: 'secretName' }],
    });
    await expect(refused({ secret: 'sk_test_4eC39HqLyjWDarjtT1zdp7dc' })).rejects.toMatchObject({
      code: 'bad_input',
      details: [{ path: 'secret' }],
    });
    await expect(refused({ event: 'x' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(
      refused({ provider: 'cloudevents', event: 'com.example.order.created', secret: 'x' }),
    ).rejects.toMatchObject({ code: 'bad_input', details: [{ path: 'provider' }] });
    await expect(refused({ retry: { kind: 'provider', providerId: 'nobody' } })).rejects.toMatchObject({
      code: 'bad_input',
    });
    expect(received).toEqual([]);
  });
});

describe('a story', () => {
  it('goes out in order, each after the answer to the one before, about one and the same order', async () => {
    const { stories } = await harness.call('stories.list', {});
    const story = stories.find(({ id }) => id === 'shopify-order');
    const run = await harness.call('stories.trigger', { id: 'shopify-order', url, secret: 'shpss_1' });
    expect(run.state).toBe('completed');
    expect(run.steps.map(({ event }) => event)).toEqual(story?.steps.map(({ event }) => event));
    expect(received.map(({ headers }) => headers['x-shopify-topic'])).toEqual([
      'orders/create',
      'orders/paid',
      'fulfillments/create',
      'orders/fulfilled',
      'refunds/create',
    ]);
    expect(new Set(bodies().map((body) => body['order_id'] ?? body['id'])).size).toBe(1);
    expect(new Set(received.map(({ headers }) => headers['x-shopify-webhook-id'])).size).toBe(5);
    expect(received.every(({ headers }) => headers['x-shopify-hmac-sha256'] !== undefined)).toBe(true);
    // The order was made once, and things happened to it one after the other.
    const [created, paid] = bodies();
    expect(paid?.['created_at']).toBe(created?.['created_at']);
    const changedAt = bodies().map((body) => Date.parse(String(body['updated_at'] ?? body['processed_at'])));
    expect(changedAt).toEqual(changedAt.toSorted((a, b) => a - b));
    expect(changedAt.at(-1)).toBeGreaterThan(changedAt[0] ?? NaN);
  });

  it('stops where a step fails, or goes on when told to', async () => {
    statusFor = (index) => (index === 2 ? 500 : 200);
    const story = { id: 'stripe-checkout', url };
    const stopped = await harness.call('stories.trigger', story);
    expect(stopped.state).toBe('stopped');
    expect(stopped.steps.map(({ state }) => state)).toEqual(['succeeded', 'failed', 'skipped']);
    expect(stopped.steps[1]).toMatchObject({
      responseStatus: 500,
      message: 'The response 500 counts as a failure.',
    });
    expect(received).toHaveLength(2);
    received.length = 0;
    const went = await harness.call('stories.trigger', { ...story, isStoppedOnFailure: false });
    expect(went.state).toBe('completed');
    expect(went.steps.map(({ state }) => state)).toEqual(['succeeded', 'failed', 'succeeded']);
  });

  it('tells of each step, can be looked at and cancelled', async () => {
    statusFor = (index) => (index < 2 ? 200 : undefined);
    const progress: string[] = [];
    const hanging = new Promise<void>((resolve) => {
      const dispose = harness.engine.subscribe((event: EventBody) => {
        if (event.type !== 'trigger.progressed') return;
        progress.push(event.trigger.steps.map(({ state }) => state[0]).join(''));
        if (event.trigger.steps[1]?.deliveryId !== undefined) {
          dispose();
          resolve();
        }
      });
    });
    const { id, state } = await harness.call('stories.trigger', {
      id: 'stripe-checkout',
      url,
      isWaiting: false,
    });
    expect(state).toBe('running');
    await hanging;
    expect(progress).toEqual(['sww', 'sww', 'sww', 'ssw', 'ssw']);
    const cancelled = await harness.call('triggers.cancel', { id });
    expect(cancelled.state).toBe('cancelled');
    expect(cancelled.steps.map((step) => step.state)).toEqual(['succeeded', 'failed', 'skipped']);
    expect(await harness.call('triggers.get', { id })).toEqual(cancelled);
    await expect(harness.call('triggers.get', { id: 'trg_0' })).rejects.toMatchObject({ code: 'not_found' });
  });

  it('is sent again as its provider would, within the time given', async () => {
    statusFor = (index) => (index < 3 ? 503 : 200);
    const run = await harness.call('stories.trigger', {
      id: 'adyen-payment',
      url,
      retry: { kind: 'provider', providerId: 'slack', compressToMs: 50 },
    });
    expect(run.state).toBe('completed');
    const first = await harness.call('deliveries.get', { id: run.steps[0]?.deliveryId ?? '' });
    expect(first.attempts.map(({ response }) => response?.status)).toEqual([503, 503, 200]);
  });
});

it('every story is made of templates that exist, and is told in the order of time', async () => {
  const { stories } = await harness.call('stories.list', {});
  const { templates } = await harness.call('templates.list', {});
  expect(stories.length).toBeGreaterThanOrEqual(20);
  expect(new Set(stories.map(({ id }) => id)).size).toBe(stories.length);
  for (const { id, provider, steps } of stories) {
    expect(steps.length, id).toBeGreaterThanOrEqual(2);
    for (const { event } of steps) {
      expect(
        templates.some((each) => each.provider === provider && each.event === event),
        event,
      ).toBe(true);
    }
  }
});
