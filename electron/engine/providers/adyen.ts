import { textAt, valueAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { ANY_SUCCESS, HOUR, MINUTE, SECOND } from './spans.ts';

const ITEM = ['notificationItems', 0, 'NotificationRequestItem'] as const;

/** Standard webhooks (one item each, signed inside of it). docs.adyen.com/development-resources/webhooks. */
export const adyen: Provider = {
  id: 'adyen',
  name: 'Adyen',
  mark: { letters: 'Ad', color: '#00752c' },
  docsUrl: 'https://docs.adyen.com/development-resources/webhooks/',
  clues: { body: ['"notificationItems"'] },
  recognizes: (request) => valueAt(request.json(), ...ITEM) !== undefined,
  eventType: (request) => textAt(request.json(), ...ITEM, 'eventCode'),
  eventId: (request) => textAt(request.json(), ...ITEM, 'pspReference'),
  schemeIds: ['adyen-hmac'],
  secret: {
    label: 'HMAC key',
    example: '64 hex digits',
    where:
      'Customer Area → Developers → Webhooks → the webhook → Security → HMAC Key → Generate. It is shown once.',
  },
  deadlineMs: 10 * SECOND,
  retryProfile: {
    // Three at once, then the queue's intervals, the last of which repeats until 30 days are over.
    delaysMs: [
      9 * SECOND,
      9 * SECOND,
      9 * SECOND,
      ...[2, 5, 10, 15, 30].map((minutes) => minutes * MINUTE),
      ...[1, 2, 4].map((hours) => hours * HOUR),
      ...Array.from({ length: 88 }, () => 8 * HOUR),
    ],
    timeoutMs: 10 * SECOND,
    successStatuses: ANY_SUCCESS,
    isRetryAfterHonored: false,
    finalStatuses: [],
    afterwards: 'The webhook shows as failing; messages older than 30 days are dropped.',
    note: 'Adyen lists 9, 18 and 27 seconds, then 2 minutes to 8 hours, for up to 30 days; that the last interval repeats is read into it.',
    source: 'https://docs.adyen.com/development-resources/webhooks/troubleshoot',
    readOn: '2026-11-25',
  },
};
