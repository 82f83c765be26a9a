import { DAY, iso, isoSeconds, type Scene } from './template.ts';

/** PayPal's resources as its webhooks hold them; members from developer.paypal.com/docs/api. */

type Fields = Record<string, unknown>;
export const API = 'https://api.sandbox.paypal.com';

/** What the events of one purchase share. Ids are seventeen capital letters and digits, as PayPal's are. */
export function purchase({ at, startedAt, world }: Scene) {
  const product = world.product('product');
  const payer = world.person('payer');
  const money = (cents: number) => ({ currency_code: 'USD', value: (cents / 100).toFixed(2) });
  const fee = Math.round(product.priceCents * 0.0349) + 49;
  return {
    at: isoSeconds(at),
    startedAt: isoSeconds(startedAt),
    soon: isoSeconds(at + 30 * DAY),
    product,
    payer,
    fee,
    money,
    amount: money(product.priceCents),
    order: world.upper('order', 17),
    capture: world.upper('capture', 17),
    authorization: world.upper('authorization', 17),
    refund: world.upper('refund', 17),
    sale: world.upper('sale', 17),
    subscription: `I-${world.upper('subscription', 12)}`,
    plan: `P-${world.upper('plan', 24)}`,
    merchant: world.upper('merchant', 13),
    payerId: world.upper('payer id', 13),
    invoiceNumber: world.digits('invoice', 6),
  };
}
export type Purchase = ReturnType<typeof purchase>;

export const link = (href: string, rel: string, method = 'GET') => ({ href, rel, method });
const name = ({ payer }: Purchase) => ({ given_name: payer.first, surname: payer.last });
const seller = { status: 'ELIGIBLE', dispute_categories: ['ITEM_NOT_RECEIVED', 'UNAUTHORIZED_TRANSACTION'] };

export const order = (p: Purchase, status: string): Fields => ({
  id: p.order,
  intent: 'CAPTURE',
  status,
  purchase_units: [
    {
      reference_id: 'default',
      amount: { ...p.amount, breakdown: { item_total: p.amount } },
      payee: { email_address: 'shop@example.com', merchant_id: p.merchant },
      invoice_id: p.invoiceNumber,
      items: [{ name: p.product.name, sku: p.product.sku, quantity: '1', unit_amount: p.amount }],
      shipping: {
        name: { full_name: p.payer.name },
        address: {
          address_line_1: '12 Alder Street',
          admin_area_2: 'Portland',
          admin_area_1: 'OR',
          postal_code: '97204',
          country_code: 'US',
        },
      },
    },
  ],
  payer: {
    name: name(p),
    email_address: p.payer.email,
    payer_id: p.payerId,
    address: { country_code: 'US' },
  },
  create_time: p.startedAt,
  update_time: p.at,
  links: [
    link(`${API}/v2/checkout/orders/${p.order}`, 'self'),
    link(`${API}/v2/checkout/orders/${p.order}/capture`, 'capture', 'POST'),
  ],
});

export const capture = (p: Purchase, status: string, change: Fields = {}): Fields => ({
  id: p.capture,
  status,
  amount: p.amount,
  final_capture: true,
  seller_protection: seller,
  seller_receivable_breakdown: {
    gross_amount: p.amount,
    paypal_fee: p.money(p.fee),
    net_amount: p.money(p.product.priceCents - p.fee),
  },
  invoice_id: p.invoiceNumber,
  supplementary_data: { related_ids: { order_id: p.order } },
  payee: { email_address: 'shop@example.com', merchant_id: p.merchant },
  create_time: p.at,
  update_time: p.at,
  links: [
    link(`${API}/v2/payments/captures/${p.capture}`, 'self'),
    link(`${API}/v2/payments/captures/${p.capture}/refund`, 'refund', 'POST'),
    link(`${API}/v2/checkout/orders/${p.order}`, 'up'),
  ],
  ...change,
});

export const authorization = (p: Purchase, status: string): Fields => ({
  id: p.authorization,
  status,
  amount: p.amount,
  invoice_id: p.invoiceNumber,
  seller_protection: seller,
  expiration_time: p.soon,
  create_time: p.startedAt,
  update_time: p.at,
  links: [link(`${API}/v2/payments/authorizations/${p.authorization}`, 'self')],
});

export const refund = (p: Purchase): Fields => ({
  id: p.refund,
  status: 'COMPLETED',
  amount: p.amount,
  note_to_payer: 'Returned item',
  seller_payable_breakdown: {
    gross_amount: p.amount,
    paypal_fee: p.money(0),
    net_amount: p.amount,
    total_refunded_amount: p.amount,
  },
  invoice_id: p.invoiceNumber,
  create_time: p.at,
  update_time: p.at,
  links: [
    link(`${API}/v2/payments/refunds/${p.refund}`, 'self'),
    link(`${API}/v2/payments/captures/${p.capture}`, 'up'),
  ],
});

export const subscription = (p: Purchase, status: string): Fields => ({
  id: p.subscription,
  plan_id: p.plan,
  status,
  status_update_time: p.at,
  start_time: p.startedAt,
  quantity: '1',
  shipping_amount: p.money(0),
  subscriber: { name: name(p), email_address: p.payer.email, payer_id: p.payerId },
  billing_info: {
    outstanding_balance: p.money(0),
    cycle_executions: [
      {
        tenure_type: 'REGULAR',
        sequence: 1,
        cycles_completed: 0,
        cycles_remaining: 0,
        current_pricing_scheme_version: 1,
        total_cycles: 0,
      },
    ],
    ...(status === 'ACTIVE' ? { next_billing_time: p.soon } : {}),
    failed_payments_count: 0,
  },
  auto_renewal: true,
  create_time: p.startedAt,
  update_time: p.at,
  links: [link(`${API}/v1/billing/subscriptions/${p.subscription}`, 'self')],
});

export const sale = (p: Purchase): Fields => ({
  id: p.sale,
  state: 'completed',
  amount: { total: p.amount.value, currency: 'USD', details: { subtotal: p.amount.value } },
  payment_mode: 'INSTANT_TRANSFER',
  protection_eligibility: 'ELIGIBLE',
  protection_eligibility_type: 'ITEM_NOT_RECEIVED_ELIGIBLE,UNAUTHORIZED_PAYMENT_ELIGIBLE',
  transaction_fee: { value: (p.fee / 100).toFixed(2), currency: 'USD' },
  billing_agreement_id: p.subscription,
  create_time: p.at,
  update_time: p.at,
  links: [link(`${API}/v1/payments/sale/${p.sale}`, 'self')],
});

export const dispute = (p: Purchase, { world, at }: Scene): Fields => ({
  dispute_id: `PP-R-${world.upper('dispute', 3)}-${world.digits('dispute number', 8)}`,
  create_time: iso(at),
  update_time: iso(at),
  disputed_transactions: [
    {
      seller_transaction_id: p.capture,
      seller: { merchant_id: p.merchant, name: 'Northwind Traders' },
      items: [],
      seller_protection_eligible: true,
    },
  ],
  reason: 'MERCHANDISE_OR_SERVICE_NOT_RECEIVED',
  status: 'OPEN',
  dispute_amount: p.amount,
  dispute_life_cycle_stage: 'INQUIRY',
  dispute_channel: 'INTERNAL',
  messages: [{ posted_by: 'BUYER', time_posted: iso(at), content: 'The parcel has not arrived.' }],
  links: [link(`${API}/v1/customer/disputes/${world.digits('dispute number', 8)}`, 'self')],
});
