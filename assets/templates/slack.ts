import { formEncoded, phpEscaped } from './serialize.ts';
import { headers, seconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** The ids of one workspace: its app, a channel, two people and the message they talk about. */
function workspace({ at, world }: Scene) {
  const person = world.person('user');
  const stamp = (offset: number) => `${seconds(at) - offset}.${world.digits(`stamp ${offset}`, 6)}`;
  return {
    person,
    team: `T0${world.upper('team', 9)}`,
    app: `A0${world.upper('app', 9)}`,
    channel: `C0${world.upper('channel', 9)}`,
    user: `U0${world.upper('user id', 9)}`,
    other: `U0${world.upper('other user', 9)}`,
    bot: `U0${world.upper('bot user', 9)}`,
    botId: `B0${world.upper('bot', 9)}`,
    domain: world.pick('domain', ['northwind', 'blueheron', 'maplepine']),
    token: world.base62('verification token', 24),
    ts: stamp(0),
    /** Of the message that reactions, threads and buttons belong to. */
    rootTs: `${world.int('root', 1_700_000_000, 1_760_000_000)}.${world.digits('root fraction', 6)}`,
    trigger: `${world.digits('trigger', 13)}.${world.digits('trigger middle', 12)}.${world.hex('trigger end', 32)}`,
  };
}
type Workspace = ReturnType<typeof workspace>;

const agent = ['User-Agent', 'Slackbot 1.0 (+https://api.slack.com/robots)', 'Accept', '*/*'] as const;

/** docs.slack.dev/apis/events-api: the envelope of an event. */
const event = (name: string, title: string, body: (w: Workspace, scene: Scene) => Fields): Template => ({
  event: name,
  eventType: name.split('.')[0] ?? name,
  title,
  render(scene) {
    const w = workspace(scene);
    return {
      headers: headers(...agent, 'Content-Type', 'application/json'),
      body: phpEscaped({
        token: w.token,
        team_id: w.team,
        context_team_id: w.team,
        context_enterprise_id: null,
        api_app_id: w.app,
        event: body(w, scene),
        type: 'event_callback',
        event_id: `Ev0${scene.message.upper('event', 9)}`,
        event_time: seconds(scene.at),
        authorizations: [{ enterprise_id: null, team_id: w.team, user_id: w.bot, is_bot: true, is_enterprise_install: false }],
        is_ext_shared_channel: false,
        event_context: `4-${scene.message.base62('context', 96)}`,
      }),
    };
  },
});

const richText = (text: string, id: string): Fields => ({
  type: 'rich_text',
  block_id: id,
  elements: [{ type: 'rich_text_section', elements: [{ type: 'text', text }] }],
});

const message = (w: Workspace, { message: own }: Scene, text: string, change: Fields = {}): Fields => ({
  user: w.user,
  type: 'message',
  ts: w.ts,
  client_msg_id: own.uuid('client message'),
  text,
  team: w.team,
  blocks: [richText(text, own.base62('block', 5))],
  channel: w.channel,
  event_ts: w.ts,
  channel_type: 'channel',
  ...change,
});

/** docs.slack.dev/interactivity: JSON in the form field `payload`. */
const interaction = (type: string, title: string, payload: (w: Workspace, scene: Scene) => Fields): Template => ({
  event: type,
  title,
  render(scene) {
    const w = workspace(scene);
    const json = phpEscaped({
      type,
      user: { id: w.user, username: w.person.username, name: w.person.username, team_id: w.team },
      api_app_id: w.app,
      token: w.token,
      trigger_id: w.trigger,
      team: { id: w.team, domain: w.domain },
      enterprise: null,
      is_enterprise_install: false,
      ...payload(w, scene),
    });
    return {
      headers: headers(...agent, 'Content-Type', 'application/x-www-form-urlencoded'),
      body: formEncoded({ payload: json }),
    };
  },
});

const view = (w: Workspace, id: string): Fields => ({
  id: `V0${id}`,
  team_id: w.team,
  type: 'modal',
  blocks: [{ type: 'input', block_id: 'reason', label: { type: 'plain_text', text: 'Reason', emoji: true }, optional: false, dispatch_action: false, element: { type: 'plain_text_input', action_id: 'text', dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] } } }],
  private_metadata: '',
  callback_id: 'refund_request',
  state: { values: { reason: { text: { type: 'plain_text_input', value: 'Arrived broken' } } } },
  hash: `${w.ts.slice(0, 10)}.${id}`,
  title: { type: 'plain_text', text: 'Request a refund', emoji: true },
  clear_on_close: false,
  notify_on_close: false,
  close: null,
  submit: { type: 'plain_text', text: 'Send', emoji: true },
  previous_view_id: null,
  root_view_id: `V0${id}`,
  app_id: w.app,
  external_id: '',
  app_installed_team_id: w.team,
  bot_id: w.botId,
});

