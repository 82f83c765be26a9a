import type { Provider } from './provider.ts';
import { SECOND } from './spans.ts';

/** docs.sentry.io/organization/integrations/integration-platform/webhooks. */
export const sentry: Provider = {
  id: 'sentry',
  name: 'Sentry',
  mark: { letters: 'Se', color: '#362d59' },
  docsUrl: 'https://docs.sentry.io/organization/integrations/integration-platform/webhooks/',
  clues: { headers: ['sentry-hook-resource', 'sentry-hook-signature'] },
  recognizes: () => true,
  eventType: (request) => request.header('sentry-hook-resource'),
  eventId: (request) => request.header('request-id'),
  schemeIds: ['sentry-sha256'],
  secret: {
    label: 'Client secret',
    example: '64 hex digits',
    where: 'Sentry → Settings → Developer Settings → the integration → Credentials → Client Secret.',
  },
  deadlineMs: SECOND,
};
