import type { Provider } from './provider.ts';
import { DAY } from './spans.ts';

const FIRST_DELAY_MS = 10_000;
const MAX_RESENDS = 15;

/** PayPal's Instant Payment Notification: a form, proven by asking PayPal back. developer.paypal.com/api/nvp-soap/ipn. */
export const paypalIpn: Provider = {
  id: 'paypal-ipn',
  name: 'PayPal IPN',
  mark: { letters: 'IPN', color: '#0070ba' },
  docsUrl: 'https://developer.paypal.com/api/nvp-soap/ipn/',
  clues: { body: ['ipn_track_id=', 'verify_sign='] },
  recognizes: (request) =>
    request.form().has('ipn_track_id') ||
    (request.form().has('verify_sign') &&
      (request.form().has('txn_type') || request.form().has('payment_status'))),
  // A refund or reversal has no `txn_type`: what it tells of is the payment's new status.
  eventType: (request) => request.form().get('txn_type') ?? request.form().get('payment_status') ?? undefined,
  eventId: (request) => request.form().get('ipn_track_id') ?? request.form().get('txn_id') ?? undefined,
  schemeIds: [],
  handshake:
    'An empty 200 at once, then the whole message is posted back to PayPal, which answers VERIFIED or INVALID.',
  // For the first post; the further ones may take 30 seconds.
  deadlineMs: 20_000,
  retryProfile: {
    delaysMs: Array.from({ length: MAX_RESENDS }, (_, index) => Math.min(FIRST_DELAY_MS * 2 ** index, DAY)),
    timeoutMs: 20_000,
    successStatuses: { from: 200, to: 200 },
    isRetryAfterHonored: false,
    finalStatuses: [],
    afterwards: 'The IPN History page shows it as failed and can send it again.',
    note: 'Its pages agree on the spacing and on at most four days; that it is sent again at most 15 times is said on the IPN History page (developer.paypal.com/api/nvp-soap/ipn/IPNOperations). The 15th comes 2.9 days after the first.',
    source: 'https://www.paypal.com/us/cshelp/article/how-long-is-the-ipn-timeout-length-ts1063',
    readOn: '2026-11-25',
  },
};
