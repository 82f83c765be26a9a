import { compact } from './serialize.ts';
import { headers, iso, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;
const order = ({ world }: Scene): Fields => ({
  orderId: world.digits('order', 8),
  customer: world.person('customer').email,
  total: world.product('product').priceCents,
  currency: 'EUR',
});
const TYPE = 'com.example.order.created';

/** CloudEvents 1.0.2, HTTP binding: in structured mode the body is the event, in binary mode headers are, in a batch an array. */
const structured = (scene: Scene, id = 'event'): Fields => ({
  specversion: '1.0',
  type: TYPE,
  source: 'https://shop.example.com/orders',
  subject: scene.world.digits('order', 8),
  id: scene.message.uuid(id),
  time: iso(scene.at),
  datacontenttype: 'application/json',
  data: order(scene),
});

const mode = (name: string, title: string, render: Template['render']): Template => ({
  event: `${TYPE}.${name}`,
  eventType: TYPE,
  title,
  render,
});

export const cloudeventsTemplates: TemplateSet = {
  providerId: 'cloudevents',
  path: '/events',
  templates: [
    mode('structured', 'Order created, structured', (scene) => ({
      headers: headers('Content-Type', 'application/cloudevents+json; charset=utf-8'),
      body: compact(structured(scene)),
    })),
    mode('binary', 'Order created, binary', (scene) => ({
      headers: headers(
        'Content-Type',
        'application/json',
        'ce-specversion',
        '1.0',
        'ce-type',
        TYPE,
        'ce-source',
        'https://shop.example.com/orders',
        'ce-subject',
        scene.world.digits('order', 8),
        'ce-id',
        scene.message.uuid('event'),
        'ce-time',
        iso(scene.at),
      ),
      body: compact(order(scene)),
    })),
    mode('batch', 'Two events in a batch', (scene) => ({
      headers: headers('Content-Type', 'application/cloudevents-batch+json; charset=utf-8'),
      body: compact([structured(scene), structured(scene, 'second event')]),
    })),
    {
      event: 'validation',
      eventType: null,
      title: 'Permission asked for (OPTIONS)',
      render: () => ({
        method: 'OPTIONS',
        headers: headers('WebHook-Request-Origin', 'eventemitter.example.com', 'WebHook-Request-Rate', '120'),
        body: '',
      }),
    },
  ],
};
