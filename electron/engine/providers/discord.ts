import { textAt, valueAt } from './json-field.ts';
import type { Provider } from './provider.ts';
import { SECOND } from './spans.ts';

/** docs.discord.com/developers/interactions/receiving-and-responding#interaction-object-interaction-type. */
const INTERACTIONS: Readonly<Record<string, string>> = {
  1: 'PING',
  2: 'APPLICATION_COMMAND',
  3: 'MESSAGE_COMPONENT',
  4: 'APPLICATION_COMMAND_AUTOCOMPLETE',
  5: 'MODAL_SUBMIT',
};

/** Interactions, whose type is a number, and webhook events, which name theirs in `event`. */
export const discord: Provider = {
  id: 'discord',
  name: 'Discord',
  mark: { letters: 'Di', color: '#4752c4' },
  docsUrl: 'https://discord.com/developers/docs/interactions/receiving-and-responding',
  clues: { headers: ['x-signature-ed25519'], body: ['"application_id"'] },
  recognizes: (request) =>
    valueAt(request.json(), 'application_id') !== undefined &&
    (request.header('x-signature-timestamp') !== undefined ||
      (valueAt(request.json(), 'version') === 1 && typeof valueAt(request.json(), 'type') === 'number')),
  eventType(request) {
    const message = request.json();
    const type = textAt(message, 'type') ?? '';
    const isInteraction = valueAt(message, 'token') !== undefined;
    return isInteraction ? (INTERACTIONS[type] ?? type) : (textAt(message, 'event', 'type') ?? 'PING');
  },
  eventId: (request) => textAt(request.json(), 'id'),
  schemeIds: ['discord-ed25519'],
  secret: {
    label: 'Public key',
    example: '64 hex digits',
    where: 'discord.com/developers → the application → General Information → Public Key.',
  },
  handshake:
    'A PING is answered with {"type":1} (interactions) or 204 (events); a wrong signature, which Discord sends on purpose, must get 401.',
  deadlineMs: 3 * SECOND,
};
