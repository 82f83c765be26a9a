import { compact } from './serialize.ts';
import { headers, seconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** developers.intercom.com/docs/references/webhooks/webhook-models. */
const event = (topic: string, title: string, item: (scene: Scene) => Fields): Template => ({
  event: topic,
  title,
  render: (scene) => ({
    headers: headers('Content-Type', 'application/json', 'User-Agent', 'intercom-webhook', 'Accept', '*/*'),
    body: compact({
      type: 'notification_event',
      app_id: scene.world.lower('app', 8),
      data: { type: 'notification_event_data', item: item(scene) },
      links: {},
      id: `notif_${scene.message.uuid('notification')}`,
      topic,
      delivery_status: 'pending',
      delivery_attempts: 1,
      delivered_at: 0,
      first_sent_at: seconds(scene.at),
      created_at: seconds(scene.at),
      self: null,
    }),
  }),
});

const contact = ({ world, at }: Scene): Fields => {
  const { name, email } = world.person('contact');
  return {
    type: 'contact',
    id: world.hex('contact', 24),
    workspace_id: world.lower('app', 8),
    external_id: world.uuid('external'),
    role: 'user',
    email,
    phone: null,
    name,
    owner_id: null,
    has_hard_bounced: false,
    marked_email_as_spam: false,
    unsubscribed_from_emails: false,
    created_at: seconds(at),
    updated_at: seconds(at),
    signed_up_at: seconds(at),
    last_seen_at: null,
    custom_attributes: {},
    tags: { type: 'list', data: [], total_count: 0, has_more: false },
  };
};
const conversation = (scene: Scene, part: string): Fields => {
  const { world, message, at } = scene;
  const { name, email } = world.person('contact');
  const author = { type: part === 'admin' ? 'admin' : 'user', id: world.hex('contact', 24), name, email };
  return {
    type: 'conversation',
    id: world.digits('conversation', 15),
    created_at: seconds(at),
    updated_at: seconds(at),
    waiting_since: seconds(at),
    snoozed_until: null,
    source: {
      type: 'conversation',
      id: world.digits('source', 10),
      delivered_as: 'customer_initiated',
      subject: '',
      body: '<p>Where is my order 1042?</p>',
      author,
      attachments: [],
      url: null,
      redacted: false,
    },
    contacts: { type: 'contact.list', contacts: [{ type: 'contact', id: world.hex('contact', 24) }] },
    admin_assignee_id: null,
    team_assignee_id: null,
    custom_attributes: {},
    open: true,
    state: 'open',
    read: false,
    priority: 'not_priority',
    conversation_parts: {
      type: 'conversation_part.list',
      conversation_parts: [
        {
          type: 'conversation_part',
          id: message.digits('part', 10),
          part_type: 'comment',
          body: '<p>It is on its way.</p>',
          created_at: seconds(at),
          author,
          attachments: [],
        },
      ],
      total_count: 1,
    },
  };
};

export const intercomTemplates: TemplateSet = {
  providerId: 'intercom',
  path: '/webhooks/intercom',
  templates: [
    event('ping', 'Endpoint check', () => ({ type: 'ping', message: 'something something interzen' })),
    event('contact.user.created', 'Contact created', contact),
    event('conversation.user.created', 'Conversation begun', (scene) => conversation(scene, 'user')),
    event('conversation.admin.replied', 'Team replied', (scene) => conversation(scene, 'admin')),
  ],
};
