import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { ANY_SUCCESS, DAY, growingDelays, MINUTE } from './spans.ts';

/** PayPal's REST webhooks. Headers and envelope: developer.paypal.com/api/rest/webhooks/rest. */
export const paypal: Provider = {
  id: 'paypal',
  name: 'PayPal',
  mark: { letters: 'PP', color: '#003087' },
  docsUrl: 'https://developer.paypal.com/api/rest/webhooks/',
  clues: { headers: ['paypal-transmission-id', 'paypal-transmission-sig'], body: ['"WH-'] },
  recognizes: (request) =>
    request.header('paypal-transmission-id') !== undefined ||
    request.header('paypal-transmission-sig') !== undefined ||
    (textAt(request.json(), 'id')?.startsWith('WH-') === true &&
      textAt(request.json(), 'event_type') !== undefined),
  eventType: (request) => textAt(request.json(), 'event_type'),
  eventId: (request) => textAt(request.json(), 'id'),
  schemeIds: ['paypal-rsa'],
  secret: {
    label: 'Webhook ID',
    example: '8PT597110X687430LKGECATA',
    where:
      'developer.paypal.com → Apps & Credentials → the app → Webhooks → the id beside the URL. It is part of what is signed; the key is the certificate that each message names.',
  },
  retryProfile: {
    delaysMs: growingDelays(25, MINUTE, 3 * DAY),
    successStatuses: ANY_SUCCESS,
    isRetryAfterHonored: false,
    finalStatuses: [],
    afterwards: 'The event can be sent again from the Webhooks Events dashboard or through the API.',
    note: 'PayPal says up to 25 times over 3 days, not at which intervals; here they grow evenly from one minute.',
    source: 'https://developer.paypal.com/api/rest/webhooks/',
    readOn: '2026-11-25',
  },
};
