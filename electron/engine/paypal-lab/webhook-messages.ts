import { randomUUID } from 'node:crypto';
import { isoSeconds, transactionId } from './made-up.ts';

export interface WebhookKind {
  event: string;
  title: string;
  resourceType: string;
  resource(at: number): Record<string, unknown>;
}

const amount = { currency_code: 'EUR', value: '19.95' };

/** Names and resources of developer.paypal.com, "Webhook event names", read 2026-11-25. */
export const webhookKinds: readonly WebhookKind[] = [
  {
    event: 'PAYMENT.CAPTURE.COMPLETED',
    title: 'Payment captured',
    resourceType: 'capture',
    resource: (at) => ({
      id: transactionId(),
      amount,
      final_capture: true,
      status: 'COMPLETED',
      create_time: isoSeconds(at),
      update_time: isoSeconds(at),
    }),
  },
  {
    event: 'PAYMENT.CAPTURE.REFUNDED',
    title: 'Payment refunded',
    resourceType: 'refund',
    resource: (at) => ({
      id: transactionId(),
      amount,
      note_to_payer: 'Zurückgegeben',
      status: 'COMPLETED',
      create_time: isoSeconds(at),
      update_time: isoSeconds(at),
    }),
  },
  {
    event: 'CHECKOUT.ORDER.APPROVED',
    title: 'Order approved by its buyer',
    resourceType: 'checkout-order',
    resource: (at) => ({
      id: transactionId(),
      intent: 'CAPTURE',
      status: 'APPROVED',
      purchase_units: [{ reference_id: 'default', amount }],
      payer: {
        name: { given_name: 'Zoë', surname: 'Müller' },
        email_address: 'buyer@example.com',
        payer_id: transactionId(13),
      },
      create_time: isoSeconds(at),
    }),
  },
  {
    event: 'BILLING.SUBSCRIPTION.ACTIVATED',
    title: 'Subscription activated',
    resourceType: 'subscription',
    resource: (at) => ({
      id: `I-${transactionId(12)}`,
      plan_id: `P-${transactionId(24)}`,
      status: 'ACTIVE',
      quantity: '1',
      start_time: isoSeconds(at),
      create_time: isoSeconds(at),
    }),
  },
];

/** The JSON text of an event, without white space, as PayPal sends it. */
export function webhookBody({ event, title, resourceType, resource }: WebhookKind, at: number): string {
  return JSON.stringify({
    id: `WH-${transactionId()}-${transactionId()}`,
    event_version: '1.0',
    create_time: new Date(at).toISOString(),
    resource_type: resourceType,
    resource_version: '2.0',
    event_type: event,
    summary: title,
    resource: resource(at),
    links: [
      {
        href: `https://api.paypal.com/v1/notifications/webhooks-events/WH-${randomUUID()}`,
        rel: 'self',
        method: 'GET',
      },
    ],
  });
}
