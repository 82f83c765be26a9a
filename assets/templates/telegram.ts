import { compact } from './serialize.ts';
import { headers, seconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** core.telegram.org/bots/api#update. */
const update = (name: string, title: string, body: (scene: Scene) => Fields): Template => ({
  event: name,
  eventType: name.split('.')[0] ?? name,
  title,
  render: (scene) => ({
    headers: headers(
      'Content-Type',
      'application/json',
      'Accept-Encoding',
      'gzip, deflate',
      'Connection',
      'keep-alive',
    ),
    body: compact({
      update_id: scene.message.int('update', 100_000_000, 999_999_999),
      [name.split('.')[0] ?? name]: body(scene),
    }),
  }),
});

const person = ({ world }: Scene): Fields => {
  const { first, last, username } = world.person('user');
  return {
    id: world.int('user', 100_000_000, 7_000_000_000),
    is_bot: false,
    first_name: first,
    last_name: last,
    username,
    language_code: 'en',
  };
};
const chat = (scene: Scene): Fields => {
  const { id, first_name, last_name, username } = person(scene);
  return { id, first_name, last_name, username, type: 'private' };
};
const message = (scene: Scene, content: Fields): Fields => ({
  message_id: scene.world.int('message', 10, 90_000),
  from: person(scene),
  chat: chat(scene),
  date: seconds(scene.at),
  ...content,
});
const bot = { id: 6_123_456_789, is_bot: true, first_name: 'Northwind', username: 'northwind_bot' };

export const telegramTemplates: TemplateSet = {
  providerId: 'telegram',
  path: '/webhooks/telegram',
  templates: [
    update('message', 'Message received', (scene) => message(scene, { text: 'Where is my order 1042?' })),
    update('message.command', 'Command received', (scene) =>
      message(scene, { text: '/start', entities: [{ offset: 0, length: 6, type: 'bot_command' }] }),
    ),
    update('edited_message', 'Message edited', (scene) =>
      message(scene, { edit_date: seconds(scene.at), text: 'Where is my order 1043?' }),
    ),
    update('callback_query', 'Button pressed', (scene) => ({
      id: scene.message.digits('query', 18),
      from: person(scene),
      message: {
        ...message(scene, { text: 'Cancel order 1042?' }),
        from: bot,
        reply_markup: { inline_keyboard: [[{ text: 'Yes', callback_data: 'cancel:1042' }]] },
      },
      chat_instance: scene.world.digits('instance', 19),
      data: 'cancel:1042',
    })),
    update('pre_checkout_query', 'Payment to confirm', (scene) => ({
      id: scene.message.digits('query', 18),
      from: person(scene),
      currency: 'EUR',
      total_amount: scene.world.product('product').priceCents,
      invoice_payload: 'order-1042',
    })),
  ],
};
