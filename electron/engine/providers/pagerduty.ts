import { textAt, valueAt } from './json-field.ts';
import type { Provider } from './provider.ts';

/** Webhooks v3. developer.pagerduty.com/docs/webhooks-overview. */
export const pagerduty: Provider = {
  id: 'pagerduty',
  name: 'PagerDuty',
  mark: { letters: 'PD', color: '#04713d' },
  docsUrl: 'https://developer.pagerduty.com/docs/webhooks-overview',
  clues: { headers: ['x-pagerduty-signature'], body: ['"resource_type"'] },
  recognizes: (request) =>
    request.header('x-pagerduty-signature') !== undefined ||
    (textAt(request.json(), 'event', 'event_type') !== undefined &&
      valueAt(request.json(), 'event', 'resource_type') !== undefined),
  eventType: (request) => textAt(request.json(), 'event', 'event_type'),
  eventId: (request) => textAt(request.json(), 'event', 'id'),
  schemeIds: ['pagerduty-v1'],
  secret: {
    label: 'Secret',
    example: '64 characters',
    where:
      'It is shown once, when the subscription is made: Integrations → Generic Webhooks (v3) → New Webhook.',
  },
};
