import { compact } from './serialize.ts';
import { headers, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** developers.hubspot.com/docs/api-reference/webhooks-webhooks-v3/guide: an array, here of one event. */
const event = (type: string, title: string, change: (scene: Scene) => Fields): Template => ({
  event: type,
  title,
  render: (scene) => {
    const { world, message, at } = scene;
    return {
      headers: headers(
        'Content-Type',
        'application/json',
        'User-Agent',
        'HubSpot Connect 2.0 (http://dev.hubspot.com/) - WebhooksExecutorDaemon-executor',
        'Accept',
        '*/*',
      ),
      body: compact([
        {
          eventId: message.int('event', 100_000_000, 4_000_000_000),
          subscriptionId: world.int('subscription', 1_000_000, 9_999_999),
          portalId: world.int('portal', 10_000_000, 99_999_999),
          appId: world.int('app', 100_000, 9_999_999),
          occurredAt: at,
          subscriptionType: type,
          attemptNumber: 0,
          objectId: world.int('object', 1_000_000_000, 9_000_000_000),
          ...change(scene),
        },
      ]),
    };
  },
});
const made = { changeFlag: 'CREATED', changeSource: 'CRM_UI', sourceId: 'userId:42' };

export const hubspotTemplates: TemplateSet = {
  providerId: 'hubspot',
  path: '/webhooks/hubspot',
  templates: [
    event('contact.creation', 'Contact created', () => made),
    event('contact.propertyChange', 'Contact changed', ({ world }) => ({
      propertyName: 'email',
      propertyValue: world.person('contact').email,
      changeSource: 'CRM_UI',
      sourceId: 'userId:42',
    })),
    event('contact.deletion', 'Contact deleted', () => ({ changeFlag: 'DELETED', changeSource: 'CRM_UI' })),
    event('deal.creation', 'Deal created', () => made),
    event('deal.propertyChange', 'Deal moved on', () => ({
      propertyName: 'dealstage',
      propertyValue: 'closedwon',
      changeSource: 'CRM_UI',
      sourceId: 'userId:42',
    })),
  ],
};
