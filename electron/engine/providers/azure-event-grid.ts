import { textAt } from './json-field.ts';
import type { Provider, ProviderRequest } from './provider.ts';

/** Events in Event Grid's own schema (an array) and in the CloudEvents schema. learn.microsoft.com/azure/event-grid. */
export const azureEventGrid: Provider = {
  id: 'azure-event-grid',
  name: 'Azure Event Grid',
  mark: { letters: 'EG', color: '#0065b3' },
  docsUrl: 'https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema',
  clues: { headers: ['aeg-event-type', 'webhook-request-origin'] },
  recognizes: (request) =>
    request.header('aeg-event-type') !== undefined ||
    request.header('webhook-request-origin')?.endsWith('eventgrid.azure.net') === true,
  eventType: (request) =>
    request.method === 'OPTIONS'
      ? 'options'
      : (firstEvent(request, 'eventType') ?? firstEvent(request, 'type') ?? request.header('aeg-event-type')),
  eventId: (request) => firstEvent(request, 'id'),
  schemeIds: [],
  handshake:
    'A SubscriptionValidation event is answered with its validationCode, or its validationUrl is opened within 10 minutes; the CloudEvents schema asks by OPTIONS instead.',
};

const firstEvent = (request: ProviderRequest, name: string): string | undefined =>
  textAt(request.json(), 0, name) ?? textAt(request.json(), name);
