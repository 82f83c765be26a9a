import { wireBytes } from '../bytes.ts';
import type { MacScheme } from '../scheme.ts';
import { generatedKey } from '../secret-shape.ts';
import { bodyHmac, contentAround } from './body-hmac.ts';

/** The notification URL as the subscription names it, directly followed by the body. */
export const squareHmac: MacScheme = {
  ...bodyHmac({
    id: 'square-hmac',
    name: 'Square',
    source:
      'https://developer.squareup.com/docs/webhooks/step3validate and square-nodejs-sdk 46 WebhooksHelper, read 2026-11-25',
    algorithm: 'sha256',
    encoding: 'base64',
    header: 'x-square-hmacsha256-signature',
    key: (secret) => generatedKey(secret, 'signature key'),
  }),
  ...contentAround(({ url }) => ({ before: wireBytes(url) })),
};
