import { indented } from './serialize.ts';
import { checkoutSession, invoice, subscription } from './stripe-billing.ts';
import {
  charge,
  customer,
  dispute,
  paymentIntent,
  paymentMethod,
  payout,
  purchase,
  refund,
} from './stripe-objects.ts';
import { headers, type Scene, type Template, type TemplateSet } from './template.ts';

type Purchase = ReturnType<typeof purchase>;
type Fields = Record<string, unknown>;

/** docs.stripe.com/api/events/object; the body is indented JSON, the user agent Stripe's own. */
const event = (
  type: string,
  title: string,
  object: (p: Purchase, scene: Scene) => Fields,
  previous?: Fields,
): Template => ({
  event: type,
  title,
  render: (scene) => ({
    headers: headers(
      'Cache-Control',
      'no-cache',
      'User-Agent',
      'Stripe/1.0 (+https://stripe.com/docs/webhooks)',
      'Accept',
      '*/*; q=0.5, application/xml',
      'Content-Type',
      'application/json; charset=utf-8',
    ),
    body: indented({
      id: `evt_1${scene.message.base62('event', 23)}`,
      object: 'event',
      api_version: '2026-10-28.endive',
      created: Math.floor(scene.at / 1000),
      data: {
        object: object(purchase(scene), scene),
        ...(previous === undefined ? {} : { previous_attributes: previous }),
      },
      livemode: false,
      pending_webhooks: 1,
      request: {
        id: `req_${scene.message.base62('request', 14)}`,
        idempotency_key: scene.message.uuid('idempotency'),
      },
      type,
    }),
  }),
});

const declined = {
  code: 'card_declined',
  decline_code: 'insufficient_funds',
  doc_url: 'https://docs.stripe.com/error-codes/card-declined',
  message: 'Your card has insufficient funds.',
  type: 'card_error',
};

export const stripeTemplates: TemplateSet = {
  providerId: 'stripe',
  path: '/webhooks/stripe',
  templates: [
    event('checkout.session.completed', 'Checkout completed', (p) => checkoutSession(p)),
    event('checkout.session.expired', 'Checkout abandoned', (p) =>
      checkoutSession(p, {
        customer: null,
        customer_details: null,
        payment_intent: null,
        payment_status: 'unpaid',
        status: 'expired',
      }),
    ),
    event('payment_intent.created', 'Payment begun', (p) =>
      paymentIntent(p, {
        amount_received: 0,
        latest_charge: null,
        payment_method: null,
        status: 'requires_payment_method',
      }),
    ),
    event('payment_intent.succeeded', 'Payment succeeded', (p) => paymentIntent(p)),
    event('payment_intent.payment_failed', 'Payment failed', (p) =>
      paymentIntent(p, {
        amount_received: 0,
        last_payment_error: { ...declined, charge: p.charge, payment_method: paymentMethod(p) },
        payment_method: null,
        status: 'requires_payment_method',
      }),
    ),
    event('charge.succeeded', 'Card charged', (p) => charge(p)),
    event('charge.failed', 'Charge failed', (p) =>
      charge(p, {
        amount_captured: 0,
        balance_transaction: null,
        captured: false,
        failure_code: declined.code,
        failure_message: declined.message,
        outcome: {
          advice_code: 'try_again_later',
          network_advice_code: null,
          network_decline_code: '51',
          network_status: 'declined_by_network',
          reason: declined.decline_code,
          risk_level: 'normal',
          risk_score: 31,
          seller_message: 'The bank returned the decline code `insufficient_funds`.',
          type: 'issuer_declined',
        },
        paid: false,
        receipt_url: null,
        status: 'failed',
      }),
    ),
    event(
      'charge.refunded',
      'Charge refunded',
      (p) => charge(p, { amount_refunded: p.amount, refunded: true }),
      { amount_refunded: 0, refunded: false },
    ),
    event('refund.created', 'Refund created', (p) => refund(p)),
    event('charge.dispute.created', 'Dispute opened', (p, { world }) =>
      dispute(p, `du_1${world.base62('dispute', 23)}`),
    ),
    event('customer.created', 'Customer created', (p) => customer(p)),
    event('customer.subscription.created', 'Subscription created', (p) => subscription(p)),
    event(
      'customer.subscription.updated',
      'Subscription to end with its period',
      (p) =>
        subscription(p, {
          cancel_at: p.created + 30 * 86_400,
          cancel_at_period_end: true,
          canceled_at: p.now,
          cancellation_details: {
            comment: null,
            feedback: 'too_expensive',
            reason: 'cancellation_requested',
          },
        }),
      { cancel_at: null, cancel_at_period_end: false, canceled_at: null },
    ),
    event('customer.subscription.deleted', 'Subscription ended', (p) =>
      subscription(p, {
        canceled_at: p.now,
        ended_at: p.now,
        status: 'canceled',
        cancellation_details: { comment: null, feedback: null, reason: 'cancellation_requested' },
      }),
    ),
    event('invoice.finalized', 'Invoice finalized', (p) =>
      invoice(p, {
        amount_paid: 0,
        amount_remaining: p.amount,
        attempt_count: 0,
        attempted: false,
        auto_advance: true,
        status: 'open',
        status_transitions: {
          finalized_at: p.created,
          marked_uncollectible_at: null,
          paid_at: null,
          voided_at: null,
        },
      }),
    ),
    event('invoice.paid', 'Invoice paid', (p) => invoice(p)),
    event('invoice.payment_failed', 'Invoice not paid', (p) =>
      invoice(p, {
        amount_paid: 0,
        amount_remaining: p.amount,
        auto_advance: true,
        next_payment_attempt: p.now + 3 * 86_400,
        status: 'open',
        status_transitions: {
          finalized_at: p.created,
          marked_uncollectible_at: null,
          paid_at: null,
          voided_at: null,
        },
      }),
    ),
    event('payment_method.attached', 'Payment method added', (p) => paymentMethod(p)),
    event('payout.paid', 'Payout sent', (p, { world }) => payout(p, `po_1${world.base62('payout', 23)}`)),
  ],
};
