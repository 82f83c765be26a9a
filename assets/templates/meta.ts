import { phpEscaped } from './serialize.ts';
import { headers, seconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** developers.facebook.com/docs/graph-api/webhooks and whatsapp/cloud-api/webhooks: `object.field`; text is escaped to ASCII. */
const event = (name: string, title: string, entry: (scene: Scene) => Fields, eventType = name): Template => ({
  event: name,
  eventType,
  title,
  render: (scene) => ({
    headers: headers('Content-Type', 'application/json', 'User-Agent', 'facebookexternalua', 'Accept', '*/*'),
    body: phpEscaped({ object: name.split('.')[0], entry: [entry(scene)] }),
  }),
});

const whatsapp = ({ world }: Scene, value: Fields): Fields => ({
  id: world.digits('business account', 15),
  changes: [
    {
      value: {
        messaging_product: 'whatsapp',
        metadata: { display_phone_number: '15550100042', phone_number_id: world.digits('phone', 15) },
        ...value,
      },
      field: 'messages',
    },
  ],
});
const waId = ({ world }: Scene): string => world.person('sender').phone.slice(1);

const instagram = ({ world, at }: Scene, change: Fields): Fields => ({
  id: world.digits('instagram', 17),
  time: seconds(at),
  changes: [change],
});

export const metaTemplates: TemplateSet = {
  providerId: 'meta',
  path: '/webhooks/meta',
  templates: [
    event('whatsapp_business_account.messages', 'WhatsApp message received', (scene) =>
      whatsapp(scene, {
        contacts: [{ profile: { name: scene.world.person('sender').name }, wa_id: waId(scene) }],
        messages: [
          {
            from: waId(scene),
            id: `wamid.${scene.message.base64('message', 36)}`,
            timestamp: String(seconds(scene.at)),
            text: { body: 'Is the café table still available?' },
            type: 'text',
          },
        ],
      }),
    ),
    event(
      'whatsapp_business_account.statuses',
      'WhatsApp message delivered',
      (scene) =>
        whatsapp(scene, {
          statuses: [
            {
              id: `wamid.${scene.world.base64('sent', 36)}`,
              status: 'delivered',
              timestamp: String(seconds(scene.at)),
              recipient_id: waId(scene),
              conversation: { id: scene.world.hex('conversation', 32), origin: { type: 'service' } },
              pricing: { billable: true, pricing_model: 'PMP', category: 'service', type: 'regular' },
            },
          ],
        }),
      'whatsapp_business_account.messages',
    ),
    event('page.messages', 'Messenger message received', ({ world, message, at }) => {
      const page = world.digits('page', 15);
      return {
        id: page,
        time: at,
        messaging: [
          {
            sender: { id: world.digits('sender id', 16) },
            recipient: { id: page },
            timestamp: at,
            message: { mid: `m_${message.base62('mid', 86)}`, text: 'Do you ship to Norway?' },
          },
        ],
      };
    }),
    event('page.feed', 'Post on a page', ({ world, at }) => {
      const page = world.digits('page', 15);
      return {
        id: page,
        time: seconds(at),
        changes: [
          {
            value: {
              from: { id: world.digits('author', 16), name: world.person('author').name },
              message: 'Great service!',
              post_id: `${page}_${world.digits('post', 15)}`,
              created_time: seconds(at),
              item: 'post',
              published: 1,
              verb: 'add',
            },
            field: 'feed',
          },
        ],
      };
    }),
    event('instagram.comments', 'Instagram comment', (scene) =>
      instagram(scene, {
        value: {
          from: { id: scene.world.digits('author', 17), username: scene.world.person('author').username },
          media: { id: scene.world.digits('media', 17), media_product_type: 'FEED' },
          id: scene.message.digits('comment', 17),
          text: 'Beautiful \u2764',
        },
        field: 'comments',
      }),
    ),
  ],
};
