import type { Provider } from './provider.ts';

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
};
