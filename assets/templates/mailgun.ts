import { compact } from './serialize.ts';
import { headers, seconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** documentation.mailgun.com/docs/mailgun/user-manual/events. The signature is filled in when the message is signed. */
const event = (name: string, title: string, change: (scene: Scene) => Fields): Template => ({
  event: name,
  title,
  render: (scene) => {
    const { world, message, at } = scene;
    const recipient = world.person('recipient').email;
    return {
      headers: headers(
        'Content-Type',
        'application/json',
        'User-Agent',
        'mailgun/treq-22.2.0',
        'Accept',
        '*/*',
      ),
      body: compact({
        signature: {
          timestamp: String(seconds(at)),
          token: message.hex('token', 50),
          signature: '0'.repeat(64),
        },
        'event-data': {
          id: message.base62('event', 22),
          timestamp: at / 1000,
          'log-level': name === 'failed' ? 'error' : 'info',
          event: name,
          message: {
            headers: {
              to: world.person('recipient').name + ` <${recipient}>`,
              'message-id': `${world.hex('message id', 12)}@mg.example.com`,
              from: 'Northwind <orders@mg.example.com>',
              subject: 'Your order has shipped',
            },
            attachments: [],
            size: 4812,
          },
          recipient,
          'recipient-domain': 'example.com',
          tags: ['order'],
          campaigns: [],
          'user-variables': { order: '1042' },
          flags: {
            'is-routed': false,
            'is-authenticated': true,
            'is-system-test': false,
            'is-test-mode': false,
          },
          ...change(scene),
        },
      }),
    };
  },
});
const client = {
  'client-info': {
    'client-os': 'macOS',
    'device-type': 'desktop',
    'client-name': 'Chrome',
    'client-type': 'browser',
    'user-agent': 'Mozilla/5.0 (Macintosh)',
  },
  geolocation: { country: 'US', region: 'OR', city: 'Portland' },
  ip: '203.0.113.24',
};

export const mailgunTemplates: TemplateSet = {
  providerId: 'mailgun',
  path: '/webhooks/mailgun',
  templates: [
    event('delivered', 'E-mail delivered', ({ world }) => ({
      method: 'http',
      envelope: {
        transport: 'smtp',
        sender: 'orders@mg.example.com',
        'sending-ip': '198.51.100.7',
        targets: world.person('recipient').email,
      },
      storage: {
        key: world.base62('storage', 40),
        url: 'https://se.api.mailgun.net/v3/domains/mg.example.com/messages/key',
      },
      'delivery-status': {
        tls: true,
        'mx-host': 'mx.example.com',
        'attempt-no': 1,
        description: '',
        'session-seconds': 0.43,
        utf8: true,
        code: 250,
        message: 'OK',
        'certificate-verified': true,
      },
    })),
    event('opened', 'E-mail opened', () => client),
    event('clicked', 'Link clicked', () => ({ ...client, url: 'https://shop.example.com/orders/1042' })),
    event('failed', 'E-mail failed for good', () => ({
      severity: 'permanent',
      reason: 'bounce',
      envelope: { transport: 'smtp', sender: 'orders@mg.example.com', 'sending-ip': '198.51.100.7' },
      'delivery-status': {
        'attempt-no': 1,
        message: '5.1.1 The email account that you tried to reach does not exist.',
        code: 550,
        'enhanced-code': '5.1.1',
        description: '',
        'session-seconds': 0.2,
      },
    })),
    event('complained', 'Marked as spam', () => ({ envelope: { sending_ip: '198.51.100.7' } })),
  ],
};
