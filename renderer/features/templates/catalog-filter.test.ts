import { expect, it } from 'vitest';
import { eventEntry, filterEntries, storyEntry } from './catalog-filter.ts';

const entries = [
  eventEntry({ provider: 'stripe', event: 'invoice.paid', title: 'Invoice paid' }),
  eventEntry({ provider: 'github', event: 'push', title: 'Commits pushed' }),
  storyEntry({
    id: 'stripe-checkout',
    provider: 'stripe',
    title: 'Checkout',
    steps: [{ event: 'invoice.paid', title: 'Invoice paid' }],
  }),
];
const found = (query: string) =>
  filterEntries(entries, query, (id) => (id === 'github' ? 'GitHub' : 'Stripe')).map(({ key }) => key);

it('finds by event, title and provider, all words in any order', () => {
  expect(found('')).toHaveLength(3);
  expect(found('paid STRIPE')).toEqual(['stripe invoice.paid', 'story stripe-checkout']);
  expect(found('commits git')).toEqual(['github push']);
  expect(found('checkout')).toEqual(['story stripe-checkout']);
  expect(found('nothing')).toEqual([]);
});
