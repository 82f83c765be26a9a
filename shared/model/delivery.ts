import { z } from 'zod';
import { Body, BodyContent } from './body.ts';
import { Header } from './header.ts';
import { idOf } from './id.ts';
import { RetryEnd, RetryPolicy } from './retry-policy.ts';

/** Why one HTTP send got no response. */
export const SendFailureCode = z.enum([
  'invalid_url',
  'dns',
  'refused',
  'unreachable',
  'timed_out',
  'tls',
  'reset',
  'protocol',
  'cancelled',
  'interrupted',
  'other',
]);
export type SendFailureCode = z.infer<typeof SendFailureCode>;

/** Network failures are data: a code for programs, a sentence and a next step for people. */
export const SendFailure = z.strictObject({
  code: SendFailureCode,
  /** What happened, in plain words. */
  message: z.string(),
  /** What to try. */
  hint: z.string(),
});
export type SendFailure = z.infer<typeof SendFailure>;

/**
 * Phases of one send in milliseconds, measured with a monotonic clock. A phase that did not happen is absent: no `dnsMs`
 * for an IP address, no `tlsMs` for http. `firstByteMs` runs from the request's last byte to the response's first.
 */
export const Timings = z.strictObject({
  dnsMs: z.number().nonnegative().optional(),
  connectMs: z.number().nonnegative().optional(),
  tlsMs: z.number().nonnegative().optional(),
  sendMs: z.number().nonnegative().optional(),
  firstByteMs: z.number().nonnegative().optional(),
  downloadMs: z.number().nonnegative().optional(),
  totalMs: z.number().nonnegative(),
});
export type Timings = z.infer<typeof Timings>;

/** A response body; `content` holds the bytes when they are at most 64 KiB, all others are fetched by attempt id. */
export const ResponseBody = Body.extend({ content: BodyContent.optional() });

export const DeliveryResponse = z.strictObject({
  status: z.int(),
  statusText: z.string(),
  httpVersion: z.string(),
  headers: z.array(Header),
  trailers: z.array(Header),
  body: ResponseBody,
});
export type DeliveryResponse = z.infer<typeof DeliveryResponse>;

/** One HTTP send. It has a response, or a failure, or neither while it runs; a response that broke off has both. */
export const Attempt = z.strictObject({
  id: idOf('att'),
  startedAt: z.int(),
  endedAt: z.int().optional(),
  timings: Timings.optional(),
  /** `127.0.0.1:3000`: the address the connection was made to. */
  remoteAddress: z.string().optional(),
  response: DeliveryResponse.optional(),
  failure: SendFailure.optional(),
  /** What went out, where this attempt was signed anew and so differs from the delivery's request. */
  sent: z.strictObject({ url: z.string(), headers: z.array(Header) }).optional(),
  /** The redirects that were followed on the way to this response, in order. */
  redirects: z.array(z.strictObject({ status: z.int(), url: z.string() })).optional(),
  /** A destination that is down is tried over and over: how many such tries this attempt stands for. */
  repeatCount: z.int().positive().optional(),
});
export type Attempt = z.infer<typeof Attempt>;

/** `responded` for any HTTP response, whatever its status; `failed` when there was none. */
export const DeliveryStatus = z.enum(['pending', 'responded', 'failed', 'cancelled']);
export type DeliveryStatus = z.infer<typeof DeliveryStatus>;

export const DeliveryTrigger = z.enum(['forward', 'replay', 'draft', 'monitor']);
export type DeliveryTrigger = z.infer<typeof DeliveryTrigger>;

/** What is known of a delivery's further attempts and of where it comes from. */
const standing = {
  /** When the next attempt is due, while it waits for it. */
  nextAttemptAt: z.int().optional(),
  /** The forward rule it was made by. */
  forwardRuleId: idOf('fwd').optional(),
  /** An attempt that ended without an answer may have reached the destination before a later one did. */
  isPossibleDuplicate: z.boolean().optional(),
};