export const slackTemplates: TemplateSet = {
  providerId: 'slack',
  path: '/webhooks/slack',
  templates: [
    {
      event: 'url_verification',
      title: 'Endpoint verification',
      render: (scene) => ({
        headers: headers(...agent, 'Content-Type', 'application/json'),
        body: phpEscaped({ token: workspace(scene).token, challenge: scene.message.base62('challenge', 52), type: 'url_verification' }),
      }),
    },
    event('message', 'Message posted', (w, scene) => message(w, scene, 'Is the new checkout live?')),
    event('message.thread', 'Reply in a thread', (w, scene) => message(w, scene, 'Yes, since this morning.', { thread_ts: w.rootTs, parent_user_id: w.other })),
    event('message.changed', 'Message edited', (w, scene) => ({
      type: 'message',
      subtype: 'message_changed',
      message: { ...message(w, scene, 'Is the new checkout live in Europe?'), ts: w.rootTs, edited: { user: w.user, ts: w.ts } },
      previous_message: { ...message(w, scene, 'Is the new checkout live?'), ts: w.rootTs },
      channel: w.channel,
      hidden: true,
      ts: w.ts,
      event_ts: w.ts,
      channel_type: 'channel',
    })),
    event('app_mention', 'App mentioned', (w, scene) =>
      message(w, scene, `<@${w.bot}> what is the status of order 1042?`, { type: 'app_mention' }),
    ),
    event('reaction_added', 'Reaction added', (w) => ({ type: 'reaction_added', user: w.user, reaction: 'white_check_mark', item: { type: 'message', channel: w.channel, ts: w.rootTs }, item_user: w.other, event_ts: w.ts })),
    event('member_joined_channel', 'Somebody joined a channel', (w) => ({ type: 'member_joined_channel', user: w.user, channel: w.channel, channel_type: 'C', team: w.team, inviter: w.other, event_ts: w.ts })),
    event('channel_created', 'Channel created', (w, { at }) => ({ type: 'channel_created', channel: { id: w.channel, name: 'launch', is_channel: true, is_group: false, is_im: false, is_mpim: false, is_private: false, created: seconds(at), creator: w.user, is_archived: false, is_general: false, name_normalized: 'launch', context_team_id: w.team, is_shared: false, is_org_shared: false, is_ext_shared: false }, event_ts: w.ts })),
    event('team_join', 'Somebody joined the workspace', (w, { at }) => ({
      type: 'team_join',
      user: {
        id: w.user,
        team_id: w.team,
        name: w.person.username,
        deleted: false,
        color: '9f69e7',
        real_name: w.person.name,
        tz: 'America/Los_Angeles',
        tz_label: 'Pacific Standard Time',
        tz_offset: -28800,
        profile: { title: '', phone: '', real_name: w.person.name, real_name_normalized: w.person.name, display_name: '', display_name_normalized: '', status_text: '', status_emoji: '', status_expiration: 0, avatar_hash: w.token.slice(0, 12), email: w.person.email, first_name: w.person.first, last_name: w.person.last, team: w.team },
        is_admin: false,
        is_owner: false,
        is_primary_owner: false,
        is_restricted: false,
        is_ultra_restricted: false,
        is_bot: false,
        is_app_user: false,
        updated: seconds(at),
      },
      cache_ts: seconds(at),
      event_ts: w.ts,
    })),
    event('app_home_opened', 'App home opened', (w) => ({ type: 'app_home_opened', user: w.user, channel: `D0${w.user.slice(2)}`, tab: 'home', event_ts: w.ts })),
    event('app_uninstalled', 'App removed', () => ({ type: 'app_uninstalled' })),
    interaction('block_actions', 'Button pressed', (w, { message: own }) => ({
      container: { type: 'message', message_ts: w.rootTs, channel_id: w.channel, is_ephemeral: false },
      channel: { id: w.channel, name: 'launch' },
      message: { user: w.bot, type: 'message', ts: w.rootTs, bot_id: w.botId, app_id: w.app, text: 'Refund order 1042?', team: w.team, blocks: [{ type: 'actions', block_id: 'refund', elements: [{ type: 'button', action_id: 'approve', text: { type: 'plain_text', text: 'Approve', emoji: true }, style: 'primary', value: '1042' }] }] },
      state: { values: {} },
      response_url: `https://hooks.slack.com/actions/${w.team}/${own.digits('response', 13)}/${own.base62('response end', 24)}`,
      actions: [{ action_id: 'approve', block_id: 'refund', text: { type: 'plain_text', text: 'Approve', emoji: true }, value: '1042', style: 'primary', type: 'button', action_ts: w.ts }],
    })),
    interaction('view_submission', 'Modal sent', (w, { message: own }) => ({ view: view(w, own.upper('view', 9)), response_urls: [] })),
    interaction('shortcut', 'Shortcut used', (w) => ({ action_ts: w.ts, callback_id: 'new_refund' })),
    {
      event: 'slash_command',
      title: 'Slash command',
      render(scene) {
        const w = workspace(scene);
        return {
          headers: headers(...agent, 'Content-Type', 'application/x-www-form-urlencoded'),
          body: formEncoded({
            token: w.token,
            team_id: w.team,
            team_domain: w.domain,
            channel_id: w.channel,
            channel_name: 'launch',
            user_id: w.user,
            user_name: w.person.username,
            command: '/refund',
            text: '1042 broken on arrival',
            api_app_id: w.app,
            is_enterprise_install: 'false',
            response_url: `https://hooks.slack.com/commands/${w.team}/${scene.message.digits('response', 13)}/${scene.message.base62('response end', 24)}`,
            trigger_id: w.trigger,
          }),
        };
      },
    },
  ],
};
