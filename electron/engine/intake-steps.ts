import type { IntakeSteps } from './intake.ts';
import { recognize } from './providers/recognize.ts';

/** Composes what the engine's parts have to say on a request. */
export function createIntakeSteps(): IntakeSteps {
  return {
    recognize: ({ arrival, body }) => recognize({ ...arrival.request, body }),
    verify: () => Promise.resolve(undefined),
    admit: () => Promise.resolve(undefined),
    answer: ({ bin }) => Promise.resolve({ reply: bin.reply }),
  };
}
