import {
  API,
  authorization,
  capture,
  dispute,
  link,
  order,
  purchase,
  refund,
  sale,
  subscription,
  type Purchase,
} from './paypal-objects.ts';
import { compact } from './serialize.ts';
import { headers, iso, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** developer.paypal.com/api/rest/webhooks/event-names; the envelope of an event is the same for all. */
const event = (
  type: string,
  title: string,
  about: { kind: string; version: string; summary: string },
  resource: (p: Purchase, scene: Scene) => Fields,
): Template => ({
  event: type,
  title,
  render: (scene) => {
    const id = `WH-${scene.message.upper('event', 17)}-${scene.message.upper('event end', 17)}`;
    return {
      headers: headers(
        'Accept',
        '*/*',
        'User-Agent',
        'PayPal/AUHR-1.0-Webhooks',
        'Content-Type',
        'application/json',
      ),
      body: compact({
        id,
        event_version: '1.0',
        create_time: iso(scene.at),
        resource_type: about.kind,
        resource_version: about.version,
        event_type: type,
        summary: about.summary,
        resource: resource(purchase(scene), scene),
        links: [
          link(`${API}/v1/notifications/webhooks-events/${id}`, 'self'),
          link(`${API}/v1/notifications/webhooks-events/${id}/resend`, 'resend', 'POST'),
        ],
      }),
    };
  },
});

const about = (kind: string, summary: string, version = '2.0') => ({ kind, version, summary });

export const paypalTemplates: TemplateSet = {
  providerId: 'paypal',
  path: '/webhooks/paypal',
  templates: [
    event(
      'CHECKOUT.ORDER.APPROVED',
      'Order approved by its buyer',
      about('checkout-order', 'An order has been approved by buyer'),
      (p) => order(p, 'APPROVED'),
    ),
    event(
      'CHECKOUT.ORDER.COMPLETED',
      'Order completed',
      about('checkout-order', 'Checkout Order Completed'),
      (p) => order(p, 'COMPLETED'),
    ),
    event(
      'PAYMENT.AUTHORIZATION.CREATED',
      'Payment authorized',
      about('authorization', 'A payment authorization was created'),
      (p) => authorization(p, 'CREATED'),
    ),
    event(
      'PAYMENT.AUTHORIZATION.VOIDED',
      'Authorization voided',
      about('authorization', 'A payment authorization was voided'),
      (p) => authorization(p, 'VOIDED'),
    ),
    event(
      'PAYMENT.CAPTURE.COMPLETED',
      'Payment captured',
      about('capture', 'Payment completed for the captured amount'),
      (p) => capture(p, 'COMPLETED'),
    ),
    event(
      'PAYMENT.CAPTURE.PENDING',
      'Payment pending',
      about('capture', 'Payment pending for the captured amount'),
      (p) => capture(p, 'PENDING', { status_details: { reason: 'ECHECK' } }),
    ),
    event(
      'PAYMENT.CAPTURE.DENIED',
      'Payment denied',
      about('capture', 'Payment denied for the captured amount'),
      (p) => capture(p, 'DECLINED'),
    ),
    event(
      'PAYMENT.CAPTURE.REFUNDED',
      'Payment refunded',
      about('refund', 'A payment capture was refunded'),
      refund,
    ),
    event('PAYMENT.SALE.COMPLETED', 'Subscription payment', about('sale', 'Payment completed', '1.0'), sale),
    event(
      'CUSTOMER.DISPUTE.CREATED',
      'Dispute opened',
      about('dispute', 'A new dispute opened with Case', '1.0'),
      dispute,
    ),
    event(
      'BILLING.SUBSCRIPTION.CREATED',
      'Subscription created',
      about('subscription', 'Subscription created'),
      (p) => subscription(p, 'APPROVAL_PENDING'),
    ),
    event(
      'BILLING.SUBSCRIPTION.ACTIVATED',
      'Subscription activated',
      about('subscription', 'Subscription activated'),
      (p) => subscription(p, 'ACTIVE'),
    ),
    event(
      'BILLING.SUBSCRIPTION.PAYMENT.FAILED',
      'Subscription payment failed',
      about('subscription', 'Payment failed on subscription'),
      (p) => subscription(p, 'ACTIVE'),
    ),
    event(
      'BILLING.SUBSCRIPTION.CANCELLED',
      'Subscription cancelled',
      about('subscription', 'Subscription cancelled'),
      (p) => subscription(p, 'CANCELLED'),
    ),
  ],
};
