import { compact } from './serialize.ts';
import { DAY, headers, HOUR, iso, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;
const stamp = (at: number): string => iso(at).replace('Z', '0000Z');

/** developers.docusign.com/platform/webhooks/connect/json-sim-event-model: envelope data in the JSON SIM format. */
const event = (name: string, title: string, summary: (scene: Scene) => Fields): Template => ({
  event: name,
  title,
  render: (scene) => {
    const { world, at } = scene;
    const account = world.uuid('account');
    const envelope = world.uuid('envelope');
    const api = `/restapi/v2.1/accounts/${account}/envelopes/${envelope}`;
    const signer = world.person('signer');
    const user = world.uuid('user');
    return {
      headers: headers(
        'Content-Type',
        'application/json; charset=utf-8',
        'User-Agent',
        'DocuSign Connect',
        'Accept',
        '*/*',
      ),
      body: compact({
        event: name,
        apiVersion: 'v2.1',
        uri: api,
        retryCount: 0,
        configurationId: Number(world.digits('configuration', 8)),
        generatedDateTime: stamp(at),
        data: {
          accountId: account,
          userId: user,
          envelopeId: envelope,
          envelopeSummary: {
            status: name.replace('envelope-', ''),
            documentsUri: `${api}/documents`,
            recipientsUri: `${api}/recipients`,
            envelopeUri: api,
            emailSubject: 'Please sign: service agreement',
            envelopeId: envelope,
            createdDateTime: stamp(at - DAY),
            lastModifiedDateTime: stamp(at),
            sentDateTime: stamp(at - DAY),
            statusChangedDateTime: stamp(at),
            expireEnabled: 'true',
            expireDateTime: stamp(at + 119 * DAY),
            sender: {
              userName: 'Ingrid Keller',
              userId: user,
              accountId: account,
              email: 'contracts@example.com',
            },
            recipients: {
              signers: [
                {
                  creationReason: 'sender',
                  isBulkRecipient: 'false',
                  recipientId: '1',
                  recipientIdGuid: world.uuid('recipient'),
                  name: signer.name,
                  email: signer.email,
                  userId: world.uuid('signer'),
                  status: 'sent',
                  routingOrder: '1',
                  deliveryMethod: 'email',
                },
              ],
              recipientCount: '1',
              currentRoutingOrder: '1',
            },
            purgeState: 'unpurged',
            envelopeIdStamping: 'true',
            ...summary(scene),
          },
        },
      }),
    };
  },
});

export const docusignTemplates: TemplateSet = {
  providerId: 'docusign',
  path: '/webhooks/docusign',
  templates: [
    event('envelope-sent', 'Envelope sent', () => ({})),
    event('envelope-delivered', 'Envelope opened', ({ at }) => ({ deliveredDateTime: stamp(at) })),
    event('envelope-completed', 'Envelope signed by all', ({ at }) => ({
      deliveredDateTime: stamp(at - HOUR),
      completedDateTime: stamp(at),
    })),
    event('envelope-declined', 'Signing declined', ({ at }) => ({
      declinedDateTime: stamp(at),
      declinedReason: 'Wrong amount',
    })),
    event('envelope-voided', 'Envelope voided', ({ at }) => ({
      voidedDateTime: stamp(at),
      voidedReason: 'Replaced by a new version',
    })),
  ],
};
