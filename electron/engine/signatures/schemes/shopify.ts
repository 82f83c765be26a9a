import { findHeader } from '../../../../shared/http/headers.ts';
import type { MacScheme } from '../scheme.ts';
import { generatedKey, malformed } from '../secret-shape.ts';
import { bodyHmac } from './body-hmac.ts';

const scheme = bodyHmac({
  id: 'shopify-hmac',
  name: 'Shopify',
  source:
    'https://shopify.dev/docs/apps/build/webhooks/subscribe/https and @shopify/shopify-api 13.1 webhooks/validate, read 2026-11-25',
  algorithm: 'sha256',
  encoding: 'base64',
  header: 'X-Shopify-Hmac-Sha256',
  key(secret) {
    const token = /^shp(?:at|ca|pa|ua)_/.exec(secret);
    if (token === null) return generatedKey(secret, 'client secret');
    return malformed(
      `This is an access token (${token[0]}…), not the app's client secret, which is what Shopify signs with.`,
    );
  },
});

/** The Events family of 2026 has the header without its `X-`, and goes before, as in Shopify's library. */
const EVENTS_HEADER = 'shopify-hmac-sha256';

export const shopifyHmac: MacScheme = {
  ...scheme,
  read(message) {
    const value = findHeader(message.headers, EVENTS_HEADER);
    if (value === undefined || value === '') return scheme.read(message);
    return { signatures: [value] };
  },
};
