import { textAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { SECOND } from './spans.ts';

const RESOURCE_ID = /^(?:tr|ord|pl)_[A-Za-z0-9.]+$/;

/**
 * The classic webhook is a form with nothing but the id of what changed; it names no event and is proven by fetching it.
 * The newer ones are signed JSON. docs.mollie.com/reference/webhooks, docs.mollie.com/reference/webhooks-new.
 */
export const mollie: Provider = {
  id: 'mollie',
  name: 'Mollie',
  mark: { letters: 'Mo', color: '#0a57d0' },
  docsUrl: 'https://docs.mollie.com/reference/webhooks',
  clues: { headers: ['x-mollie-signature'], body: ['id=tr_', 'id=ord_', 'id=pl_'] },
  recognizes: (request) =>
    request.header('x-mollie-signature') !== undefined ||
    (request.form().size === 1 && RESOURCE_ID.test(request.form().get('id') ?? '')),
  eventType: (request) => textAt(request.json(), 'type'),
  eventId: (request) => textAt(request.json(), 'id'),
  schemeIds: [],
  deadlineMs: 15 * SECOND,
};
