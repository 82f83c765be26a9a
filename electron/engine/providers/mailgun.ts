import { textAt, valueAt } from './json-field.ts';
import type { Provider } from './provider.ts';

/** The signature is in the body, beside `event-data`. documentation.mailgun.com/docs/mailgun/user-manual/webhooks. */
export const mailgun: Provider = {
  id: 'mailgun',
  name: 'Mailgun',
  mark: { letters: 'Mg', color: '#b32d3e' },
  docsUrl: 'https://documentation.mailgun.com/docs/mailgun/user-manual/webhooks/webhooks',
  clues: { body: ['"event-data"'] },
  recognizes: (request) => valueAt(request.json(), 'event-data', 'event') !== undefined,
  eventType: (request) => textAt(request.json(), 'event-data', 'event'),
  eventId: (request) => textAt(request.json(), 'event-data', 'id'),
  schemeIds: ['mailgun-hmac'],
  secret: {
    label: 'HTTP webhook signing key',
    example: '32 hex digits',
    where: 'app.mailgun.com → Settings → API security → HTTP webhook signing key.',
  },
};
