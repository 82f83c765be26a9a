import { phpEscaped } from './serialize.ts';
import { customer, fulfillment, order, refund, shop, type Shop } from './shopify-objects.ts';
import { product } from './shopify-product.ts';
import { headers, isoSeconds, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;
const two = (value: number): string => String(value).padStart(2, '0');

/** Headers: shopify.dev/docs/apps/build/webhooks/subscribe/https. Slashes are escaped in what Shopify sends. */
const event = (topic: string, title: string, body: (s: Shop, id: number) => Fields): Template => ({
  event: topic,
  title,
  render(scene) {
    const s = shop(scene);
    return {
      headers: headers(
        'User-Agent',
        'Shopify-Captain-Hook',
        'Content-Type',
        'application/json',
        'Accept',
        '*/*',
        'X-Shopify-Topic',
        topic,
        'X-Shopify-Shop-Domain',
        s.domain,
        'X-Shopify-API-Version',
        '2026-10',
        'X-Shopify-Webhook-Id',
        scene.message.uuid('webhook'),
        'X-Shopify-Event-Id',
        scene.message.uuid('event'),
        'X-Shopify-Triggered-At',
        `${isoSeconds(scene.at).slice(0, 19)}.${two(scene.message.int('fraction', 10, 99))}0000000Z`,
      ),
      body: phpEscaped(body(s, scene.message.int('own', 800_000_000_000, 999_000_000_000))),
    };
  },
});

const paid = (s: Shop): Fields => ({ financial_status: 'paid', total_outstanding: '0.00', updated_at: s.at });

export const shopifyTemplates: TemplateSet = {
  providerId: 'shopify',
  path: '/webhooks/shopify',
  templates: [
    event('orders/create', 'Order created', (s) => order(s)),
    event('orders/paid', 'Order paid', (s) => order(s, paid(s))),
    event('orders/updated', 'Order changed', (s) =>
      order(s, { ...paid(s), note: 'Leave at the door', tags: 'gift' }),
    ),
    event('orders/fulfilled', 'Order fulfilled', (s, id) =>
      order(s, { ...paid(s), fulfillment_status: 'fulfilled', fulfillments: [fulfillment(s, id)] }),
    ),
    event('orders/cancelled', 'Order cancelled', (s) =>
      order(s, { cancel_reason: 'customer', cancelled_at: s.at, financial_status: 'voided' }),
    ),
    event('fulfillments/create', 'Shipment made', fulfillment),
    event('refunds/create', 'Refund made', refund),
    event('customers/create', 'Customer created', (s) => customer(s)),
    event('customers/update', 'Customer changed', (s) => ({
      ...customer(s),
      phone: s.person.phone,
      note: 'Prefers e-mail',
    })),
    event('products/create', 'Product created', (s) => product(s)),
    event('products/update', 'Product changed', (s) => ({ ...product(s), tags: 'home, sale' })),
    event('inventory_levels/update', 'Stock changed', (s) => ({
      inventory_item_id: s.variant + 77,
      location_id: s.location,
      available: 13,
      updated_at: s.at,
      admin_graphql_api_id: `gid://shopify/InventoryLevel/${s.location}?inventory_item_id=${s.variant + 77}`,
    })),
    event('app/uninstalled', 'App uninstalled', (s) => ({
      id: s.location,
      name: 'Northwind Traders',
      email: 'owner@example.com',
      domain: s.domain,
      province: 'Oregon',
      country: 'US',
      address1: '12 Alder Street',
      zip: '97204',
      city: 'Portland',
      phone: '',
      currency: 'USD',
      timezone: '(GMT-05:00) America/New_York',
      iana_timezone: 'America/New_York',
      shop_owner: 'Ingrid Keller',
      plan_display_name: 'Basic',
      plan_name: 'basic',
      has_storefront: true,
      myshopify_domain: s.domain,
      created_at: '2024-03-11T09:12:44-05:00',
      updated_at: s.at,
    })),
    event('customers/data_request', 'Data request (privacy)', (s, id) => ({
      shop_id: s.location,
      shop_domain: s.domain,
      orders_requested: [s.order],
      customer: { id: s.customer, email: s.person.email, phone: s.person.phone },
      data_request: { id },
    })),
  ],
};
