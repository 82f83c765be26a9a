import { textAt, valueAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { ANY_SUCCESS, MINUTE, SECOND } from './spans.ts';

/** Envelope and headers: developers.zoom.us/docs/api/webhooks. */
export const zoom: Provider = {
  id: 'zoom',
  name: 'Zoom',
  mark: { letters: 'Zm', color: '#0b5cff' },
  docsUrl: 'https://developers.zoom.us/docs/api/webhooks/',
  clues: { headers: ['x-zm-signature', 'x-zm-request-timestamp'], body: ['"event_ts"'] },
  recognizes: (request) =>
    request.header('x-zm-signature') !== undefined ||
    request.header('x-zm-request-timestamp') !== undefined ||
    (textAt(request.json(), 'event') !== undefined && valueAt(request.json(), 'payload') !== undefined),
  eventType: (request) => textAt(request.json(), 'event'),
  eventId: (request) => request.header('x-zm-trackingid'),
  schemeIds: ['zoom-v0'],
  secret: {
    label: 'Secret token',
    example: '22 letters and digits',
    where: 'marketplace.zoom.us → Manage → the app → Features → Access → Secret Token.',
  },
  handshake:
    'An endpoint.url_validation event is answered within 3 seconds with its plainToken and the HMAC-SHA256 of it; asked again every 72 hours.',
  deadlineMs: 3 * SECOND,
  retryProfile: {
    delaysMs: [5 * MINUTE, 20 * MINUTE, 60 * MINUTE],
    timeoutMs: 3 * SECOND,
    successStatuses: ANY_SUCCESS,
    isRetryAfterHonored: false,
    finalStatuses: [],
    afterwards: 'No more of that event; the next events are sent as usual.',
    source: 'https://developers.zoom.us/blog/webhook-delays',
    readOn: '2026-11-25',
  },
};
