import type { MacScheme } from '../scheme.ts';
import { generatedKey, malformed } from '../secret-shape.ts';
import { pairHeader } from './pair-header.ts';

const API_KEY = /^(sk|rk|pk)_(live|test)_/;

export const stripeV1: MacScheme = pairHeader({
  id: 'stripe-v1',
  name: 'Stripe v1',
  source:
    'https://docs.stripe.com/webhooks#verify-manually and stripe-node 23.1 Webhooks.ts, read 2026-11-25',
  // Stripe's libraries look at the age only: a timestamp in the future passes.
  tolerance: { pastMs: 300_000 },
  header: 'Stripe-Signature',
  separator: ',',
  timestampName: 't',
  signatureName: 'v1',
  between: '.',

  /** The key is the text with its `whsec_`: unlike that of Standard Webhooks it is not decoded. */
  key(secret) {
    const apiKey = API_KEY.exec(secret);
    if (apiKey !== null) {
      return malformed(
        `This is a Stripe API key (${apiKey[0]}…), not a signing secret: the endpoint's page in the dashboard shows one that begins with whsec_.`,
      );
    }
    if (/^we_[A-Za-z0-9]+$/.test(secret)) {
      return malformed(
        'This is the id of a webhook endpoint (we_…), not its signing secret, which begins with whsec_.',
      );
    }
    return generatedKey(secret, 'signing secret');
  },
});