/** The policy a delivery follows. */
export const DeliveryRetry = z.strictObject({
  policy: RetryPolicy,
  /** Those that the policy allows, the first one among them. */
  maxAttempts: z.int().positive(),
  /** Absent while it goes on. */
  end: RetryEnd.optional(),
  /** What the provider does when all attempts have failed, in one sentence. */
  afterwards: z.string().optional(),
});
export type DeliveryRetry = z.infer<typeof DeliveryRetry>;

/** The part of a delivery that a list shows and an event carries. */
export const DeliverySummary = z.strictObject({
  id: idOf('dlv'),
  trigger: DeliveryTrigger,
  status: DeliveryStatus,
  exchangeId: idOf('exc').optional(),
  draftId: idOf('drf').optional(),
  createdAt: z.int(),
  method: z.string(),
  url: z.string(),
  attemptCount: z.int().nonnegative(),
  /** Where it follows a retry policy: how many attempts that allows. */
  maxAttempts: z.int().positive().optional(),
  ...standing,
  /** Of the last attempt. */
  responseStatus: z.int().optional(),
  failureCode: SendFailureCode.optional(),
  totalMs: z.number().optional(),
});
export type DeliverySummary = z.infer<typeof DeliverySummary>;

/** The intent to send one message to one destination, and each try at it. */
export const Delivery = z.strictObject({
  id: idOf('dlv'),
  trigger: DeliveryTrigger,
  status: DeliveryStatus,
  exchangeId: idOf('exc').optional(),
  draftId: idOf('drf').optional(),
  createdAt: z.int(),
  /** What was sent: the header list with its recomputed framing, in order. */
  request: z.strictObject({
    method: z.string(),
    url: z.string(),
    headers: z.array(Header),
    trailers: z.array(Header),
    body: Body,
  }),
  attempts: z.array(Attempt),
  retry: DeliveryRetry.optional(),
  ...standing,
});
export type Delivery = z.infer<typeof Delivery>;

/** The parts of a delivery that change from attempt to attempt, or are there only sometimes. */
export type DeliveryStanding = Pick<
  Delivery,
  'retry' | 'nextAttemptAt' | 'forwardRuleId' | 'isPossibleDuplicate'
>;

export function standingOf(delivery: Delivery): DeliveryStanding {
  const { retry, nextAttemptAt, forwardRuleId, isPossibleDuplicate } = delivery;
  return {
    ...(retry === undefined ? {} : { retry }),
    ...(nextAttemptAt === undefined ? {} : { nextAttemptAt }),
    ...(forwardRuleId === undefined ? {} : { forwardRuleId }),
    ...(isPossibleDuplicate === undefined ? {} : { isPossibleDuplicate }),
  };
}

/** Those of them that a summary has. */
export function summarizeStanding({ retry, ...rest }: DeliveryStanding): Partial<DeliverySummary> {
  return { ...rest, ...(retry === undefined ? {} : { maxAttempts: retry.maxAttempts }) };
}

export function summarizeDelivery(delivery: Delivery): DeliverySummary {
  const last = delivery.attempts.at(-1);
  return {
    id: delivery.id,
    trigger: delivery.trigger,
    status: delivery.status,
    ...(delivery.exchangeId === undefined ? {} : { exchangeId: delivery.exchangeId }),
    ...(delivery.draftId === undefined ? {} : { draftId: delivery.draftId }),
    createdAt: delivery.createdAt,
    method: delivery.request.method,
    url: delivery.request.url,
    attemptCount: delivery.attempts.length,
    ...summarizeStanding(standingOf(delivery)),
    ...(last?.response === undefined ? {} : { responseStatus: last.response.status }),
    ...(last?.failure === undefined ? {} : { failureCode: last.failure.code }),
    ...(last?.timings === undefined ? {} : { totalMs: last.timings.totalMs }),
  };
}
