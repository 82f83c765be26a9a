import type { Admission } from './admission.ts';
import type { IntakeSteps } from './intake.ts';
import { recognize } from './providers/recognize.ts';

interface IntakeStepsDeps {
  admission: Pick<Admission, 'admit'>;
}

/** Composes what the engine's parts have to say on a request. */
export function createIntakeSteps({ admission }: IntakeStepsDeps): IntakeSteps {
  return {
    recognize: ({ arrival, body }) => recognize({ ...arrival.request, body }),
    verify: () => Promise.resolve(undefined),
    admit: ({ arrival: { request }, bin, findings: { verification } }) =>
      admission.admit(bin, { request, verification }),
    answer: ({ bin }) => Promise.resolve({ reply: bin.reply }),
  };
}
