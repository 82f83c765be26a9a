import { DAY, seconds, type Scene } from './template.ts';

/** Stripe's objects as of API version 2026-10-28; members from the API reference. */

type Fields = Record<string, unknown>;

/** An object as Stripe writes it: id and kind first, then by name; `nulls` are the members that hold nothing here. */
const stripeObject = (id: string, object: string, nulls: string, fields: Fields): Fields => {
  const all: Fields = { ...Object.fromEntries(nulls.split(' ').map((name) => [name, null])), ...fields };
  const sorted = Object.entries(all).sort(([a], [b]) => (a < b ? -1 : 1));
  return { id, object, ...Object.fromEntries(sorted) };
};

/** The ids and facts that the objects of one purchase share. */
export function purchase({ at, startedAt, world }: Scene) {
  const product = world.product('product');
  const person = world.person('customer');
  return {
    product,
    person,
    amount: product.priceCents,
    currency: 'usd',
    created: seconds(startedAt),
    now: seconds(at),
    customer: `cus_${world.base62('customer', 14)}`,
    intent: `pi_3${world.base62('intent', 23)}`,
    charge: `ch_3${world.base62('charge', 23)}`,
    method: `pm_1${world.base62('method', 23)}`,
    invoice: `in_1${world.base62('invoice', 23)}`,
    subscription: `sub_1${world.base62('subscription', 23)}`,
    session: `cs_test_${world.base62('session', 58)}`,
    price: `price_1${world.base62('price', 23)}`,
    refund: `re_3${world.base62('refund', 23)}`,
    last4: '4242',
    number: `${world.upper('invoice prefix', 8)}-0001`,
  };
}
type Purchase = ReturnType<typeof purchase>;

const address = {
  city: 'Portland',
  country: 'US',
  line1: '12 Alder Street',
  line2: null,
  postal_code: '97204',
  state: 'OR',
};
const billingDetails = ({ person }: Purchase) => ({
  address,
  email: person.email,
  name: person.name,
  phone: null,
  tax_id: null,
});
const cardDetails = ({ last4 }: Purchase) => ({
  brand: 'visa',
  checks: { address_line1_check: 'pass', address_postal_code_check: 'pass', cvc_check: 'pass' },
  country: 'US',
  exp_month: 8,
  exp_year: 2031,
  fingerprint: 'Xt5EWLLDS7FJjR1c',
  funding: 'credit',
  last4,
  network: 'visa',
  three_d_secure: null,
  wallet: null,
});
const list = (url: string, data: unknown[]) => ({
  object: 'list',
  data,
  has_more: false,
  total_count: data.length,
  url,
});

export const customer = (p: Purchase): Fields =>
  stripeObject(
    p.customer,
    'customer',
    'currency default_source description discount phone shipping test_clock',
    {
      address,
      balance: 0,
      created: p.created,
      delinquent: false,
      email: p.person.email,
      invoice_prefix: p.number.slice(0, 8),
      invoice_settings: {
        custom_fields: null,
        default_payment_method: null,
        footer: null,
        rendering_options: null,
      },
      livemode: false,
      metadata: {},
      name: p.person.name,
      next_invoice_sequence: 1,
      preferred_locales: ['en-US'],
      tax_exempt: 'none',
    },
  );

export const paymentIntent = (p: Purchase, change: Fields = {}): Fields =>
  stripeObject(
    p.intent,
    'payment_intent',
    'allowed_payment_method_types application application_fee_amount canceled_at cancellation_reason customer_account excluded_payment_method_types last_payment_error managed_payments next_action on_behalf_of payment_method_configuration_details payment_record processing review setup_future_usage shipping source statement_descriptor statement_descriptor_suffix transfer_data transfer_group',
    {
      amount: p.amount,
      amount_capturable: 0,
      amount_details: { tip: {} },
      amount_received: p.amount,
      automatic_payment_methods: { allow_redirects: 'always', enabled: true },
      capture_method: 'automatic_async',
      client_secret: `${p.intent}_secret_${p.charge.slice(4)}`,
      confirmation_method: 'automatic',
      created: p.created,
      currency: p.currency,
      customer: p.customer,
      description: p.product.name,
      latest_charge: p.charge,
      livemode: false,
      metadata: {},
      payment_method: p.method,
      payment_method_options: {
        card: {
          installments: null,
          mandate_options: null,
          network: null,
          request_three_d_secure: 'automatic',
        },
      },
      payment_method_types: ['card', 'link'],
      receipt_email: p.person.email,
      status: 'succeeded',
      ...change,
    },
  );

