import { formEncoded } from './serialize.ts';
import { headers, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, string>;
const MONTHS = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const two = (value: number): string => String(value).padStart(2, '0');

/** `08:31:07 Nov 25, 2026 PST`: PayPal writes its own time, eight hours behind UTC; summer time is left out of account. */
export function ipnDate(at: number): string {
  const local = new Date(at - 8 * 3_600_000);
  const clock = [local.getUTCHours(), local.getUTCMinutes(), local.getUTCSeconds()].map(two).join(':');
  return `${clock} ${MONTHS[local.getUTCMonth()] ?? ''} ${two(local.getUTCDate())}, ${local.getUTCFullYear()} PST`;
}

/** developer.paypal.com/api/nvp-soap/ipn/IPNandPDTVariables. */
const event = (name: string, title: string, fields: (scene: Scene, amount: string) => Fields): Template => ({
  event: name,
  title,
  render(scene) {
    const { world, message, at } = scene;
    const payer = world.person('payer');
    const product = world.product('product');
    const amount = (product.priceCents / 100).toFixed(2);
    return {
      headers: headers(
        'User-Agent',
        'PayPal IPN ( https://www.paypal.com/ipn )',
        'Content-Type',
        'application/x-www-form-urlencoded',
      ),
      body: formEncoded({
        mc_gross: amount,
        protection_eligibility: 'Eligible',
        address_status: 'confirmed',
        payer_id: world.upper('payer id', 13),
        address_street: '12 Alder Street',
        payment_date: ipnDate(at),
        payment_status: 'Completed',
        charset: 'windows-1252',
        address_zip: '97204',
        first_name: payer.first,
        mc_fee: ((Math.round(product.priceCents * 0.0349) + 49) / 100).toFixed(2),
        address_country_code: 'US',
        address_name: payer.name,
        notify_version: '3.9',
        custom: world.uuid('custom'),
        payer_status: 'verified',
        business: 'shop@example.com',
        address_country: 'United States',
        address_city: 'Portland',
        quantity: '1',
        verify_sign: `A${message.base62('verify sign', 55)}`,
        payer_email: payer.email,
        txn_id: world.upper('transaction', 17),
        payment_type: 'instant',
        last_name: payer.last,
        address_state: 'OR',
        receiver_email: 'shop@example.com',
        receiver_id: world.upper('receiver', 13),
        item_name: product.name,
        item_number: product.sku,
        mc_currency: 'USD',
        residence_country: 'US',
        test_ipn: '1',
        ...fields(scene, amount),
        ipn_track_id: message.hex('track', 13),
      }),
    };
  },
});

const subscriber = ({ world }: Scene, amount: string): Fields => ({
  subscr_id: `I-${world.upper('subscription', 12)}`,
  recurring: '1',
  period3: '1 M',
  mc_amount3: amount,
  reattempt: '1',
});

export const paypalIpnTemplates: TemplateSet = {
  providerId: 'paypal-ipn',
  path: '/paypal/ipn',
  templates: [
    event('web_accept', 'Buy Now payment', () => ({ txn_type: 'web_accept' })),
    event('cart', 'Payment for a cart', () => ({ txn_type: 'cart', num_cart_items: '1' })),
    event('express_checkout', 'Express Checkout payment', () => ({ txn_type: 'express_checkout' })),
    event('subscr_signup', 'Subscription started', (scene, amount) => ({
      txn_type: 'subscr_signup',
      ...subscriber(scene, amount),
      subscr_date: ipnDate(scene.at),
    })),
    event('subscr_payment', 'Subscription payment', (scene, amount) => ({
      txn_type: 'subscr_payment',
      ...subscriber(scene, amount),
    })),
    event('subscr_cancel', 'Subscription cancelled', (scene, amount) => ({
      txn_type: 'subscr_cancel',
      ...subscriber(scene, amount),
      subscr_date: ipnDate(scene.at),
    })),
    event('Refunded', 'Refund', ({ world, message }, amount) => ({
      payment_status: 'Refunded',
      reason_code: 'refund',
      parent_txn_id: world.upper('transaction', 17),
      txn_id: message.upper('refund', 17),
      mc_gross: `-${amount}`,
    })),
  ],
};
