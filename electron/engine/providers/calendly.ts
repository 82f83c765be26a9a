import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';

/** No id tells one message from another. developer.calendly.com/api-docs/ZG9jOjM2MzE2MDM4-webhook-signatures. */
export const calendly: Provider = {
  id: 'calendly',
  name: 'Calendly',
  mark: { letters: 'Ca', color: '#0058c9' },
  docsUrl: 'https://developer.calendly.com/api-docs/4c305798a61d3-webhook-signatures',
  clues: { headers: ['calendly-webhook-signature'], body: ['https://api.calendly.com/'] },
  recognizes: (request) =>
    request.header('calendly-webhook-signature') !== undefined ||
    (textAt(request.json(), 'event') !== undefined &&
      textAt(request.json(), 'created_by')?.startsWith('https://api.calendly.com/') === true),
  eventType: (request) => textAt(request.json(), 'event'),
  eventId: () => undefined,
  schemeIds: ['calendly-v1'],
  secret: {
    label: 'Signing key',
    example: '43 characters of base64url',
    where: 'You chose it, or Calendly made it: signing_key in the call that made the webhook subscription.',
  },
};
