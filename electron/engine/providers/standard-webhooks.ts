import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { ANY_SUCCESS, HOUR, MINUTE, SECOND } from './spans.ts';

/** Whoever follows the Standard Webhooks specification without a header of its own: OpenAI, Polar, Supabase and others. */
export const standardWebhooks: Provider = {
  id: 'standard-webhooks',
  name: 'Standard Webhooks',
  mark: { letters: 'SW', color: '#3b5bdb' },
  docsUrl: 'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md',
  clues: { headers: ['webhook-id', 'webhook-signature'] },
  recognizes: (request) =>
    request.header('webhook-id') !== undefined && request.header('webhook-timestamp') !== undefined,
  eventType: (request) => textAt(request.json(), 'type'),
  eventId: (request) => request.header('webhook-id'),
  schemeIds: ['standard-v1', 'standard-v1a'],
  secret: {
    label: 'Signing secret',
    example: 'whsec_… (base64), or whpk_… for the public key of v1a',
    where: "The webhook's settings at the sender; the specification asks each sender to show it there.",
  },
  retryProfile: {
    delaysMs: [
      5 * SECOND,
      5 * MINUTE,
      30 * MINUTE,
      2 * HOUR,
      5 * HOUR,
      10 * HOUR,
      14 * HOUR,
      20 * HOUR,
      24 * HOUR,
    ],
    timeoutMs: 20 * SECOND,
    successStatuses: ANY_SUCCESS,
    isRetryAfterHonored: true,
    finalStatuses: [410],
    afterwards:
      'The sender should tell the owner of the endpoint, and switch it off after days of failures or a 410.',
    note: 'The specification advises senders to wait 15 to 30 seconds for an answer; here 20.',
    source:
      'https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability',
    readOn: '2026-11-25',
  },
};
