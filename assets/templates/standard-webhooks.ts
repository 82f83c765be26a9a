import { compact } from './serialize.ts';
import { headers, iso, seconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** github.com/standard-webhooks/standard-webhooks: `type`, `timestamp` and `data`, nothing said of what data holds. */
const event = (type: string, title: string, data: (scene: Scene) => Fields): Template => ({
  event: type,
  title,
  render: (scene) => ({
    headers: headers(
      'Content-Type',
      'application/json',
      'User-Agent',
      'standard-webhooks/1.0',
      'webhook-id',
      `msg_${scene.message.base62('message', 27)}`,
      'webhook-timestamp',
      String(seconds(scene.at)),
    ),
    body: compact({ type, timestamp: iso(scene.at), data: data(scene) }),
  }),
});

const user = ({ world }: Scene): Fields => {
  const { name, email } = world.person('user');
  return { id: `usr_${world.base62('user', 20)}`, name, email };
};

export const standardWebhooksTemplates: TemplateSet = {
  providerId: 'standard-webhooks',
  path: '/webhooks',
  templates: [
    event('user.created', 'User created', user),
    event('invoice.paid', 'Invoice paid', (scene) => ({
      id: `inv_${scene.world.base62('invoice', 20)}`,
      amount: scene.world.product('product').priceCents,
      currency: 'usd',
      customer: user(scene),
    })),
    event('order.shipped', 'Order shipped', (scene) => ({
      id: `ord_${scene.world.base62('order', 20)}`,
      carrier: 'usps',
      tracking_number: scene.world.digits('tracking', 22),
      customer: user(scene),
    })),
  ],
};
