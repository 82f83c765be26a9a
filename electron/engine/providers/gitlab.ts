import type { Provider } from './provider.ts';
import { SECOND } from './spans.ts';

/** docs.gitlab.com/user/project/integrations/webhooks. */
export const gitlab: Provider = {
  id: 'gitlab',
  name: 'GitLab',
  mark: { letters: 'GL', color: '#c0391b' },
  docsUrl: 'https://docs.gitlab.com/user/project/integrations/webhooks/',
  clues: { headers: ['x-gitlab-event', 'x-gitlab-token'] },
  recognizes: () => true,
  eventType: (request) => request.header('x-gitlab-event'),
  // The key stays the same when GitLab sends again; the event's UUID is older and shared by hooks that set off hooks.
  eventId: (request) => request.header('idempotency-key') ?? request.header('x-gitlab-event-uuid'),
  schemeIds: ['gitlab-token'],
  secret: {
    label: 'Secret token',
    example: 'any text you chose',
    where:
      'Project or group → Settings → Webhooks → the webhook → Secret token. GitLab does not show it again.',
  },
  deadlineMs: 10 * SECOND,
};
