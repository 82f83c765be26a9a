import { textAt, valueAt } from './json-field.ts';
import type { Provider } from './provider.ts';

/** typeform.com/developers/webhooks. */
export const typeform: Provider = {
  id: 'typeform',
  name: 'Typeform',
  mark: { letters: 'Tf', color: '#262627' },
  docsUrl: 'https://www.typeform.com/developers/webhooks/',
  clues: { headers: ['typeform-signature'], body: ['"form_response"'] },
  recognizes: (request) =>
    request.header('typeform-signature') !== undefined ||
    (textAt(request.json(), 'event_type') !== undefined &&
      valueAt(request.json(), 'form_response', 'form_id') !== undefined),
  eventType: (request) => textAt(request.json(), 'event_type'),
  eventId: (request) => textAt(request.json(), 'event_id'),
  schemeIds: ['typeform-sha256'],
  secret: {
    label: 'Secret',
    example: 'any text you chose',
    where: 'The form → Connect → Webhooks → the webhook → Edit → Secret.',
  },
};
