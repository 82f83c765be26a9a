import type { Bin } from '../../shared/model/bin.ts';
import type { CapturedRequest } from '../../shared/model/exchange.ts';
import type { Guard, Refusal } from '../../shared/model/guard.ts';
import type { Verification } from '../../shared/model/verification.ts';
import type { RequestFacts } from '../../shared/rules/request-facts.ts';
import { checkGuards, problemOf, type SetupProblem } from './guard/check-guards.ts';
import { decide, decideOne, undecidedRefusal, type FindSecret } from './guard/guards.ts';
import type { Handshaking } from './handshaking.ts';
import type { Log, SecretsPort } from './ports.ts';

/** What is known of a request when its bin's guards are asked. */
export interface Applicant {
  request: CapturedRequest;
  verification?: Verification | undefined;
  /** Asked for only where a guard needs more than the request's head. */
  facts(): RequestFacts | Promise<RequestFacts>;
}

/** Whether a bin lets a request in. */
export interface Admission {
  /** Why it does not, or `undefined`. Never rejects: where that can't be told, it is not let in. */
  admit(bin: Bin, applicant: Applicant): Promise<Refusal | undefined>;
  /** What each of these guards, enabled or not, says of a request of the bin. */
  judge(bin: Bin, guards: readonly Guard[], applicant: Applicant): Promise<(Refusal | undefined)[]>;
  /** What of these guards could never work, and where. */
  check(guards: readonly Guard[]): Promise<SetupProblem[]>;
  /** The bin's enabled guards that can let no one in as things are. */
  problemsOf(bin: Bin): Promise<{ guardId: string; message: string }[]>;
}

export function createAdmission(
  secrets: Pick<SecretsPort, 'get'>,
  handshaking: Pick<Handshaking, 'demand'>,
  log: Log,
): Admission {
  const findSecret: FindSecret = (name) => secrets.get(name);

  /**
   * A demand that its provider never signs, such as Meta's challenge, and that its handshake agrees to: where a bin asks for
   * signatures, the endpoint could never be set up otherwise. Every other guard still has to be satisfied.
   */
  const isUnsignedHandshake = async (bin: Bin, guards: readonly Guard[], applicant: Applicant) => {
    if (!bin.handshakes.isEnabled || !guards.some(({ kind }) => kind === 'signature')) return false;
    const found = await handshaking.demand(bin, { ...applicant, facts: await applicant.facts() });
    return found !== undefined && found.handshake.isUnsigned && found.reply.status < 300;
  };
  const guardedOf = async (bin: Bin, guards: readonly Guard[], applicant: Applicant) => ({
    request: applicant.request,
    slug: bin.slug,
    verification: applicant.verification,
    isUnsignedHandshake: await isUnsignedHandshake(bin, guards, applicant),
  });

  return {
    async admit(bin, applicant) {
      if (bin.guards.length === 0) return undefined;
      try {
        return await decide(bin.guards, await guardedOf(bin, bin.guards, applicant), findSecret);
      } catch (error) {
        // Closed, not open: who would get in by making us stumble is just who is to be kept out.
        log.error('The guards of a bin could not be asked.', error);
        const guard = bin.guards.find(({ isEnabled }) => isEnabled);
        return guard === undefined ? undefined : undecidedRefusal(guard, bin.slug);
      }
    },

    async judge(bin, guards, applicant) {
      const guarded = await guardedOf(bin, guards, applicant);
      return Promise.all(guards.map((guard) => decideOne(guard, guarded, findSecret)));
    },

    check: (guards) => checkGuards(guards, findSecret),

    async problemsOf(bin) {
      const problems: { guardId: string; message: string }[] = [];
      for (const guard of bin.guards) {
        if (!guard.isEnabled) continue;
        const message =
          guard.kind === 'signature' && bin.signing.secretNames.length === 0
            ? 'The bin has no secret to check signatures with, so it lets no one in. Pick one under Signing.'
            : await problemOf(guard, findSecret);
        if (message !== undefined) problems.push({ guardId: guard.id, message });
      }
      return problems;
    },
  };
}
