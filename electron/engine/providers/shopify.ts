import type { Provider, ProviderRequest } from './provider.ts';
import { ANY_SUCCESS, doublingDelays, HOUR, SECOND } from './spans.ts';

/** The newer event subscriptions send the same headers without the `X-`. */
const field = (request: ProviderRequest, name: string) =>
  request.header(`x-shopify-${name}`) ?? request.header(`shopify-${name}`);

/** Headers: shopify.dev/docs/apps/build/webhooks/subscribe/https. */
export const shopify: Provider = {
  id: 'shopify',
  name: 'Shopify',
  mark: { letters: 'Sh', color: '#4b7a2b' },
  docsUrl: 'https://shopify.dev/docs/apps/build/webhooks',
  clues: { headers: ['x-shopify-topic', 'x-shopify-hmac-sha256', 'shopify-topic', 'shopify-hmac-sha256'] },
  recognizes: () => true,
  eventType: (request) => field(request, 'topic'),
  eventId: (request) => field(request, 'event-id') ?? field(request, 'webhook-id'),
  schemeIds: ['shopify-hmac'],
  secret: {
    label: 'Client secret',
    example: 'shpss_… or 32 hex digits',
    where:
      "For an app: Dev Dashboard → the app → Settings → Client secret. For webhooks made in a shop's admin: Settings → Notifications → Webhooks, below the list.",
  },
  deadlineMs: 5 * SECOND,
  retryProfile: {
    delaysMs: doublingDelays(8, 4 * HOUR),
    timeoutMs: 5 * SECOND,
    successStatuses: ANY_SUCCESS,
    isRetryAfterHonored: false,
    finalStatuses: [],
    afterwards: 'A subscription made through the API is deleted after 8 failures in a row.',
    note: 'Shopify says 8 times over 4 hours with growing intervals; here each is twice the one before.',
    source: 'https://shopify.dev/changelog (webhook retry mechanism, 2024-09-10)',
    readOn: '2026-11-25',
  },
};
