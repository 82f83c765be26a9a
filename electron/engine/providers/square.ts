import { textAt, valueAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { SECOND } from './spans.ts';

/** Envelope and headers: developer.squareup.com/docs/webhooks/overview. */
export const square: Provider = {
  id: 'square',
  name: 'Square',
  mark: { letters: 'Sq', color: '#1a1a1a' },
  docsUrl: 'https://developer.squareup.com/docs/webhooks/overview',
  clues: { headers: ['x-square-hmacsha256-signature', 'x-square-signature'], body: ['"merchant_id"'] },
  recognizes(request) {
    if (request.header('x-square-hmacsha256-signature') ?? request.header('x-square-signature')) return true;
    const event = request.json();
    return (
      ['merchant_id', 'event_id', 'type'].every((name) => textAt(event, name) !== undefined) &&
      valueAt(event, 'data', 'type') !== undefined
    );
  },
  eventType: (request) => textAt(request.json(), 'type'),
  eventId: (request) => textAt(request.json(), 'event_id'),
  schemeIds: ['square-hmac'],
  secret: {
    label: 'Signature key',
    example: '22 characters, letters, digits, - and _',
    where:
      'developer.squareup.com → the application → Webhooks → Subscriptions → the subscription → Signature key → Show.',
  },
  deadlineMs: 10 * SECOND,
};
