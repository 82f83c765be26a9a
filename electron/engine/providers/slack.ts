import { textAt, valueAt } from './json-field.ts';
import type { Provider, ProviderRequest } from './provider.ts';
import { ANY_SUCCESS, MINUTE, SECOND } from './spans.ts';

/** Slack's three kinds of requests: events (JSON), interactions (a form with `payload`), slash commands (a form). */
export const slack: Provider = {
  id: 'slack',
  name: 'Slack',
  mark: { letters: 'Sl', color: '#4a154b' },
  docsUrl: 'https://docs.slack.dev/apis/events-api/',
  clues: {
    headers: ['x-slack-signature', 'x-slack-request-timestamp'],
    body: ['"event_callback"', '"url_verification"', 'hooks.slack.com', 'payload=%7B'],
  },
  recognizes(request) {
    if (request.header('x-slack-signature') ?? request.header('x-slack-request-timestamp')) return true;
    const event = request.json();
    if (textAt(event, 'type') === 'event_callback') return valueAt(event, 'team_id') !== undefined;
    if (textAt(event, 'type') === 'url_verification') return valueAt(event, 'challenge') !== undefined;
    return request.form().has('command')
      ? request.form().has('trigger_id')
      : valueAt(interaction(request), 'api_app_id') !== undefined;
  },
  eventType(request) {
    const event = request.json();
    if (event !== undefined) return textAt(event, 'event', 'type') ?? textAt(event, 'type');
    return request.form().has('command') ? 'slash_command' : textAt(interaction(request), 'type');
  },
  eventId: (request) =>
    textAt(request.json(), 'event_id') ??
    request.form().get('trigger_id') ??
    textAt(interaction(request), 'trigger_id'),
  schemeIds: ['slack-v0'],
  secret: {
    label: 'Signing secret',
    example: '32 hex digits',
    where: 'api.slack.com/apps → the app → Basic Information → App Credentials → Signing Secret → Show.',
  },
  handshake: 'A url_verification event is answered 200 with its challenge.',
  deadlineMs: 3 * SECOND,
  retryProfile: {
    delaysMs: [0, MINUTE, 5 * MINUTE],
    timeoutMs: 3 * SECOND,
    successStatuses: ANY_SUCCESS,
    isRetryAfterHonored: false,
    finalStatuses: [],
    afterwards:
      'Slack switches the subscription off when fewer than 5 % of 1,000 or more events an hour are answered with success.',
    source: 'from general knowledge, to be confirmed: https://docs.slack.dev/apis/events-api/#retries',
  },
};

function interaction(request: ProviderRequest): unknown {
  const payload = request.form().get('payload');
  if (payload === null) return undefined;
  try {
    return JSON.parse(payload) as unknown;
  } catch {
    return undefined;
  }
}
