import { textAt, valueAt } from './json-field.ts';
import type { Provider } from './provider.ts';

/** A batch of up to 100 events in one array; type and id are those of the first. */
export const hubspot: Provider = {
  id: 'hubspot',
  name: 'HubSpot',
  mark: { letters: 'HS', color: '#b0421f' },
  docsUrl: 'https://developers.hubspot.com/docs/api-reference/webhooks-webhooks-v3/guide',
  clues: { headers: ['x-hubspot-signature-v3', 'x-hubspot-signature'], body: ['"subscriptionType"'] },
  recognizes: (request) =>
    request.header('x-hubspot-signature-v3') !== undefined ||
    request.header('x-hubspot-signature') !== undefined ||
    (valueAt(request.json(), 0, 'portalId') !== undefined &&
      textAt(request.json(), 0, 'subscriptionType') !== undefined),
  eventType: (request) => textAt(request.json(), 0, 'subscriptionType'),
  eventId: (request) => textAt(request.json(), 0, 'eventId'),
  schemeIds: ['hubspot-v3', 'hubspot-v2', 'hubspot-v1'],
  secret: {
    label: 'Client secret',
    example: 'a UUID',
    where: 'developers.hubspot.com → Apps → the app → Auth → Client secret.',
  },
};
