import { z } from 'zod';
import { Body, BodyContent } from './body.ts';
import { Confirmation } from './handshake.ts';
import { Header } from './header.ts';
import { Refusal } from './guard.ts';
import { idOf } from './id.ts';
import { Recognition } from './provider.ts';
import { Verification, VerificationReason, VerificationStatus } from './verification.ts';

/** How a request came in: at the local listener, or through the tunnel. */
export const Via = z.enum(['local', 'tunnel']);
export type Via = z.infer<typeof Via>;

/** A request as it arrived. Nothing here is decoded or normalised. */
export const CapturedRequest = z.strictObject({
  method: z.string(),
  /** The request target as sent (RFC 9112 §3.2), Latin-1: origin-form, absolute-form, authority-form or `*`. */
  target: z.string(),
  /** `1.0` or `1.1`. */
  httpVersion: z.string(),
  headers: z.array(Header),
  trailers: z.array(Header),
  body: Body,
  /** The address of the sender: of the socket's peer or, through the tunnel, of the visitor. */
  remoteAddress: z.string(),
  /** The scheme the sender used: through the tunnel, the visitor's. */
  scheme: z.enum(['http', 'https']),
  via: Via,
});
export type CapturedRequest = z.infer<typeof CapturedRequest>;

/** Why an exchange failed. */
export const CaptureFailure = z.enum([
  /** The parser refused the request. */
  'malformed',
  /** The head was larger than the limit. */
  'header_overflow',
  /** The sender was too slow. */
  'timed_out',
  /** The sender closed or broke the connection before the request was complete. */
  'aborted',
  /** The reply was not written in full: the sender went away, or a forward's destination broke its reply off. */
  'reply_aborted',
  /** The app ended before the exchange did. */
  'interrupted',
  /** A rule of the bin let it go wrong: as it was planned. */
  'fault',
]);
export type CaptureFailure = z.infer<typeof CaptureFailure>;

/** What became of a request. `pending` until exactly one of the others. */
export const Outcome = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('pending') }),
  z.strictObject({
    state: z.literal('responded'),
    status: z.int(),
    headers: z.array(Header),
    body: BodyContent,
    /** Of the whole body, where `body` is only its first part: the forward's delivery has all of it. */
    bodySizeBytes: z.int().nonnegative().optional(),
    respondedAt: z.int(),
  }),
  z.strictObject({
    state: z.literal('failed'),
    reason: CaptureFailure,
    /** One sentence for a person. */
    message: z.string(),
    /** The status the sender was answered with, if any. */
    status: z.int().optional(),
    failedAt: z.int(),
  }),
]);
export type Outcome = z.infer<typeof Outcome>;

/** Who answered a request, and why: the same sentence in the window, in the log and in tests. */
export const Answered = z.strictObject({
  by: z.enum(['default', 'rule', 'handshake', 'guard', 'forward']),
  /** The rule, guard or forward rule. */
  id: z.string().optional(),
  explanation: z.string(),
});
export type Answered = z.infer<typeof Answered>;

/** What was found out about a request when it arrived; each part is absent where there is nothing to tell. */
const findings = {
  recognition: Recognition.optional(),
  verification: Verification.optional(),
  /** The bin did not accept it. */
  refusal: Refusal.optional(),
  /** Absent for the bin's default reply. */
  answered: Answered.optional(),
  /** The URL that the request wanted called to confirm a subscription, once it was. */
  confirmation: Confirmation.optional(),
};
export const Findings = z.strictObject(findings);
export type Findings = z.infer<typeof Findings>;

/** The part of an exchange that a list shows and an event carries; never a body. */
export const ExchangeSummary = z.strictObject({
  id: idOf('exc'),
  binId: idOf('bin'),
  receivedAt: z.int(),
  method: z.string(),
  target: z.string(),
  sizeBytes: z.int().nonnegative(),
  contentType: z.string().optional(),
  remoteAddress: z.string(),
  via: Via,
  isTruncated: z.boolean(),
  outcome: z.strictObject({
    state: z.enum(['pending', 'responded', 'failed']),
    status: z.int().optional(),
    reason: CaptureFailure.optional(),
  }),
  /** How many deliveries were made of it. */
  deliveryCount: z.int().nonnegative(),
  recognition: Recognition.optional(),
  verification: z
    .strictObject({ status: VerificationStatus, reason: VerificationReason.optional() })
    .optional(),
  /** True when a guard of the bin did not let it in. */
  isRefused: z.boolean(),
});
export type ExchangeSummary = z.infer<typeof ExchangeSummary>;

/** One request received by a bin and what became of it. */
export const Exchange = z.strictObject({
  id: idOf('exc'),
  binId: idOf('bin'),
  receivedAt: z.int(),
  request: CapturedRequest,
  outcome: Outcome,
  ...findings,
});
export type Exchange = z.infer<typeof Exchange>;

/** The summary of an exchange: one definition for the store's rows, events and tests. */
export function summarize(exchange: Exchange, deliveryCount = 0): ExchangeSummary {
  const { request, outcome } = exchange;
  const contentType = request.headers.find((header) => header.name.toLowerCase() === 'content-type')?.value;
  return {
    id: exchange.id,
    binId: exchange.binId,
    receivedAt: exchange.receivedAt,
    method: request.method,
    target: request.target,
    sizeBytes: request.body.sizeBytes,
    ...(contentType === undefined ? {} : { contentType }),
    remoteAddress: request.remoteAddress,
    via: request.via,
    isTruncated: request.body.isTruncated,
    outcome: {
      state: outcome.state,
      ...('status' in outcome && outcome.status !== undefined ? { status: outcome.status } : {}),
      ...(outcome.state === 'failed' ? { reason: outcome.reason } : {}),
    },
    deliveryCount,
    ...(exchange.recognition === undefined ? {} : { recognition: exchange.recognition }),
    ...(exchange.verification === undefined ? {} : { verification: verdictOf(exchange.verification) }),
    isRefused: exchange.refusal !== undefined,
  };
}

const verdictOf = ({ status, reason }: Verification): ExchangeSummary['verification'] => ({
  status,
  ...(reason === undefined ? {} : { reason }),
});
