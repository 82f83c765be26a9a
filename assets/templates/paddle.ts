import { compact } from './serialize.ts';
import { DAY, headers, iso, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** Ids as Paddle makes them: a prefix and 26 characters of a time-sorted id. */
const id = (prefix: string, { world }: Scene): string => `${prefix}_01${world.lower(prefix, 24)}`;

/** developer.paddle.com/webhooks/overview. */
const event = (type: string, title: string, data: (scene: Scene) => Fields): Template => ({
  event: type,
  title,
  render: (scene) => ({
    headers: headers(
      'Content-Type',
      'application/json',
      'User-Agent',
      'Paddle/1.0',
      'Accept',
      '*/*',
      'Paddle-Version',
      '1',
    ),
    body: compact({
      data: data(scene),
      event_id: `evt_01${scene.message.lower('event', 24)}`,
      event_type: type,
      occurred_at: iso(scene.at).replace('Z', '000Z'),
      notification_id: `ntf_01${scene.message.lower('notification', 24)}`,
    }),
  }),
});

const price = (scene: Scene): Fields => ({
  id: id('pri', scene),
  name: 'Monthly',
  type: 'standard',
  status: 'active',
  quantity: { maximum: 100, minimum: 1 },
  tax_mode: 'account_setting',
  product_id: id('pro', scene),
  unit_price: { amount: String(scene.world.product('product').priceCents), currency_code: 'USD' },
  custom_data: null,
  description: 'Pro plan',
  trial_period: null,
  billing_cycle: { interval: 'month', frequency: 1 },
  unit_price_overrides: [],
});
const period = ({ at }: Scene): Fields => ({ ends_at: iso(at + 30 * DAY), starts_at: iso(at) });

const transaction = (scene: Scene, status: string): Fields => {
  const total = String(scene.world.product('product').priceCents);
  const totals = {
    fee: status === 'completed' ? '245' : null,
    tax: '0',
    total,
    credit: '0',
    balance: status === 'completed' ? '0' : total,
    discount: '0',
    earnings: null,
    subtotal: total,
    grand_total: total,
    currency_code: 'USD',
    credit_to_balance: '0',
  };
  return {
    id: id('txn', scene),
    items: [{ price: price(scene), quantity: 1, proration: null }],
    origin: 'web',
    status,
    details: {
      totals,
      line_items: [
        {
          id: id('txnitm', scene),
          totals: { tax: '0', total, discount: '0', subtotal: total },
          price_id: id('pri', scene),
          quantity: 1,
          tax_rate: '0',
          unit_totals: { tax: '0', total, discount: '0', subtotal: total },
        },
      ],
      payout_totals: null,
      tax_rates_used: [],
      adjusted_totals: totals,
    },
    checkout: { url: `https://shop.example.com/pay?_ptxn=${id('txn', scene)}` },
    payments: [],
    billed_at: iso(scene.at),
    address_id: id('add', scene),
    created_at: iso(scene.at),
    invoice_id: id('inv', scene),
    updated_at: iso(scene.at),
    business_id: null,
    custom_data: null,
    customer_id: id('ctm', scene),
    discount_id: null,
    receipt_data: null,
    currency_code: 'USD',
    billing_period: period(scene),
    invoice_number: `325-${scene.world.digits('invoice number', 5)}`,
    billing_details: null,
    collection_mode: 'automatic',
    subscription_id: id('sub', scene),
  };
};

const subscription = (scene: Scene, change: Fields = {}): Fields => ({
  id: id('sub', scene),
  items: [
    {
      price: price(scene),
      status: 'active',
      quantity: 1,
      recurring: true,
      created_at: iso(scene.at),
      updated_at: iso(scene.at),
      trial_dates: null,
      next_billed_at: iso(scene.at + 30 * DAY),
      previously_billed_at: iso(scene.at),
    },
  ],
  status: 'active',
  discount: null,
  paused_at: null,
  address_id: id('add', scene),
  created_at: iso(scene.at),
  started_at: iso(scene.at),
  updated_at: iso(scene.at),
  business_id: null,
  canceled_at: null,
  custom_data: null,
  customer_id: id('ctm', scene),
  import_meta: null,
  billing_cycle: { interval: 'month', frequency: 1 },
  currency_code: 'USD',
  next_billed_at: iso(scene.at + 30 * DAY),
  transaction_id: id('txn', scene),
  billing_details: null,
  collection_mode: 'automatic',
  first_billed_at: iso(scene.at),
  scheduled_change: null,
  current_billing_period: period(scene),
  ...change,
});

export const paddleTemplates: TemplateSet = {
  providerId: 'paddle',
  path: '/webhooks/paddle',
  templates: [
    event('transaction.completed', 'Transaction completed', (scene) => transaction(scene, 'completed')),
    event('transaction.payment_failed', 'Payment failed', (scene) => transaction(scene, 'past_due')),
    event('subscription.created', 'Subscription created', (scene) => subscription(scene)),
    event('subscription.canceled', 'Subscription canceled', (scene) =>
      subscription(scene, {
        status: 'canceled',
        canceled_at: iso(scene.at),
        next_billed_at: null,
        current_billing_period: null,
      }),
    ),
    event('customer.created', 'Customer created', (scene) => ({
      id: id('ctm', scene),
      name: scene.world.person('customer').name,
      email: scene.world.person('customer').email,
      locale: 'en',
      status: 'active',
      created_at: iso(scene.at),
      updated_at: iso(scene.at),
      custom_data: null,
      import_meta: null,
      marketing_consent: false,
    })),
  ],
};
