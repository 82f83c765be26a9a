import { compact, formEncoded } from './serialize.ts';
import { headers, iso, type Scene, type Template, type TemplateSet } from './template.ts';

const agent = ['User-Agent', 'Mollie HTTP client/1.0', 'Accept', '*/*'];

/** docs.mollie.com/reference/webhooks: a form with one field, the id; what became of it is asked of the API. */
const classic = (event: string, title: string, id: (scene: Scene) => string): Template => ({
  event,
  eventType: null,
  title,
  render: (scene) => ({
    headers: headers('Content-Type', 'application/x-www-form-urlencoded', ...agent),
    body: formEncoded({ id: id(scene) }),
  }),
});

export const mollieTemplates: TemplateSet = {
  providerId: 'mollie',
  path: '/webhooks/mollie',
  templates: [
    classic('payment', 'Payment changed', ({ world }) => `tr_${world.base62('payment', 10)}`),
    classic('order', 'Order changed', ({ world }) => `ord_${world.lower('order', 10)}`),
    {
      event: 'payment-link.paid',
      title: 'Payment link paid (signed webhook)',
      render: ({ world, message, at }) => {
        const link = `pl_${world.base62('link', 22)}`;
        return {
          headers: headers(
            'Content-Type',
            'application/json',
            ...agent,
            'X-Mollie-Signature',
            `sha256=${'0'.repeat(64)}`,
          ),
          body: compact({
            resource: 'event',
            id: `event_${message.base62('event', 22)}`,
            type: 'payment-link.paid',
            entityId: link,
            createdAt: iso(at),
            _links: {
              self: { href: 'https://api.mollie.com/v2/events', type: 'application/hal+json' },
              entity: {
                href: `https://api.mollie.com/v2/payment-links/${link}`,
                type: 'application/hal+json',
              },
            },
          }),
        };
      },
    },
  ],
};
