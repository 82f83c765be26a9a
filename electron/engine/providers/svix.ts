import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { ANY_SUCCESS, HOUR, MINUTE, SECOND } from './spans.ts';
import type { RetryProfile } from '../../../shared/model/retry-profile.ts';

/** When Svix, and those who send through it, try again. docs.svix.com/retries. */
export const SVIX_DELAYS = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 10 * HOUR];

export const SVIX_RETRIES: RetryProfile = {
  delaysMs: SVIX_DELAYS,
  timeoutMs: 15 * SECOND,
  successStatuses: ANY_SUCCESS,
  isRetryAfterHonored: false,
  finalStatuses: [],
  afterwards: 'The endpoint is disabled when all attempts to it failed for 5 days.',
  source: 'https://docs.svix.com/retries',
  readOn: '2026-11-25',
};

/** Services that send through Svix and are none of those with a file of their own. */
export const svix: Provider = {
  id: 'svix',
  name: 'Svix',
  mark: { letters: 'Sv', color: '#1f5fae' },
  docsUrl: 'https://docs.svix.com/receiving/introduction',
  clues: { headers: ['svix-id', 'svix-signature'] },
  recognizes: () => true,
  eventType: (request) => textAt(request.json(), 'type') ?? textAt(request.json(), 'eventType'),
  eventId: (request) => request.header('svix-id'),
  schemeIds: ['standard-v1', 'standard-v1a'],
  secret: {
    label: 'Signing secret',
    example: 'whsec_…',
    where: "The sender's webhook portal → Endpoints → the endpoint → Signing Secret.",
  },
  deadlineMs: 15 * SECOND,
  retryProfile: SVIX_RETRIES,
};
