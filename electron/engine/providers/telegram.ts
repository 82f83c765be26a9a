import { valueAt, textAt } from './json-field.ts';
import type { Provider, ProviderRequest } from './provider.ts';

/** An update has its id and one more member, whose name is its kind. core.telegram.org/bots/api#update. */
export const telegram: Provider = {
  id: 'telegram',
  name: 'Telegram',
  mark: { letters: 'Tg', color: '#1b6f9e' },
  docsUrl: 'https://core.telegram.org/bots/api#setwebhook',
  clues: { headers: ['x-telegram-bot-api-secret-token'], body: ['"update_id"'] },
  recognizes: (request) =>
    typeof valueAt(request.json(), 'update_id') === 'number' ||
    request.header('x-telegram-bot-api-secret-token') !== undefined,
  eventType: kindOfUpdate,
  eventId: (request) => textAt(request.json(), 'update_id'),
  schemeIds: ['telegram-token'],
  secret: {
    label: 'Secret token',
    example: '1 to 256 letters, digits, _ and -',
    where: 'You chose it: secret_token in the setWebhook call.',
  },
};

function kindOfUpdate(request: ProviderRequest): string | undefined {
  const update = request.json();
  if (typeof update !== 'object' || update === null) return undefined;
  return Object.keys(update).find((name) => name !== 'update_id');
}
