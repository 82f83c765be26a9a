import { formEncoded, phpEscaped } from './serialize.ts';
import { headers, seconds, type Scene, type Template } from './template.ts';

/** What Slack sends and how: events as JSON, interactions as a form; docs.slack.dev. */

type Fields = Record<string, unknown>;

/** The ids of one workspace: its app, a channel, two people and the message they talk about. */
export function workspace({ at, world }: Scene) {
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

export const agent = ['User-Agent', 'Slackbot 1.0 (+https://api.slack.com/robots)', 'Accept', '*/*'] as const;

/** docs.slack.dev/apis/events-api: the envelope of an event. */
export const event = (
  name: string,
  title: string,
  body: (w: Workspace, scene: Scene) => Fields,
): Template => ({
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
        authorizations: [
          {
            enterprise_id: null,
            team_id: w.team,
            user_id: w.bot,
            is_bot: true,
            is_enterprise_install: false,
          },
        ],
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

export const message = (
  w: Workspace,
  { message: own }: Scene,
  text: string,
  change: Fields = {},
): Fields => ({
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
export const interaction = (
  type: string,
  title: string,
  payload: (w: Workspace, scene: Scene) => Fields,
): Template => ({
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

export const view = (w: Workspace, id: string): Fields => ({
  id: `V0${id}`,
  team_id: w.team,
  type: 'modal',
  blocks: [
    {
      type: 'input',
      block_id: 'reason',
      label: { type: 'plain_text', text: 'Reason', emoji: true },
      optional: false,
      dispatch_action: false,
      element: {
        type: 'plain_text_input',
        action_id: 'text',
        dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
      },
    },
  ],
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
