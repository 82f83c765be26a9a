import { compact } from './serialize.ts';
import { headers, seconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

const payment = ({ world, at }: Scene, change: Fields): Fields => {
  const person = world.person('customer');
  const amount = world.product('product').priceCents;
  return {
    id: `pay_${world.base62('payment', 14)}`,
    entity: 'payment',
    amount,
    currency: 'INR',
    status: 'captured',
    order_id: `order_${world.base62('order', 14)}`,
    invoice_id: null,
    international: false,
    method: 'upi',
    amount_refunded: 0,
    refund_status: null,
    captured: true,
    description: world.product('product').name,
    card_id: null,
    bank: null,
    wallet: null,
    vpa: `${person.username}@upi`,
    email: person.email,
    contact: '+919000090000',
    notes: [],
    fee: Math.round(amount * 0.02),
    tax: 0,
    error_code: null,
    error_description: null,
    error_source: null,
    error_step: null,
    error_reason: null,
    acquirer_data: { rrn: world.digits('rrn', 12) },
    created_at: seconds(at),
    ...change,
  };
};

/** razorpay.com/docs/webhooks/payloads. */
const event = (name: string, title: string, payload: (scene: Scene) => Record<string, Fields>): Template => ({
  event: name,
  title,
  render: (scene) => {
    const held = payload(scene);
    return {
      headers: headers(
        'Content-Type',
        'application/json',
        'User-Agent',
        'Razorpay-Webhook/v1',
        'Accept',
        '*/*',
        'X-Razorpay-Event-Id',
        scene.message.base62('event', 14),
        'Request-Id',
        scene.message.uuid('request'),
      ),
      body: compact({
        entity: 'event',
        account_id: `acc_${scene.world.base62('account', 14)}`,
        event: name,
        contains: Object.keys(held),
        payload: Object.fromEntries(Object.entries(held).map(([kind, entity]) => [kind, { entity }])),
        created_at: seconds(scene.at),
      }),
    };
  },
});

export const razorpayTemplates: TemplateSet = {
  providerId: 'razorpay',
  path: '/webhooks/razorpay',
  templates: [
    event('payment.authorized', 'Payment authorized', (scene) => ({
      payment: payment(scene, { status: 'authorized', captured: false, fee: null, tax: null }),
    })),
    event('payment.captured', 'Payment captured', (scene) => ({ payment: payment(scene, {}) })),
    event('payment.failed', 'Payment failed', (scene) => ({
      payment: payment(scene, {
        status: 'failed',
        captured: false,
        fee: null,
        tax: null,
        error_code: 'BAD_REQUEST_ERROR',
        error_description: 'Payment was unsuccessful as you could not complete it in time.',
        error_source: 'customer',
        error_step: 'payment_authentication',
        error_reason: 'payment_cancelled',
      }),
    })),
    event('order.paid', 'Order paid', (scene) => {
      const amount = scene.world.product('product').priceCents;
      return {
        payment: payment(scene, {}),
        order: {
          id: `order_${scene.world.base62('order', 14)}`,
          entity: 'order',
          amount,
          amount_paid: amount,
          amount_due: 0,
          currency: 'INR',
          receipt: 'rcpt-1042',
          offer_id: null,
          status: 'paid',
          attempts: 1,
          notes: [],
          created_at: seconds(scene.at),
        },
      };
    }),
    event('refund.processed', 'Refund made', (scene) => ({
      refund: {
        id: `rfnd_${scene.world.base62('refund', 14)}`,
        entity: 'refund',
        amount: scene.world.product('product').priceCents,
        currency: 'INR',
        payment_id: `pay_${scene.world.base62('payment', 14)}`,
        notes: [],
        receipt: null,
        acquirer_data: { arn: null },
        created_at: seconds(scene.at),
        batch_id: null,
        status: 'processed',
        speed_processed: 'normal',
        speed_requested: 'normal',
      },
      payment: payment(scene, {
        amount_refunded: scene.world.product('product').priceCents,
        refund_status: 'full',
        status: 'refunded',
      }),
    })),
  ],
};
