import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';

const EVENT = /^(?:envelope|recipient|template|click)-/;

/** DocuSign Connect in its JSON format. No id tells one message from another: an envelope is in many. */
export const docusign: Provider = {
  id: 'docusign',
  name: 'DocuSign',
  mark: { letters: 'Ds', color: '#4c00ff' },
  docsUrl: 'https://developers.docusign.com/platform/webhooks/connect/',
  clues: { headers: ['x-docusign-signature-1'], body: ['"envelopeId"'] },
  recognizes: (request) =>
    request.header('x-docusign-signature-1') !== undefined ||
    (EVENT.test(textAt(request.json(), 'event') ?? '') &&
      textAt(request.json(), 'data', 'envelopeId') !== undefined),
  eventType: (request) => textAt(request.json(), 'event'),
  eventId: () => undefined,
  schemeIds: ['docusign-hmac'],
  secret: {
    label: 'Connect HMAC key',
    example: '44 characters of base64',
    where: 'admin.docusign.com → Integrations → Connect → Connect Keys → Add Secret Key. It is shown once.',
  },
};
