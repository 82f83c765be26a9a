import { textAt, valueAt } from './json-field.ts';
import type { Provider } from './provider.ts';

/** razorpay.com/docs/webhooks. */
export const razorpay: Provider = {
  id: 'razorpay',
  name: 'Razorpay',
  mark: { letters: 'Rz', color: '#0b4fc4' },
  docsUrl: 'https://razorpay.com/docs/webhooks/',
  clues: { headers: ['x-razorpay-signature', 'x-razorpay-event-id'], body: ['"contains"'] },
  recognizes: (request) =>
    request.header('x-razorpay-signature') !== undefined ||
    request.header('x-razorpay-event-id') !== undefined ||
    (textAt(request.json(), 'entity') === 'event' &&
      textAt(request.json(), 'account_id')?.startsWith('acc_') === true &&
      valueAt(request.json(), 'payload') !== undefined),
  eventType: (request) => textAt(request.json(), 'event'),
  eventId: (request) => request.header('x-razorpay-event-id'),
  schemeIds: ['razorpay-sha256'],
  secret: {
    label: 'Webhook secret',
    example: 'any text you chose; not the API secret',
    where: 'dashboard.razorpay.com → Account & Settings → Webhooks → the webhook → Secret.',
  },
};
