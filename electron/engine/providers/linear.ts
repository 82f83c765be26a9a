import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { SECOND } from './spans.ts';

/** Headers: linear.app/developers/webhooks. */
export const linear: Provider = {
  id: 'linear',
  name: 'Linear',
  mark: { letters: 'Ln', color: '#4f5bb8' },
  docsUrl: 'https://linear.app/developers/webhooks',
  clues: { headers: ['linear-signature', 'linear-delivery', 'linear-event'] },
  recognizes: () => true,
  eventType: (request) => request.header('linear-event') ?? textAt(request.json(), 'type'),
  eventId: (request) => request.header('linear-delivery'),
  schemeIds: ['linear-hmac'],
  secret: {
    label: 'Signing secret',
    example: 'lin_wh_…',
    where: 'Linear → Settings → Administration → API → Webhooks → the webhook → Signing secret.',
  },
  deadlineMs: 5 * SECOND,
};
