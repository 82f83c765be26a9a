import { wireBytes } from '../bytes.ts';
import { header, readHeader, readPairs } from '../header-signature.ts';
import { unusable, type MacScheme } from '../scheme.ts';
import { generatedKey, malformed } from '../secret-shape.ts';
import { writeTimestamp } from '../timestamp.ts';
import { contentAround } from './body-hmac.ts';

const NAME = 'Stripe-Signature';

const API_KEY = /^(sk|rk|pk)_(live|test)_/;

export const stripeV1: MacScheme = {
  id: 'stripe-v1',
  name: 'Stripe v1',
  source:
    'https://docs.stripe.com/webhooks#verify-manually and stripe-node 23.1 Webhooks.ts, read 2026-11-25',
  kind: 'hmac',
  algorithm: 'sha256',
  encoding: 'hex',
  timestampUnit: 's',
  // Stripe's libraries look at the age only: a timestamp in the future passes.
  tolerance: { pastMs: 300_000 },
  ...contentAround((_head, claim) => ({ before: wireBytes(`${claim.timestamp ?? ''}.`) })),

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

  read(message) {
    const value = readHeader(message, NAME);
    if (typeof value !== 'string') return value;
    const pairs = readPairs(value, ',');
    const timestamps = pairs.filter(([name]) => name === 't').map(([, text]) => text);
    const signatures = pairs.filter(([name]) => name === 'v1').map(([, text]) => text);
    const [timestamp] = timestamps;
    if (timestamp === undefined) return unusable('timestamp_missing', `The ${NAME} header has no t=.`);
    if (timestamps.length > 1)
      return unusable('timestamp_malformed', `The ${NAME} header has more than one t=.`);
    if (signatures.length === 0) return unusable('signature_missing', `The ${NAME} header has no v1=.`);
    return { signatures, timestamp };
  },
  prepare: (message, input) => ({
    message,
    claim: { signatures: [], timestamp: writeTimestamp(input, 's') },
  }),
  write: ({ timestamp = '' }, signature) => ({ headers: [header(NAME, `t=${timestamp},v1=${signature}`)] }),
};
