import type { Bin } from '../../shared/model/bin.ts';
import type { Answered, Findings } from '../../shared/model/exchange.ts';
import type { Reply } from '../../shared/model/reply.ts';
import type { ReplyFault } from '../../shared/model/response-rule.ts';
import { factsOf, type RequestFacts } from '../../shared/rules/request-facts.ts';
import type { Arrival } from './capture/arrival.ts';
import { decodeBytes } from './decode-bytes.ts';

/** A request on its way through the pipeline: what arrived, for which bin, and what was found out so far. */
export interface Intake {
  readonly arrival: Arrival;
  readonly bin: Bin;
  /** Filled step by step; a later step may rely on what an earlier one found. */
  readonly findings: Findings;
  /** The body as it arrived, at most its first `INTAKE_BODY_BYTES`; whether there is more says `arrival.request.body`. */
  readonly body: Uint8Array;
  /** What rules, guards and forwards see of it; read when first asked for. */
  readonly facts: RequestFacts;
}

/** More of a body is not looked at on arrival: a rule or a signature of a larger one has to be asked for by name. */
export const INTAKE_BODY_BYTES = 16 * 1024 * 1024;

/** `decodedBody` is the body with its content coding undone, where it has one. */
export function createIntake(arrival: Arrival, bin: Bin, body: Uint8Array, decodedBody = body): Intake {
  const findings: Findings = {};
  let facts: RequestFacts | undefined;
  return {
    arrival,
    bin,
    findings,
    body,
    get facts() {
      return (facts ??= factsOf(
        { request: arrival.request, body: decodedBody, slug: bin.slug, findings },
        decodeBytes,
      ));
    },
  };
}

/** What goes out to the sender, and who said so. */
export interface Answer {
  reply: Reply;
  /** Absent for the bin's default reply. */
  answered?: Answered;
  /** An acknowledgement for want of anything better: a forward, where there is one, answers in its place. */
  givesWay?: true;
  /** Absent where it goes out at once and whole. */
  manner?: Manner;
}

/** How a reply goes out, where that takes time or is meant to go wrong. */
export interface Manner {
  /** Sent at once, before the delay; only its status and headers count. */
  interim?: Pick<Reply, 'status' | 'headers'>;
  /** Waited before the reply; for `hang` how long the connection is kept open. */
  delayMs?: number;
  /** `close`, `reset` and `hang` send no reply at all. */
  fault?: ReplyFault | { kind: 'close' | 'reset' | 'hang' };
}

/** What the engine's parts have to say on a request, in the order in which they are asked. */
export interface IntakeSteps {
  /** Who sent it, by what the request itself says; asked of every request, so it must be quick. */
  recognize(intake: Intake): Findings['recognition'];
  /** Checks its signature with the bin's secrets; `undefined` when the bin verifies nothing. */
  verify(intake: Intake): Promise<Findings['verification']>;
  /** Why the bin does not let it in, or `undefined`. */
  admit(intake: Intake): Promise<Findings['refusal']>;
  /** The handshake's answer, else that of the first rule that matches, else the default reply. */
  answer(intake: Intake): Promise<Answer>;
}

/** True for a bin that does nothing but keep and give its default reply: most of them, and then nothing has to be waited for. */
export const isPlain = ({ rules, guards, handshakes, forwards, signing, reply }: Bin): boolean =>
  rules.length === 0 &&
  reply.isTemplate !== true &&
  guards.length === 0 &&
  !handshakes.isEnabled &&
  forwards.length === 0 &&
  signing.secretNames.length === 0;
