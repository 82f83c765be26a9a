import type { MacScheme } from '../scheme.ts';
import { bodyHmac } from './body-hmac.ts';

const source =
  'https://docs.github.com/en/webhooks/using-webhooks/validating-webhook-deliveries, read 2026-11-25';

export const githubSha256: MacScheme = bodyHmac({
  id: 'github-sha256',
  name: 'GitHub SHA-256',
  source,
  algorithm: 'sha256',
  encoding: 'hex',
  header: 'X-Hub-Signature-256',
  prefix: 'sha256=',
});

/** Sent along for receivers that were written before 2020. */
export const githubSha1: MacScheme = bodyHmac({
  id: 'github-sha1',
  name: 'GitHub SHA-1',
  source,
  algorithm: 'sha1',
  encoding: 'hex',
  header: 'X-Hub-Signature',
  prefix: 'sha1=',
});
