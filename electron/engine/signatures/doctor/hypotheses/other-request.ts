import type { Hypotheses } from '../scene.ts';
import { claimOf } from '../try-guess.ts';

/** The signature, or what it covers, belongs to another request of the same bin. */
export const otherRequest: Hypotheses = function* (scene) {
  const { rejected, scheme, setting } = scene;
  const { message, claim } = setting;
  for (const neighbour of rejected.neighbours ?? []) {
    const theirs = claimOf(scheme, neighbour);
    const settings = [
      { message: { ...message, body: neighbour.body }, claim },
      { message: neighbour, claim: { ...claim, ...theirs, signatures: claim.signatures } },
      {
        message: { ...message, body: neighbour.body },
        claim: { ...claim, ...theirs, signatures: claim.signatures },
      },
    ];
    for (const change of settings) {
      yield {
        cause: 'request.other',
        change,
        explain: () => ({
          sentence:
            'The signature is that of another request to this bin: headers and body do not belong together.',
          fix: 'Sign each request anew when its body changes, and pass the headers of a request on with its own body.',
        }),
      };
    }
  }
};
