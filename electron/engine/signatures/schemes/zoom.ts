import type { MacScheme } from '../scheme.ts';
import { generatedKey } from '../secret-shape.ts';
import { timedHmac } from './timed-hmac.ts';

/** Zoom’s sample checks no age; it signs its JSON anew, which only fits where that gives the bytes that were sent. */
export const zoomV0: MacScheme = timedHmac({
  id: 'zoom-v0',
  name: 'Zoom v0',
  source: 'Zoom’s sample zoom/webhook-sample, index.js, read 2026-11-25',
  algorithm: 'sha256',
  encoding: 'hex',
  header: 'x-zm-signature',
  prefix: 'v0=',
  timestampHeader: 'x-zm-request-timestamp',
  timestampUnit: 's',
  before: (timestamp) => `v0:${timestamp}:`,
  key: (secret) => generatedKey(secret, 'secret token'),
});
