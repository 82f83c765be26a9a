import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { ANY_SUCCESS } from './spans.ts';
import { SVIX_DELAYS } from './svix.ts';

const EVENT = /^(?:email|contact|domain)\./;

/** Resend sends through Svix; what it tells of is an e-mail, a contact or a domain. resend.com/docs/webhooks. */
export const resend: Provider = {
  id: 'resend',
  name: 'Resend',
  mark: { letters: 'Re', color: '#0f0f10' },
  docsUrl: 'https://resend.com/docs/webhooks/introduction',
  clues: { headers: ['svix-id'] },
  recognizes: (request) =>
    EVENT.test(textAt(request.json(), 'type') ?? '') && textAt(request.json(), 'created_at') !== undefined,
  eventType: (request) => textAt(request.json(), 'type'),
  eventId: (request) => request.header('svix-id'),
  schemeIds: ['standard-v1'],
  secret: {
    label: 'Signing secret',
    example: 'whsec_…',
    where: 'resend.com → Webhooks → the webhook → Signing Secret.',
  },
  retryProfile: {
    delaysMs: SVIX_DELAYS,
    successStatuses: ANY_SUCCESS,
    isRetryAfterHonored: false,
    finalStatuses: [],
    afterwards:
      'Nothing is sent to an endpoint that was removed or disabled; a message can be replayed by hand.',
    source: 'https://resend.com/docs/webhooks/retries-and-replays',
    readOn: '2026-11-25',
  },
};
