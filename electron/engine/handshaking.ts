import type { Bin } from '../../shared/model/bin.ts';
import type { HandshakeSecretId, HandshakeSettings } from '../../shared/model/handshake.ts';
import type { Verification } from '../../shared/model/verification.ts';
import type { RequestFacts } from '../../shared/rules/request-facts.ts';
import { findHandshake, type FoundHandshake } from './handshake/handshakes.ts';
import type { Answer } from './intake.ts';
import type { SecretsPort } from './ports.ts';

/** What handshakes look at of a request, live or stored. */
export interface HandshakeApplicant {
  facts: RequestFacts;
  verification?: Verification | undefined;
}

export interface Handshaking {
  /** What a demand that a provider makes to set up or keep an endpoint is answered, before any rule is asked. */
  demand(bin: Bin, applicant: HandshakeApplicant): Promise<FoundHandshake | undefined>;
  /** What a provider expects in answer to every request, where nothing else has an answer. */
  acknowledgement(bin: Bin, applicant: HandshakeApplicant): Promise<FoundHandshake | undefined>;
  /** What of these settings could never work, and where. */
  check(settings: HandshakeSettings): Promise<{ path: string; message: string }[]>;
}

export function createHandshaking(secrets: Pick<SecretsPort, 'get'>): Handshaking {
  const find = (
    { handshakes, signing }: Bin,
    { facts, verification }: HandshakeApplicant,
    isLast: boolean,
  ): Promise<FoundHandshake | undefined> => {
    const secret = async (id: HandshakeSecretId): Promise<string | undefined> => {
      // Meta's verify token is no signing secret; the others' are one and the same.
      const shared = id === 'meta' ? undefined : (verification?.secretName ?? signing.secretNames[0]);
      const name = handshakes.secretNames[id] ?? shared;
      return name === undefined ? undefined : (await secrets.get(name)) || undefined;
    };
    return findHandshake(handshakes, { facts, verification }, secret, isLast);
  };

  return {
    demand: (bin, applicant) => find(bin, applicant, false),
    acknowledgement: (bin, applicant) => find(bin, applicant, true),
    async check({ secretNames }) {
      const problems: { path: string; message: string }[] = [];
      for (const [id, name] of Object.entries(secretNames)) {
        if ((await secrets.get(name)) !== undefined) continue;
        problems.push({
          path: `handshakes.secretNames.${id}`,
          message: `There is no secret named ${name}; set it first.`,
        });
      }
      return problems;
    },
  };
}

export const answerOf = ({ handshake, reply, explanation }: FoundHandshake): Answer => ({
  reply,
  answered: { by: 'handshake', id: handshake.id, explanation },
  ...(handshake.isLast === true ? { givesWay: true } : {}),
});
