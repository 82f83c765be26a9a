import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { DAY, growingDelays, SECOND } from './spans.ts';

/** Paddle Billing. developer.paddle.com/webhooks/overview. */
export const paddle: Provider = {
  id: 'paddle',
  name: 'Paddle',
  mark: { letters: 'Pd', color: '#1c1c8a' },
  docsUrl: 'https://developer.paddle.com/webhooks/overview',
  clues: { headers: ['paddle-signature'], body: ['"ntf_'] },
  recognizes: (request) =>
    request.header('paddle-signature') !== undefined ||
    (textAt(request.json(), 'notification_id')?.startsWith('ntf_') === true &&
      textAt(request.json(), 'event_id')?.startsWith('evt_') === true),
  eventType: (request) => textAt(request.json(), 'event_type'),
  eventId: (request) => textAt(request.json(), 'event_id'),
  schemeIds: ['paddle-h1'],
  secret: {
    label: 'Secret key',
    example: 'pdl_ntfset_…',
    where: 'vendors.paddle.com → Developer Tools → Notifications → the destination → Edit → Secret key.',
  },
  deadlineMs: 5 * SECOND,
  retryProfile: {
    delaysMs: growingDelays(60, 20 * SECOND, 3 * DAY),
    timeoutMs: 5 * SECOND,
    successStatuses: { from: 200, to: 200 },
    isRetryAfterHonored: false,
    finalStatuses: [],
    afterwards: 'The notification can be replayed by hand or through the API.',
    note: 'Paddle says up to 60 times over 3 days with exponential backoff for live accounts; here the intervals grow evenly from 20 seconds.',
    source: 'https://developer.paddle.com/webhooks/about/respond-to-webhooks',
    readOn: '2026-11-25',
  },
};
