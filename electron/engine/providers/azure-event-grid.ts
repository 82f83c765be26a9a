import { textAt } from './json-field.ts';
import type { Provider, ProviderRequest } from './provider.ts';
import { ANY_SUCCESS, HOUR, MINUTE, SECOND } from './spans.ts';

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
  deadlineMs: 30 * SECOND,
  retryProfile: {
    delaysMs: [
      10 * SECOND,
      30 * SECOND,
      MINUTE,
      5 * MINUTE,
      10 * MINUTE,
      30 * MINUTE,
      HOUR,
      3 * HOUR,
      6 * HOUR,
      12 * HOUR,
    ],
    timeoutMs: 30 * SECOND,
    successStatuses: ANY_SUCCESS,
    isRetryAfterHonored: false,
    finalStatuses: [400, 401, 403, 413],
    afterwards: 'After 24 hours the event goes to the dead-letter store, or is dropped where there is none.',
    source: 'https://learn.microsoft.com/azure/event-grid/delivery-and-retry',
    readOn: '2026-11-25',
  },
};

const firstEvent = (request: ProviderRequest, name: string): string | undefined =>
  textAt(request.json(), 0, name) ?? textAt(request.json(), name);
