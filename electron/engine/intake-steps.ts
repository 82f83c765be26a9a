import type { Admission } from './admission.ts';
import { answerOf, type Handshaking } from './handshaking.ts';
import type { IntakeSteps } from './intake.ts';
import type { SecretsPort } from './ports.ts';
import { recognize } from './providers/recognize.ts';
import type { Replies } from './replies.ts';
import { verifyIntake } from './verify-exchange.ts';

interface IntakeStepsDeps {
  admission: Pick<Admission, 'admit'>;
  handshaking: Pick<Handshaking, 'demand' | 'acknowledgement'>;
  replies: Pick<Replies, 'answer'>;
  secrets: Pick<SecretsPort, 'get'>;
}

/** Composes what the engine's parts have to say on a request. */
export function createIntakeSteps(deps: IntakeStepsDeps): IntakeSteps {
  const { admission, handshaking, replies, secrets } = deps;
  return {
    recognize: ({ arrival, body }) => recognize({ ...arrival.request, body }),
    verify: (intake) => verifyIntake(intake, secrets),
    admit: (intake) =>
      admission.admit(intake.bin, {
        request: intake.arrival.request,
        verification: intake.findings.verification,
        facts: () => intake.facts,
      }),
    async answer({ bin, facts, findings: { verification } }) {
      const demand = await handshaking.demand(bin, { facts, verification });
      if (demand !== undefined) return answerOf(demand);
      const chosen = await replies.answer(bin, facts);
      if (chosen.answered !== undefined) return chosen;
      const acknowledgement = await handshaking.acknowledgement(bin, { facts, verification });
      if (acknowledgement !== undefined) return answerOf(acknowledgement);
      return chosen;
    },
  };
}
