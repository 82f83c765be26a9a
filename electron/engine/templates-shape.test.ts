import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderNow } from './template-messages.ts';
import { eventsOf } from './templates/directory.ts';

/** Shapes beside those that packages ship: GitHub's own examples, and the types of Stripe's library. */

type Fields = Record<string, unknown>;
const require = createRequire(import.meta.url);
const render = (choice: Parameters<typeof renderNow>[0]) => renderNow(choice, Date.UTC(2026, 10, 25));
const bodyOf = (provider: string, event: string): Fields =>
  JSON.parse(render({ provider, event, seed: 'shape' }).body.text) as Fields;
const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const octokit = require('@octokit/webhooks-examples') as { name: string; examples: Fields[] }[];

describe.each(eventsOf('github'))('github $event', ({ event }) => {
  const [name = '', action] = event.split('.');
  const body = bodyOf('github', event);
  const ofEvent = octokit.find((each) => each.name === name)?.examples ?? [];
  const ofAction = ofEvent.filter((example) => action === undefined || example['action'] === action);
  const examples = ofAction.length > 0 ? ofAction : ofEvent;
  const inAll = (objects: Fields[]) =>
    Object.keys(objects[0] ?? {}).filter((key) => objects.every((each) => key in each));
  /** What an account or an organization adds to an event that is about a repository. */
  const extra = new Set(['organization', 'installation', 'enterprise']);

  test('has the members that each real one has, and no other', () => {
    expect(examples.length).toBeGreaterThan(0);
    const known = new Set([...examples.flatMap((example) => Object.keys(example)), 'repository']);
    expect(inAll(examples).filter((key) => !(key in body) && !extra.has(key))).toEqual([]);
    expect(Object.keys(body).filter((key) => !known.has(key))).toEqual([]);
  });

  test('so have the objects in it', () => {
    for (const [key, value] of Object.entries(body)) {
      const real = examples.map((example) => example[key]).filter(isFields);
      if (!isFields(value) || real.length === 0) continue;
      // These come with some events only, or where the repository has an owner that is an organization.
      const optional = new Set([
        'master_branch',
        'stargazers',
        'public',
        'organization',
        'team_id',
        'permissions',
        'custom_properties',
        'draft',
      ]);
      expect(
        inAll(real).filter((member) => !(member in value) && !optional.has(member)),
        key,
      ).toEqual([]);
    }
  });
});

const STRIPE_TYPES = join(import.meta.dirname, '../../node_modules/stripe/esm/resources');

/** The members of an interface in a type declaration: those it must have, and those it may. */
function membersOf(file: string, name: string): { required: string[]; all: Set<string> } {
  const text = readFileSync(join(STRIPE_TYPES, file), 'utf8');
  const start = new RegExp(`^( *)(?:export )?interface ${name} \\{$`, 'm').exec(text);
  if (start === null) throw new Error(`${file} has no ${name}.`);
  const indent = start[1] ?? '';
  const rest = text.slice(start.index);
  const own = rest.slice(0, rest.search(new RegExp(`^${indent}\\}`, 'm')));
  const members = [...own.matchAll(new RegExp(`^${indent}    (\\w+)(\\??): `, 'gm'))];
  return {
    required: members.filter(([, , mark]) => mark === '').map(([, member = '']) => member),
    all: new Set(members.map(([, member = '']) => member)),
  };
}

const stripeTypes: Record<string, [file: string, name: string]> = {
  'checkout.session': ['Checkout/Sessions.d.ts', 'Session'],
  payment_intent: ['PaymentIntents.d.ts', 'PaymentIntent'],
  payment_method: ['PaymentMethods.d.ts', 'PaymentMethod'],
  charge: ['Charges.d.ts', 'Charge'],
  customer: ['Customers.d.ts', 'Customer'],
  subscription: ['Subscriptions.d.ts', 'Subscription'],
  invoice: ['Invoices.d.ts', 'Invoice'],
  refund: ['Refunds.d.ts', 'Refund'],
  dispute: ['Disputes.d.ts', 'Dispute'],
  payout: ['Payouts.d.ts', 'Payout'],
};

test.each(eventsOf('stripe'))(
  'stripe $event holds an object of the type that the library declares',
  ({ event }) => {
    const { object } = bodyOf('stripe', event)['data'] as { object: Fields };
    const [file, name] = stripeTypes[String(object['object'])] ?? ['', ''];
    const { required, all } = membersOf(file, name);
    expect(required.filter((member) => !(member in object))).toEqual([]);
    expect(Object.keys(object).filter((member) => !all.has(member))).toEqual([]);
  },
);
