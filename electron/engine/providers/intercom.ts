import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';

/** The same header name as GitHub's and Meta's older one; what tells it apart is the body. */
export const intercom: Provider = {
  id: 'intercom',
  name: 'Intercom',
  mark: { letters: 'Ic', color: '#1c5fd4' },
  docsUrl: 'https://developers.intercom.com/docs/webhooks',
  clues: { headers: ['x-hub-signature'], body: ['"notification_event"'] },
  recognizes: (request) =>
    textAt(request.json(), 'type') === 'notification_event' && textAt(request.json(), 'topic') !== undefined,
  eventType: (request) => textAt(request.json(), 'topic'),
  eventId: (request) => textAt(request.json(), 'id'),
  schemeIds: ['intercom-sha1'],
  secret: {
    label: 'Client secret',
    example: 'a UUID',
    where:
      'app.intercom.com → Settings → Integrations → Developer Hub → the app → Basic information → Client secret.',
  },
};
