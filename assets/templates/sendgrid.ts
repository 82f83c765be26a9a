import { headers, seconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** twilio.com/docs/sendgrid/for-developers/tracking-events/event: an array, one event a line, a line break at the end. */
const event = (name: string, title: string, change: (scene: Scene) => Fields): Template => ({
  event: name,
  title,
  render: (scene) => {
    const { world, message, at } = scene;
    const one = {
      email: world.person('recipient').email,
      event: name,
      ...change(scene),
      sg_event_id: message.base64('event', 27).replaceAll('+', '-').replaceAll('/', '_'),
      sg_message_id: `${world.base62('message', 22)}.filter0001.16648.5515E0B88.0`,
      'smtp-id': `<${world.base62('smtp', 22)}@example.com>`,
      timestamp: seconds(at),
    };
    return {
      headers: headers(
        'Content-Type',
        'application/json; charset=utf-8',
        'User-Agent',
        'SendGrid Event API',
        'Accept',
        '*/*',
      ),
      body: `[${JSON.stringify(one)}]\r\n`,
    };
  },
});

export const sendgridTemplates: TemplateSet = {
  providerId: 'sendgrid',
  path: '/webhooks/sendgrid',
  templates: [
    event('processed', 'E-mail accepted', () => ({ send_at: 0, category: ['order'] })),
    event('delivered', 'E-mail delivered', () => ({
      ip: '198.51.100.7',
      response: '250 2.0.0 OK',
      tls: 1,
      category: ['order'],
    })),
    event('open', 'E-mail opened', () => ({
      ip: '203.0.113.24',
      sg_content_type: 'html',
      sg_machine_open: false,
      useragent: 'Mozilla/5.0 (Macintosh)',
    })),
    event('click', 'Link clicked', () => ({
      ip: '203.0.113.24',
      sg_content_type: 'html',
      url: 'https://shop.example.com/orders/1042',
      url_offset: { index: 0, type: 'html' },
      useragent: 'Mozilla/5.0 (Macintosh)',
    })),
    event('bounce', 'E-mail bounced', () => ({
      bounce_classification: 'Invalid Address',
      ip: '198.51.100.7',
      reason: '550 5.1.1 The email account does not exist.',
      status: '5.1.1',
      tls: 1,
      type: 'bounce',
    })),
  ],
};
