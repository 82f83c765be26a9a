import { z } from 'zod';
import { Delivery } from '../../model/delivery.ts';
import { PaypalLab } from '../../model/paypal-lab.ts';
import { RetryPolicy } from '../../model/retry-policy.ts';
import { PaypalLabSettings } from '../../model/settings.ts';
import { command, httpUrl, isWaiting, nothing } from '../command.ts';

const { port, webhookId } = PaypalLabSettings.shape;
const eventName = z.string().min(1).max(100);

/** A kind of message that the lab can make up. */
export const LabMessage = z.strictObject({
  event: z.string(),
  title: z.string(),
});
export type LabMessage = z.infer<typeof LabMessage>;

export const paypalLabCommands = {
  /** Switches it on, and keeps it so over restarts; `unavailable` when the port can't be had. */
  'paypalLab.start': command(
    z.strictObject({ port: port.optional(), webhookId: webhookId.optional() }),
    PaypalLab,
  ),
  'paypalLab.stop': command(nothing, PaypalLab),
  'paypalLab.status': command(nothing, PaypalLab),
  /** Forgets the post-backs and sends it lists. What was sent stays verifiable. */
  'paypalLab.clear': command(nothing, PaypalLab),
  /** The certificate, and with it what a TLS client has to trust; never the key. */
  'paypalLab.certificate': command(nothing, z.strictObject({ pem: z.string(), url: z.string().optional() })),
  'paypalLab.messages': command(
    nothing,
    z.strictObject({ ipn: z.array(LabMessage), webhook: z.array(LabMessage) }),
  ),
  /** Posts an IPN to a listener, as PayPal does: `fields` replace those of the made-up message or are added to it. */
  'paypalLab.sendIpn': command(
    z.strictObject({
      url: httpUrl,
      event: eventName.default('web_accept'),
      fields: z.record(z.string().min(1).max(200), z.string().max(10_000)).default({}),
      isSandbox: z.boolean().default(true),
      charset: z.enum(['windows-1252', 'UTF-8']).default('windows-1252'),
      /** How often it is tried again; `{ kind: 'provider', providerId: 'paypal-ipn' }` as PayPal does. Once when absent. */
      retry: RetryPolicy.optional(),
      isWaiting,
    }),
    Delivery,
  ),
  /** Posts a webhook event signed with the lab's key; a simulated one is signed for the id `WEBHOOK_ID`, as PayPal's simulator does. */
  'paypalLab.sendWebhook': command(
    z.strictObject({
      url: httpUrl,
      event: eventName.default('PAYMENT.CAPTURE.COMPLETED'),
      /** JSON text, sent as it is, in place of a made-up event. */
      body: z
        .string()
        .max(1024 * 1024)
        .optional(),
      webhookId: webhookId.optional(),
      isSimulated: z.boolean().default(false),
      retry: RetryPolicy.optional(),
      isWaiting,
    }),
    Delivery,
  ),
} as const;
