import type { MacScheme } from '../scheme.ts';
import { bodyHmac } from './body-hmac.ts';

/** Vendors that sign the raw body with SHA-256 or SHA-1 and differ in nothing but the header. */

/** Meta escapes its JSON (`\u00e4`) and signs what it sends: only the raw bytes fit. */
export const metaSha256: MacScheme = bodyHmac({
  id: 'meta-sha256',
  name: 'Meta SHA-256',
  source:
    'from general knowledge, to be confirmed: https://developers.facebook.com/docs/graph-api/webhooks/getting-started#validate-payloads',
  algorithm: 'sha256',
  encoding: 'hex',
  header: 'X-Hub-Signature-256',
  prefix: 'sha256=',
});

export const metaSha1: MacScheme = bodyHmac({
  id: 'meta-sha1',
  name: 'Meta SHA-1',
  source: 'Meta’s sample fbsamples/original-coast-clothing, app.js, read 2026-11-25',
  algorithm: 'sha1',
  encoding: 'hex',
  header: 'X-Hub-Signature',
  prefix: 'sha1=',
});

export const bitbucketSha256: MacScheme = bodyHmac({
  id: 'bitbucket-sha256',
  name: 'Bitbucket',
  source:
    'https://support.atlassian.com/bitbucket-cloud/kb/bitbucket-cloud-python-sample-code-to-verify-webhook-signature/ for the header, read 2026-11-25; sha256= and hex as @coderabbitai/bitbucket 1.1 quotes Bitbucket Data Center’s manual',
  algorithm: 'sha256',
  encoding: 'hex',
  header: 'X-Hub-Signature',
  prefix: 'sha256=',
});

export const intercomSha1: MacScheme = bodyHmac({
  id: 'intercom-sha1',
  name: 'Intercom',
  source:
    'https://developers.intercom.com/intercom-api-reference/v1.0/reference/signed-notifications, read 2026-11-25; that the key is now the client secret is from general knowledge',
  algorithm: 'sha1',
  encoding: 'hex',
  header: 'X-Hub-Signature',
  prefix: 'sha1=',
});

/** SHA-256 in base64, where others with this prefix write hex. */
export const typeformSha256: MacScheme = bodyHmac({
  id: 'typeform-sha256',
  name: 'Typeform',
  source: 'https://www.typeform.com/developers/webhooks/secure-your-webhooks/, read 2026-11-25',
  algorithm: 'sha256',
  encoding: 'base64',
  header: 'Typeform-Signature',
  prefix: 'sha256=',
});

export const razorpaySha256: MacScheme = bodyHmac({
  id: 'razorpay-sha256',
  name: 'Razorpay',
  source:
    'https://razorpay.com/docs/webhooks/integrations/ and razorpay-node lib/utils/razorpay-utils.js, read 2026-11-25',
  algorithm: 'sha256',
  encoding: 'hex',
  header: 'X-Razorpay-Signature',
});

/** Its Sentry-Hook-Timestamp is not part of what is signed. */
export const sentrySha256: MacScheme = bodyHmac({
  id: 'sentry-sha256',
  name: 'Sentry',
  source: 'https://docs.sentry.io/product/integrations/integration-platform/webhooks/, read 2026-11-25',
  algorithm: 'sha256',
  encoding: 'hex',
  header: 'Sentry-Hook-Signature',
});
