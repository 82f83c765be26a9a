import { compact } from './serialize.ts';
import { headers, iso, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

function sale({ at, world }: Scene) {
  const product = world.product('product');
  return {
    at: iso(at),
    product,
    money: { amount: product.priceCents, currency: 'USD' },
    merchant: `ML${world.upper('merchant', 11)}`,
    location: `L${world.upper('location', 12)}`,
    payment: world.base62('payment', 29),
    order: world.base62('order', 27),
    customer: world.upper('customer', 26),
  };
}
type Sale = ReturnType<typeof sale>;

/** developer.squareup.com/docs/webhooks/v2webhook-events-tech-ref. */
const event = (
  type: string,
  title: string,
  kind: string,
  object: (s: Sale, scene: Scene) => [id: string, object: Fields],
): Template => ({
  event: type,
  title,
  render(scene) {
    const s = sale(scene);
    const [id, held] = object(s, scene);
    return {
      headers: headers(
        'Content-Type',
        'application/json',
        'User-Agent',
        'Square Connect v2',
        'Accept',
        '*/*',
        'square-environment',
        'Sandbox',
        'square-initial-delivery-timestamp',
        s.at,
      ),
      body: compact({
        merchant_id: s.merchant,
        location_id: s.location,
        type,
        event_id: scene.message.uuid('event'),
        created_at: s.at,
        data: { type: kind, id, object: held },
      }),
    };
  },
});

const payment = (s: Sale, status: string): [string, Fields] => [
  s.payment,
  {
    payment: {
      amount_money: s.money,
      approved_money: s.money,
      card_details: {
        avs_status: 'AVS_ACCEPTED',
        card: {
          bin: '540988',
          card_brand: 'MASTERCARD',
          card_type: 'CREDIT',
          exp_month: 11,
          exp_year: 2030,
          last_4: '9029',
          prepaid_type: 'NOT_PREPAID',
        },
        cvv_status: 'CVV_ACCEPTED',
        entry_method: 'KEYED',
        statement_description: 'SQ *NORTHWIND',
        status: status === 'COMPLETED' ? 'CAPTURED' : 'AUTHORIZED',
      },
      created_at: s.at,
      customer_id: s.customer,
      delay_action: 'CANCEL',
      delay_duration: 'PT168H',
      id: s.payment,
      location_id: s.location,
      order_id: s.order,
      receipt_number: s.payment.slice(0, 4),
      source_type: 'CARD',
      status,
      total_money: s.money,
      updated_at: s.at,
      version: status === 'COMPLETED' ? 2 : 0,
    },
  },
];

export const squareTemplates: TemplateSet = {
  providerId: 'square',
  path: '/webhooks/square',
  templates: [
    event('payment.created', 'Payment created', 'payment', (s) => payment(s, 'APPROVED')),
    event('payment.updated', 'Payment completed', 'payment', (s) => payment(s, 'COMPLETED')),
    event('refund.created', 'Refund created', 'refund', (s, { world }) => {
      const id = `${s.payment}_${world.base62('refund', 20)}`;
      return [
        id,
        {
          refund: {
            amount_money: s.money,
            created_at: s.at,
            id,
            location_id: s.location,
            order_id: s.order,
            payment_id: s.payment,
            status: 'PENDING',
            updated_at: s.at,
            version: 0,
          },
        },
      ];
    }),
    event('order.created', 'Order created', 'order_created', (s) => [
      s.order,
      {
        order_created: {
          created_at: s.at,
          location_id: s.location,
          order_id: s.order,
          state: 'OPEN',
          version: 1,
        },
      },
    ]),
    event('customer.created', 'Customer created', 'customer', (s, { world }) => {
      const person = world.person('customer person');
      return [
        s.customer,
        {
          customer: {
            created_at: s.at,
            creation_source: 'THIRD_PARTY',
            email_address: person.email,
            family_name: person.last,
            given_name: person.first,
            id: s.customer,
            preferences: { email_unsubscribed: false },
            updated_at: s.at,
            version: 0,
          },
        },
      ];
    }),
  ],
};
