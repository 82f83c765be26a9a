import { textAt, valueAt } from './json-field.ts';
import type { Provider } from './provider.ts';

/** Facebook, Instagram, WhatsApp and Messenger. developers.facebook.com/docs/graph-api/webhooks/getting-started. */
export const meta: Provider = {
  id: 'meta',
  name: 'Meta',
  mark: { letters: 'M', color: '#0866ff' },
  docsUrl: 'https://developers.facebook.com/docs/graph-api/webhooks',
  clues: {
    headers: ['x-hub-signature-256', 'x-hub-signature'],
    body: ['"entry"'],
    query: ['hub.mode=', 'hub%2Emode='],
  },
  recognizes(request) {
    if (request.method === 'GET') {
      const query = new URLSearchParams(request.target.split('?')[1] ?? '');
      // WebSub asks with the same names, and always for a topic.
      return query.has('hub.mode') && query.has('hub.verify_token') && !query.has('hub.topic');
    }
    const event = request.json();
    return textAt(event, 'object') !== undefined && Array.isArray(valueAt(event, 'entry'));
  },
  eventType(request) {
    if (request.method === 'GET') return 'hub.challenge';
    const event = request.json();
    const object = textAt(event, 'object') ?? '';
    const isMessaging = valueAt(event, 'entry', 0, 'messaging') !== undefined;
    const field = textAt(event, 'entry', 0, 'changes', 0, 'field') ?? (isMessaging ? 'messages' : undefined);
    return field === undefined ? object : `${object}.${field}`;
  },
  eventId: (request) =>
    textAt(request.json(), 'entry', 0, 'changes', 0, 'value', 'messages', 0, 'id') ??
    textAt(request.json(), 'entry', 0, 'messaging', 0, 'message', 'mid'),
  schemeIds: ['meta-sha256', 'meta-sha1'],
  secret: {
    label: 'App secret',
    example: '32 hex digits',
    where: 'developers.facebook.com/apps → the app → App settings → Basic → App secret → Show.',
  },
  handshake:
    'A GET with hub.mode=subscribe is answered 200 with hub.challenge when hub.verify_token is the one you chose, else 403.',
};