export const charge = (p: Purchase, change: Fields = {}): Fields =>
  stripeObject(
    p.charge,
    'charge',
    'application application_fee application_fee_amount failure_balance_transaction failure_code failure_message on_behalf_of receipt_number review shipping source source_transfer statement_descriptor statement_descriptor_suffix transfer_data transfer_group',
    {
      amount: p.amount,
      amount_captured: p.amount,
      amount_refunded: 0,
      balance_transaction: `txn_3${p.charge.slice(4)}`,
      billing_details: billingDetails(p),
      calculated_statement_descriptor: 'NORTHWIND',
      captured: true,
      created: p.created,
      currency: p.currency,
      customer: p.customer,
      description: p.product.name,
      disputed: false,
      fraud_details: {},
      livemode: false,
      metadata: {},
      outcome: {
        advice_code: null,
        network_advice_code: null,
        network_decline_code: null,
        network_status: 'approved_by_network',
        reason: null,
        risk_level: 'normal',
        risk_score: 12,
        seller_message: 'Payment complete.',
        type: 'authorized',
      },
      paid: true,
      payment_intent: p.intent,
      payment_method: p.method,
      payment_method_details: { card: { amount_authorized: p.amount, ...cardDetails(p) }, type: 'card' },
      receipt_email: p.person.email,
      receipt_url: `https://pay.stripe.com/receipts/payment/${p.charge}`,
      refunded: false,
      status: 'succeeded',
      ...change,
    },
  );

export const paymentMethod = (p: Purchase): Fields =>
  stripeObject(p.method, 'payment_method', 'customer_account', {
    allow_redisplay: 'always',
    billing_details: billingDetails(p),
    card: {
      ...cardDetails(p),
      display_brand: 'visa',
      networks: { available: ['visa'], preferred: null },
      three_d_secure_usage: { supported: true },
    },
    created: p.created,
    customer: p.customer,
    livemode: false,
    metadata: {},
    type: 'card',
  });

export const refund = (p: Purchase): Fields =>
  stripeObject(
    p.refund,
    'refund',
    'customer_account receipt_number source_transfer_reversal transfer_reversal',
    {
      amount: p.amount,
      balance_transaction: `txn_3${p.refund.slice(4)}`,
      charge: p.charge,
      created: p.now,
      currency: p.currency,
      customer: p.customer,
      destination_details: {
        card: { reference_status: 'pending', reference_type: 'acquirer_reference_number', type: 'refund' },
        type: 'card',
      },
      metadata: {},
      payment_intent: p.intent,
      payment_method: p.method,
      reason: 'requested_by_customer',
      status: 'succeeded',
    },
  );

export const dispute = (p: Purchase, id: string): Fields =>
  stripeObject(id, 'dispute', 'intended_submission_method', {
    amount: p.amount,
    balance_transactions: [],
    charge: p.charge,
    created: p.now,
    currency: p.currency,
    enhanced_eligibility_types: [],
    evidence: {
      customer_email_address: p.person.email,
      customer_name: p.person.name,
      product_description: p.product.name,
      receipt: null,
      uncategorized_text: null,
    },
    evidence_details: {
      due_by: p.now + 7 * 86_400,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
    },
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    network_reason_code: '10.4',
    payment_intent: p.intent,
    payment_method_details: {
      card: { brand: 'visa', case_type: 'chargeback', network_reason_code: '10.4' },
      type: 'card',
    },
    reason: 'fraudulent',
    status: 'needs_response',
  });

export const payout = ({ now: created, amount, currency }: Purchase, id: string): Fields =>
  stripeObject(
    id,
    'payout',
    'application_fee application_fee_amount failure_balance_transaction failure_code failure_message original_payout payout_method reversed_by',
    {
      amount: amount * 12,
      arrival_date: created + (2 * DAY) / 1000,
      automatic: true,
      balance_transaction: `txn_1${id.slice(4)}`,
      created,
      currency,
      description: 'STRIPE PAYOUT',
      destination: `ba_1${id.slice(4)}`,
      livemode: false,
      metadata: {},
      method: 'standard',
      reconciliation_status: 'completed',
      source_type: 'card',
      statement_descriptor: null,
      status: 'paid',
      trace_id: { status: 'pending', value: null },
      type: 'bank_account',
    },
  );

export const stripeFields = { stripeObject, list, address };
