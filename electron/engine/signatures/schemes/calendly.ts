import type { MacScheme } from '../scheme.ts';
import { pairHeader } from './pair-header.ts';

export const calendlyV1: MacScheme = pairHeader({
  id: 'calendly-v1',
  name: 'Calendly v1',
  source:
    'https://developer.calendly.com/api-docs/overview/webhooks/webhook-signatures, whose samples take 3 minutes, read 2026-11-25',
  tolerance: { pastMs: 180_000 },
  header: 'Calendly-Webhook-Signature',
  separator: ',',
  timestampName: 't',
  signatureName: 'v1',
  between: '.',
});
