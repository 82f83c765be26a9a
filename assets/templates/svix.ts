import { compact } from './serialize.ts';
import { headers, iso, seconds, type Scene, type Template, type TemplateSet } from './template.ts';

type Fields = Record<string, unknown>;

/** The headers of a message sent through Svix: docs.svix.com/receiving/verifying-payloads/how. */
export const svixHeaders = ({ at, message }: Scene) =>
  headers(
    'Content-Type',
    'application/json',
    'User-Agent',
    'Svix-Webhooks/1.84.0 (sender-9YMgn; +https://www.svix.com/http-sender/)',
    'Accept',
    '*/*',
    'svix-id',
    `msg_2${message.base62('message', 26)}`,
    'svix-timestamp',
    String(seconds(at)),
  );

const event = (type: string, title: string, body: (scene: Scene) => Fields): Template => ({
  event: type,
  title,
  render: (scene) => ({
    headers: svixHeaders(scene),
    body: compact({ type, timestamp: iso(scene.at), data: body(scene) }),
  }),
});

export const svixTemplates: TemplateSet = {
  providerId: 'svix',
  path: '/webhooks/svix',
  templates: [
    event('invoice.paid', 'Invoice paid', ({ world }) => ({
      id: `inv_${world.base62('invoice', 24)}`,
      amount: world.product('product').priceCents,
      currency: 'usd',
      email: world.person('customer').email,
    })),
    event('endpoint.disabled', 'Endpoint switched off', ({ world, at }) => ({
      appId: `app_2${world.base62('app', 26)}`,
      endpointId: `ep_2${world.base62('endpoint', 26)}`,
      failSince: iso(at - 5 * 86_400_000),
    })),
    event('message.attempt.exhausted', 'All attempts failed', ({ world, at }) => ({
      appId: `app_2${world.base62('app', 26)}`,
      endpointId: `ep_2${world.base62('endpoint', 26)}`,
      msgId: `msg_2${world.base62('failed', 26)}`,
      lastAttempt: {
        id: `atmpt_2${world.base62('attempt', 26)}`,
        responseStatusCode: 500,
        timestamp: iso(at),
      },
    })),
  ],
};
