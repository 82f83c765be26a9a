import { compact } from './serialize.ts';
import { headers, iso, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;
const topicOf = ({ world }: Scene): string =>
  `/subscriptions/${world.uuid('subscription')}/resourceGroups/shop/providers/Microsoft.Storage/storageAccounts/northwind`;

/** learn.microsoft.com/azure/event-grid/event-schema: an array, here of one event. */
const event = (
  type: string,
  title: string,
  kind: string,
  subject: string,
  data: (scene: Scene) => Fields,
): Template => ({
  event: type,
  title,
  render: (scene) => ({
    headers: headers(
      'Content-Type',
      'application/json; charset=utf-8',
      'User-Agent',
      'Microsoft-EventGrid',
      'aeg-event-type',
      kind,
      'aeg-delivery-count',
      '0',
      'aeg-data-version',
      '',
      'aeg-metadata-version',
      '1',
      'aeg-subscription-name',
      'HOOKS',
    ),
    body: compact([
      {
        id: scene.message.uuid('event'),
        topic: topicOf(scene),
        subject,
        data: data(scene),
        eventType: type,
        eventTime: iso(scene.at).replace('Z', '0000Z'),
        metadataVersion: '1',
        dataVersion: '',
      },
    ]),
  }),
});

const blob = ({ world }: Scene, api: string): Fields => ({
  api,
  clientRequestId: world.uuid('client request'),
  requestId: world.uuid('request'),
  eTag: `0x8D${world.hex('etag', 13).toUpperCase()}`,
  contentType: 'application/pdf',
  contentLength: 48213,
  blobType: 'BlockBlob',
  url: 'https://northwind.blob.core.windows.net/invoices/1042.pdf',
  sequencer: world.hex('sequencer', 40),
  storageDiagnostics: { batchId: world.uuid('batch') },
});

export const azureEventGridTemplates: TemplateSet = {
  providerId: 'azure-event-grid',
  path: '/webhooks/eventgrid',
  templates: [
    event(
      'Microsoft.EventGrid.SubscriptionValidationEvent',
      'Subscription to validate',
      'SubscriptionValidation',
      '',
      ({ world }) => ({
        validationCode: world.uuid('code').toUpperCase(),
        validationUrl: `https://rp-westeurope.eventgrid.azure.net:553/eventsubscriptions/hooks/validate?id=${world.uuid('code').toUpperCase()}&t=now&apiVersion=2024-06-01-preview`,
      }),
    ),
    event(
      'Microsoft.Storage.BlobCreated',
      'Blob created',
      'Notification',
      '/blobServices/default/containers/invoices/blobs/1042.pdf',
      (scene) => blob(scene, 'PutBlob'),
    ),
    event(
      'Microsoft.Storage.BlobDeleted',
      'Blob deleted',
      'Notification',
      '/blobServices/default/containers/invoices/blobs/1042.pdf',
      (scene) => blob(scene, 'DeleteBlob'),
    ),
    event(
      'Microsoft.Resources.ResourceWriteSuccess',
      'Resource changed',
      'Notification',
      '/subscriptions/shop',
      ({ world }) => ({
        authorization: { scope: '/subscriptions/shop', action: 'Microsoft.Storage/storageAccounts/write' },
        correlationId: world.uuid('correlation'),
        operationName: 'Microsoft.Storage/storageAccounts/write',
        resourceProvider: 'Microsoft.Storage',
        status: 'Succeeded',
        tenantId: world.uuid('tenant'),
      }),
    ),
  ],
};
