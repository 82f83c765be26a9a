import { z } from 'zod';
import { idOf } from './id.ts';

/** Which of PayPal's two worlds a message belongs to, or an address stands for; `any` is an address that stands for both. */
export const PaypalEnvironment = z.enum(['sandbox', 'live', 'any']);
export type PaypalEnvironment = z.infer<typeof PaypalEnvironment>;

/** What a listener asked of the lab. */
export const PostBackKind = z.enum(['ipn', 'webhook', 'token', 'certificate', 'other']);
export type PostBackKind = z.infer<typeof PostBackKind>;

/** Why a post-back got the answer that it got. A closed set, for programs; people read the message. */
export const PostBackReason = z.enum([
  /** Byte for byte what Hookbench sent. */
  'unchanged',
  /** The same event, written with other white space or escapes: PayPal compares what it says. */
  'same_event',
  /** Nothing like it was sent. */
  'unknown',
  /** It was only passed on by a forward: who sent it is not known. */
  'forwarded',
  /** A field has another value. */
  'changed',
  /** The same fields in another order. */
  'reordered',
  /** The same fields and values, with other percent escapes or in another charset. */
  'reencoded',
  'field_missing',
  'field_added',
  /** A sandbox message at the live address, or the other way round. */
  'environment',
  'cmd_missing',
  /** Signed with another key than the lab's, or it names another certificate. */
  'certificate',
  'algorithm',
  'webhook_id',
  /** Transmission id, time or signature are not those that were sent. */
  'transmission',
  'malformed',
  'unauthorized',
  'too_large',
  'method',
  'not_found',
  /** There was nothing to verify. */
  'served',
]);
export type PostBackReason = z.infer<typeof PostBackReason>;

/** Where what came back first differs from what was sent. */
export const FirstDifference = z.strictObject({
  /** Of the first byte that differs, counted from 0. */
  offset: z.int().nonnegative(),
  /** A few characters on both sides of it. */
  sent: z.string(),
  received: z.string(),
});
export type FirstDifference = z.infer<typeof FirstDifference>;

/** One request that a listener made to the lab, and the lab's answer. */
export const PostBack = z.strictObject({
  id: idOf('pbk'),
  at: z.int(),
  kind: PostBackKind,
  method: z.string(),
  path: z.string(),
  environment: PaypalEnvironment,
  status: z.int(),
  /** The word that decides: `VERIFIED`, `INVALID`, `SUCCESS` or `FAILURE`; absent where nothing was to be verified. */
  answer: z.enum(['VERIFIED', 'INVALID', 'SUCCESS', 'FAILURE']).optional(),
  reason: PostBackReason,
  /** The reason as a sentence. */
  message: z.string(),
  /** What PayPal would not let pass in silence although the lab did. */
  warnings: z.array(z.string()),
  /** The send that it is about, or comes closest to. */
  deliveryId: idOf('dlv').optional(),
  difference: FirstDifference.optional(),
});
export type PostBack = z.infer<typeof PostBack>;

/** A message that was sent from the lab, and whether its listener came back. */
export const LabSend = z.strictObject({
  deliveryId: idOf('dlv'),
  at: z.int(),
  kind: z.enum(['ipn', 'webhook']),
  event: z.string(),
  url: z.string(),
  environment: PaypalEnvironment,
  /** The last post-back for it. */
  postBackId: idOf('pbk').optional(),
  isVerified: z.boolean().optional(),
});
export type LabSend = z.infer<typeof LabSend>;

/** How many of each are kept, newest first. */
export const LAB_LOG_LENGTH = 100;

/** PayPal's side, played on this computer. Addresses are there only while it runs. */
export const PaypalLab = z.strictObject({
  isRunning: z.boolean(),
  port: z.int().optional(),
  /** Why it does not run although it should. */
  problem: z.string().optional(),
  urls: z
    .strictObject({
      /** In place of `https://ipnpb.sandbox.paypal.com/cgi-bin/webscr`. */
      ipnSandbox: z.string(),
      /** In place of `https://ipnpb.paypal.com/cgi-bin/webscr`. */
      ipnLive: z.string(),
      /** Takes messages of both. */
      ipnAny: z.string(),
      /** In place of `https://api-m.sandbox.paypal.com` and `https://api-m.paypal.com`. */
      api: z.string(),
      /** The same over HTTPS, with the lab's own certificate. */
      apiHttps: z.string(),
      certificate: z.string(),
    })
    .optional(),
  webhookId: z.string(),
  postBacks: z.array(PostBack),
  sends: z.array(LabSend),
});
export type PaypalLab = z.infer<typeof PaypalLab>;

/** The lab after one more post-back, which also marks the send that it is about. */
export function withPostBack(lab: PaypalLab, postBack: PostBack): PaypalLab {
  const isAnswered = (send: LabSend) =>
    postBack.answer !== undefined && send.deliveryId === postBack.deliveryId;
  return {
    ...lab,
    postBacks: [postBack, ...lab.postBacks].slice(0, LAB_LOG_LENGTH),
    sends: lab.sends.map((send) =>
      isAnswered(send)
        ? {
            ...send,
            postBackId: postBack.id,
            isVerified: postBack.answer === 'VERIFIED' || postBack.answer === 'SUCCESS',
          }
        : send,
    ),
  };
}

/** The lab after one more send; a listener that was quicker than this event has its post-back there already. */
export function withSend(lab: PaypalLab, send: LabSend): PaypalLab {
  const answered = lab.postBacks.find(
    ({ deliveryId, answer }) => answer !== undefined && deliveryId === send.deliveryId,
  );
  const marked =
    answered === undefined
      ? send
      : {
          ...send,
          postBackId: answered.id,
          isVerified: answered.answer === 'VERIFIED' || answered.answer === 'SUCCESS',
        };
  return { ...lab, sends: [marked, ...lab.sends].slice(0, LAB_LOG_LENGTH) };
}
