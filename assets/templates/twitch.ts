import { compact } from './serialize.ts';
import { headers, iso, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;
/** Nanoseconds, as Twitch writes an instant. */
const stamp = (at: number, nanos: string): string => `${iso(at).slice(0, 23)}${nanos}Z`;

const broadcaster = ({ world }: Scene): Fields => {
  const { username, first } = world.person('broadcaster');
  return {
    broadcaster_user_id: world.digits('broadcaster', 9),
    broadcaster_user_login: username,
    broadcaster_user_name: first,
  };
};
const user = ({ world }: Scene): Fields => {
  const { username, first } = world.person('viewer');
  return { user_id: world.digits('viewer', 9), user_login: username, user_name: first };
};

/** dev.twitch.tv/docs/eventsub/handling-webhook-events. */
const message = (
  name: string,
  kind: string,
  type: string,
  version: string,
  title: string,
  status: string,
  body: (scene: Scene) => Fields,
): Template => ({
  event: name,
  eventType: kind === 'notification' ? type : kind,
  title,
  render: (scene) => {
    const { world, message: own, at } = scene;
    return {
      headers: headers(
        'Content-Type',
        'application/json',
        'User-Agent',
        'Go-http-client/1.1',
        'Twitch-Eventsub-Message-Id',
        own.uuid('message'),
        'Twitch-Eventsub-Message-Retry',
        '0',
        'Twitch-Eventsub-Message-Type',
        kind,
        'Twitch-Eventsub-Message-Timestamp',
        stamp(at, own.digits('nanos', 6)),
        'Twitch-Eventsub-Subscription-Type',
        type,
        'Twitch-Eventsub-Subscription-Version',
        version,
      ),
      body: compact({
        subscription: {
          id: world.uuid('subscription'),
          status,
          type,
          version,
          condition: { broadcaster_user_id: world.digits('broadcaster', 9) },
          transport: { method: 'webhook', callback: 'https://hooks.example.com/twitch' },
          created_at: stamp(at - 86_400_000, '123456'),
          cost: 0,
        },
        ...body(scene),
      }),
    };
  },
});

export const twitchTemplates: TemplateSet = {
  providerId: 'twitch',
  path: '/webhooks/twitch',
  templates: [
    message(
      'webhook_callback_verification',
      'webhook_callback_verification',
      'stream.online',
      '1',
      'Callback verification',
      'webhook_callback_verification_pending',
      ({ message: own }) => ({ challenge: own.base62('challenge', 43) }),
    ),
    message('stream.online', 'notification', 'stream.online', '1', 'Stream begun', 'enabled', (scene) => ({
      event: {
        id: scene.world.digits('stream', 11),
        ...broadcaster(scene),
        type: 'live',
        started_at: `${iso(scene.at).slice(0, 19)}Z`,
      },
    })),
    message('stream.offline', 'notification', 'stream.offline', '1', 'Stream ended', 'enabled', (scene) => ({
      event: broadcaster(scene),
    })),
    message('channel.follow', 'notification', 'channel.follow', '2', 'New follower', 'enabled', (scene) => ({
      event: { ...user(scene), ...broadcaster(scene), followed_at: stamp(scene.at, '000000') },
    })),
    message(
      'channel.subscribe',
      'notification',
      'channel.subscribe',
      '1',
      'New subscriber',
      'enabled',
      (scene) => ({ event: { ...user(scene), ...broadcaster(scene), tier: '1000', is_gift: false } }),
    ),
    message(
      'revocation',
      'revocation',
      'stream.online',
      '1',
      'Subscription revoked',
      'authorization_revoked',
      () => ({}),
    ),
  ],
};
