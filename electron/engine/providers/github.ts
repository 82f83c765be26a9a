import type { Provider } from './provider.ts';
import { ANY_SUCCESS, SECOND } from './spans.ts';

/** Forges that speak GitHub's dialect send its headers beside their own. */
const OTHER_FORGES = ['x-gitea-event', 'x-gogs-event', 'x-forgejo-event'];

/** Headers: docs.github.com/en/webhooks/webhook-events-and-payloads. */
export const github: Provider = {
  id: 'github',
  name: 'GitHub',
  mark: { letters: 'GH', color: '#24292f' },
  docsUrl: 'https://docs.github.com/en/webhooks',
  clues: { headers: ['x-github-event', 'x-github-delivery'] },
  recognizes: (request) => OTHER_FORGES.every((name) => request.header(name) === undefined),
  eventType: (request) => request.header('x-github-event'),
  eventId: (request) => request.header('x-github-delivery'),
  schemeIds: ['github-sha256', 'github-sha1'],
  secret: {
    label: 'Secret',
    example: 'any text you chose',
    where:
      'Repository or organization → Settings → Webhooks → the webhook → Secret. GitHub does not show it again: set a new one if it is lost.',
  },
  handshake: 'GitHub sends a ping event when the webhook is made; any answer will do.',
  deadlineMs: 10 * SECOND,
  retryProfile: {
    delaysMs: [],
    timeoutMs: 10 * SECOND,
    successStatuses: ANY_SUCCESS,
    isRetryAfterHonored: false,
    finalStatuses: [],
    afterwards:
      'GitHub never sends again by itself; a delivery can be redelivered by hand or through the API for 3 days.',
    source: 'https://docs.github.com/en/webhooks/using-webhooks/handling-failed-webhook-deliveries',
    readOn: '2026-11-25',
  },
};
