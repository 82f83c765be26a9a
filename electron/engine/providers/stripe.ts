import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { ANY_SUCCESS, DAY, doublingDelays } from './spans.ts';

/** Retries: docs.stripe.com/webhooks, read 2026-11-25; what an event holds: docs.stripe.com/api/events/object. */
export const stripe: Provider = {
  id: 'stripe',
  name: 'Stripe',
  mark: { letters: 'St', color: '#635bff' },
  docsUrl: 'https://docs.stripe.com/webhooks',
  clues: { headers: ['stripe-signature'], body: ['"evt_'] },
  recognizes(request) {
    if (request.header('stripe-signature') !== undefined) return true;
    const event = request.json();
    const kind = textAt(event, 'object');
    return (kind === 'event' || kind === 'v2.core.event') && textAt(event, 'id')?.startsWith('evt_') === true;
  },
  eventType: (request) => textAt(request.json(), 'type'),
  eventId: (request) => textAt(request.json(), 'id'),
  schemeIds: ['stripe-v1'],
  secret: {
    label: 'Signing secret',
    example: 'whsec_…',
    where:
      'Dashboard → Developers → Webhooks → the endpoint → Signing secret → Reveal. Each endpoint has its own, and stripe listen prints another.',
  },
  retryProfile: {
    delaysMs: doublingDelays(12, 3 * DAY),
    successStatuses: ANY_SUCCESS,
    isRetryAfterHonored: false,
    finalStatuses: [],
    afterwards: 'The event can be sent again by hand from the dashboard for 15 days.',
    note: 'Stripe says "up to three days with an exponential back off" in live mode, and three times over a few hours in a sandbox; twelve retries, each twice as late as the one before, fill the three days.',
    source: 'https://docs.stripe.com/webhooks#automatic-retries',
    readOn: '2026-11-25',
  },
};
