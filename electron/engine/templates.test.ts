import { describe, expect, test } from 'vitest';
import { Recognition } from '../../shared/model/provider.ts';
import { RenderedTemplate } from '../../shared/model/template.ts';
import { recognize } from './providers/recognize.ts';
import { providers } from './providers/registry.ts';
import { renderNow } from './template-messages.ts';
import { eventsOf, listTemplates } from './templates/directory.ts';

const AT = Date.UTC(2026, 10, 25, 16, 31, 7);
const render = (choice: Parameters<typeof renderNow>[0]) => renderNow(choice, AT);
const all = listTemplates().map((info) => [`${info.provider} ${info.event}`, info] as const);
const bytes = (text: string) => new TextEncoder().encode(text);

test('there are enough, and no two of a provider go by one name', () => {
  const counts = Object.fromEntries(providers.map(({ id }) => [id, eventsOf(id).length]));
  expect(all.length).toBeGreaterThanOrEqual(150);
  for (const id of ['stripe', 'github', 'paypal', 'shopify', 'slack', 'twilio'])
    expect(counts[id], id).toBeGreaterThanOrEqual(10);
  expect(Object.entries(counts).filter(([, count]) => count === 0)).toEqual([]);
  expect(new Set(all.map(([name]) => name)).size).toBe(all.length);
});

describe.each(all)('%s', (_name, info) => {
  const rendered = render({ provider: info.provider, event: info.event, at: AT, seed: 'one' });
  const { method, path, headers, body } = rendered;
  const contentType = headers.find(({ name }) => name === 'Content-Type')?.value ?? '';

  test('is what the contract says', () => {
    expect(RenderedTemplate.safeParse(rendered).error).toBeUndefined();
    expect(rendered).toMatchObject(info);
    const provider = providers.find(({ id }) => id === info.provider);
    expect(rendered.sign?.scheme).toBe(provider?.schemeIds[0]);
  });

  test('is recognized as its provider, with its event type', () => {
    const found = recognize({ method, target: path, headers, body: bytes(body.text) });
    expect(Recognition.safeParse(found)).toMatchObject({ success: true });
    expect(found).toMatchObject({ providerId: info.provider });
    expect(found?.eventType).toBe(info.eventType);
  });

  test('has a body of its content type, with no hole in it', () => {
    expect(body.text).not.toMatch(/undefined|=NaN|\[object/);
    if (contentType.startsWith('application/x-www-form-urlencoded')) {
      const fields = [...new URLSearchParams(body.text).keys()];
      expect(fields.length).toBeGreaterThan(0);
      expect(new Set(fields).size).toBe(fields.length);
    } else if (method === 'POST') {
      expect(() => JSON.parse(body.text) as unknown).not.toThrow();
    }
  });

  test('is the same for the same seed, and another for another', () => {
    const again = render({ provider: info.provider, event: info.event, at: AT, seed: 'one' });
    expect(again).toEqual(rendered);
    if (method === 'OPTIONS') return;
    const other = render({ provider: info.provider, event: info.event, at: AT, seed: 'two' });
    expect([other.body, other.headers]).not.toEqual([body, headers]);
  });
});

test('a template is about the time it is rendered for', () => {
  const later = AT + 86_400_000;
  const body = JSON.parse(
    render({ provider: 'stripe', event: 'payment_intent.succeeded', at: later }).body.text,
  ) as { created: number; data: { object: { created: number } } };
  expect([body.created, body.data.object.created]).toEqual([later / 1000, later / 1000]);
});

test('an event type stands for its first template, and what there is none of is named', () => {
  expect(render({ provider: 'github', event: 'pull_request' }).event).toBe('pull_request.opened');
  expect(() => render({ provider: 'github', event: 'nothing' })).toThrow(
    /github has no template nothing; it has ping, push/,
  );
  expect(() => render({ provider: 'nobody', event: 'x' })).toThrow(/no templates of nobody/);
});
