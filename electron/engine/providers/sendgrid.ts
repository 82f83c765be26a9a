import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';

/** A batch of events in one array; type and id are those of the first. */
export const sendgrid: Provider = {
  id: 'sendgrid',
  name: 'SendGrid',
  mark: { letters: 'SG', color: '#1a6fa3' },
  docsUrl: 'https://www.twilio.com/docs/sendgrid/for-developers/tracking-events/event',
  clues: { headers: ['x-twilio-email-event-webhook-signature'], body: ['"sg_event_id"'] },
  recognizes: (request) =>
    request.header('x-twilio-email-event-webhook-signature') !== undefined ||
    textAt(request.json(), 0, 'sg_event_id') !== undefined,
  eventType: (request) => textAt(request.json(), 0, 'event'),
  eventId: (request) => textAt(request.json(), 0, 'sg_event_id'),
  schemeIds: ['sendgrid-ecdsa'],
  secret: {
    label: 'Verification key',
    example: 'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE…',
    where:
      'app.sendgrid.com → Settings → Mail Settings → Event Webhooks → the webhook → Security features → Signature Verification.',
  },
};
