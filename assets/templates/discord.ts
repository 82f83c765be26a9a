import { compact } from './serialize.ts';
import { headers, iso, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

const user = ({ world }: Scene): Fields => {
  const person = world.person('user');
  return {
    avatar: world.hex('avatar', 32),
    avatar_decoration_data: null,
    clan: null,
    discriminator: '0',
    global_name: person.first,
    id: world.digits('user id', 18),
    primary_guild: null,
    public_flags: 0,
    username: person.username,
  };
};
const agent = [
  'Content-Type',
  'application/json',
  'User-Agent',
  'Discord-Interactions/1.0 (+https://discord.com)',
  'Accept',
  '*/*',
];

/** discord.com/developers/docs/interactions/receiving-and-responding. */
const interaction = (
  name: string,
  title: string,
  type: number,
  data: (scene: Scene) => Fields,
): Template => ({
  event: name,
  title,
  render: (scene) => ({
    headers: headers(...agent),
    body: compact({
      app_permissions: '562949953601536',
      application_id: scene.world.digits('application', 18),
      attachment_size_limit: 10_485_760,
      authorizing_integration_owners: { '0': scene.world.digits('guild', 18) },
      entitlements: [],
      id: scene.message.digits('interaction', 19),
      token: scene.message.base62('token', 160),
      type,
      version: 1,
      ...data(scene),
    }),
  }),
});

const inGuild = (scene: Scene, change: Fields): Fields => ({
  channel: {
    id: scene.world.digits('channel', 18),
    name: 'orders',
    type: 0,
    guild_id: scene.world.digits('guild', 18),
  },
  channel_id: scene.world.digits('channel', 18),
  context: 0,
  guild: { features: ['COMMUNITY'], id: scene.world.digits('guild', 18), locale: 'en-US' },
  guild_id: scene.world.digits('guild', 18),
  guild_locale: 'en-US',
  locale: 'en-US',
  member: {
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    deaf: false,
    flags: 0,
    joined_at: '2024-03-11T09:12:44.000000+00:00',
    mute: false,
    nick: null,
    pending: false,
    permissions: '2248473465835073',
    premium_since: null,
    roles: [],
    unusual_dm_activity_until: null,
    user: user(scene),
  },
  ...change,
});

const webhookEvent = (name: string, title: string, data: (scene: Scene) => Fields): Template => ({
  event: name,
  title,
  render: (scene) => ({
    headers: headers(...agent),
    body: compact({
      version: 1,
      application_id: scene.world.digits('application', 18),
      type: 1,
      event: { type: name, timestamp: iso(scene.at), data: data(scene) },
    }),
  }),
});

export const discordTemplates: TemplateSet = {
  providerId: 'discord',
  path: '/webhooks/discord',
  templates: [
    interaction('PING', 'Endpoint check', 1, (scene) => ({ user: user(scene) })),
    interaction('APPLICATION_COMMAND', 'Slash command', 2, (scene) =>
      inGuild(scene, {
        data: {
          id: scene.world.digits('command', 18),
          name: 'refund',
          options: [{ name: 'order', type: 3, value: '1042' }],
          type: 1,
        },
      }),
    ),
    interaction('MESSAGE_COMPONENT', 'Button pressed', 3, (scene) =>
      inGuild(scene, {
        data: { component_type: 2, custom_id: 'approve_1042', id: 1 },
        message: {
          id: scene.world.digits('message', 18),
          channel_id: scene.world.digits('channel', 18),
          type: 20,
          content: 'Refund order 1042?',
          author: { ...user(scene), bot: true },
          attachments: [],
          components: [
            {
              id: 1,
              type: 1,
              components: [{ custom_id: 'approve_1042', id: 2, label: 'Approve', style: 3, type: 2 }],
            },
          ],
          edited_timestamp: null,
          embeds: [],
          flags: 0,
          mention_everyone: false,
          mention_roles: [],
          mentions: [],
          pinned: false,
          timestamp: iso(scene.at),
          tts: false,
        },
      }),
    ),
    interaction('MODAL_SUBMIT', 'Modal sent', 5, (scene) =>
      inGuild(scene, {
        data: {
          components: [
            {
              id: 1,
              type: 1,
              components: [{ custom_id: 'reason', id: 2, type: 4, value: 'Arrived broken' }],
            },
          ],
          custom_id: 'refund_reason',
        },
      }),
    ),
    webhookEvent('APPLICATION_AUTHORIZED', 'App added', (scene) => ({
      integration_type: 1,
      scopes: ['applications.commands'],
      user: user(scene),
    })),
    webhookEvent('ENTITLEMENT_CREATE', 'Subscription bought', ({ world, message, at }) => ({
      id: message.digits('entitlement', 19),
      sku_id: world.digits('sku', 19),
      application_id: world.digits('application', 18),
      user_id: world.digits('user id', 18),
      promotion_id: null,
      type: 8,
      deleted: false,
      gift_code_flags: 0,
      consumed: false,
      starts_at: iso(at),
      ends_at: iso(at + 30 * 86_400_000),
    })),
  ],
};
