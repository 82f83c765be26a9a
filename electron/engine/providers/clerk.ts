import { textAt, valueAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { SECOND } from './spans.ts';
import { SVIX_RETRIES } from './svix.ts';

/** Clerk sends through Svix; its events name the instance they come from. clerk.com/docs/guides/development/webhooks. */
export const clerk: Provider = {
  id: 'clerk',
  name: 'Clerk',
  mark: { letters: 'Ck', color: '#5b46e0' },
  docsUrl: 'https://clerk.com/docs/guides/development/webhooks/overview',
  clues: { headers: ['svix-id'] },
  recognizes: (request) =>
    textAt(request.json(), 'object') === 'event' && valueAt(request.json(), 'instance_id') !== undefined,
  eventType: (request) => textAt(request.json(), 'type'),
  eventId: (request) => request.header('svix-id'),
  schemeIds: ['standard-v1'],
  secret: {
    label: 'Signing secret',
    example: 'whsec_…',
    where: 'dashboard.clerk.com → Configure → Webhooks → the endpoint → Signing Secret.',
  },
  deadlineMs: 15 * SECOND,
  retryProfile: SVIX_RETRIES,
};
