import type { Provider } from './provider.ts';

const EVENT_KEY = /^(?:repo|pullrequest|pr|issue|project|diagnostics|mirror):/;

/** Bitbucket Cloud and Data Center. support.atlassian.com/bitbucket-cloud/docs/event-payloads. */
export const bitbucket: Provider = {
  id: 'bitbucket',
  name: 'Bitbucket',
  mark: { letters: 'BB', color: '#0052cc' },
  docsUrl: 'https://support.atlassian.com/bitbucket-cloud/docs/manage-webhooks/',
  clues: { headers: ['x-event-key'] },
  recognizes: (request) => EVENT_KEY.test(request.header('x-event-key') ?? ''),
  eventType: (request) => request.header('x-event-key'),
  eventId: (request) => request.header('x-request-uuid') ?? request.header('x-request-id'),
  schemeIds: ['bitbucket-sha256'],
  secret: {
    label: 'Secret',
    example: 'any text you chose',
    where: 'Repository → Repository settings → Webhooks → the webhook → Edit → Secret.',
  },
};
