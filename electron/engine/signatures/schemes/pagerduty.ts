import { header, readHeader } from '../header-signature.ts';
import { unusable, type MacScheme } from '../scheme.ts';
import { bodyHmac } from './body-hmac.ts';

const NAME = 'X-PagerDuty-Signature';

/** `v1=…,v1=…`: two of them while a secret is rotated. */
export const pagerdutyV1: MacScheme = {
  ...bodyHmac({
    id: 'pagerduty-v1',
    name: 'PagerDuty v1',
    source: 'docs/webhooks/04-Signatures.md of PagerDuty/developer-docs, read 2026-11-25',
    algorithm: 'sha256',
    encoding: 'hex',
    header: NAME,
    prefix: 'v1=',
  }),
  read(message) {
    const value = readHeader(message, NAME);
    if (typeof value !== 'string') return value;
    const signatures = value
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part.startsWith('v1='))
      .map((part) => part.slice(3));
    return signatures.length === 0
      ? unusable('signature_malformed', `The ${NAME} header has no v1=.`)
      : { signatures };
  },
  write: (_claim, signature) => ({ headers: [header(NAME, `v1=${signature}`)] }),
};
