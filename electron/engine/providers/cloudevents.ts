import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';

/** CloudEvents 1.0 over HTTP, binary (`ce-` headers) and structured, alone or in batches; and its abuse-protection OPTIONS. */
export const cloudevents: Provider = {
  id: 'cloudevents',
  name: 'CloudEvents',
  mark: { letters: 'CE', color: '#37598f' },
  docsUrl: 'https://github.com/cloudevents/spec/blob/main/cloudevents/http-webhook.md',
  clues: { headers: ['ce-specversion', 'webhook-request-origin'], body: ['"specversion"'] },
  recognizes(request) {
    if (request.header('ce-specversion') !== undefined) return request.header('ce-type') !== undefined;
    if (request.method === 'OPTIONS') return request.header('webhook-request-origin') !== undefined;
    const event = request.json();
    const at = Array.isArray(event) ? [0] : [];
    return ['specversion', 'type', 'source', 'id'].every((name) => textAt(event, ...at, name) !== undefined);
  },
  eventType: (request) =>
    request.header('ce-type') ?? textAt(request.json(), 'type') ?? textAt(request.json(), 0, 'type'),
  eventId: (request) =>
    request.header('ce-id') ?? textAt(request.json(), 'id') ?? textAt(request.json(), 0, 'id'),
  schemeIds: [],
  handshake:
    'An OPTIONS with WebHook-Request-Origin is answered with WebHook-Allowed-Origin and WebHook-Allowed-Rate.',
};
