import { compact } from './serialize.ts';
import { svixHeaders } from './svix.ts';
import { iso, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** resend.com/docs/dashboard/webhooks/event-types. */
const event = (type: string, title: string, data: (scene: Scene) => Fields): Template => ({
  event: type,
  title,
  render: (scene) => ({
    headers: svixHeaders(scene),
    body: compact({ type, created_at: iso(scene.at), data: data(scene) }),
  }),
});

const email = ({ world, at }: Scene, change: Fields = {}): Fields => ({
  broadcast_id: null,
  created_at: iso(at),
  email_id: world.uuid('email'),
  from: 'Northwind <orders@example.com>',
  to: [world.person('recipient').email],
  subject: 'Your order has shipped',
  tags: { category: 'order' },
  ...change,
});

export const resendTemplates: TemplateSet = {
  providerId: 'resend',
  path: '/webhooks/resend',
  templates: [
    event('email.sent', 'E-mail sent', (scene) => email(scene)),
    event('email.delivered', 'E-mail delivered', (scene) => email(scene)),
    event('email.opened', 'E-mail opened', (scene) =>
      email(scene, {
        open: { ipAddress: '203.0.113.24', timestamp: iso(scene.at), userAgent: 'Mozilla/5.0 (Macintosh)' },
      }),
    ),
    event('email.clicked', 'Link clicked', (scene) =>
      email(scene, {
        click: {
          ipAddress: '203.0.113.24',
          link: 'https://shop.example.com/orders/1042',
          timestamp: iso(scene.at),
          userAgent: 'Mozilla/5.0 (Macintosh)',
        },
      }),
    ),
    event('email.bounced', 'E-mail bounced', (scene) =>
      email(scene, {
        bounce: {
          message: "The recipient's email address is on the suppression list.",
          subType: 'Suppressed',
          type: 'Permanent',
        },
      }),
    ),
  ],
};
