import type { Explained } from './explained.ts';
import { bodyEdges } from './hypotheses/body-edges.ts';
import { bodyJson } from './hypotheses/body-json.ts';
import { algorithm } from './hypotheses/algorithm.ts';
import { otherSecret } from './hypotheses/other-secret.ts';
import { secretShape } from './hypotheses/secret-shape.ts';
import { url } from './hypotheses/url.ts';
import type { Guess, Hypotheses, Scene } from './scene.ts';
import { tryGuess } from './try-guess.ts';

const first = (hypotheses: Hypotheses, scene: Scene, count: number): Guess[] => {
  const guesses: Guess[] = [];
  for (const guess of hypotheses(scene)) {
    if (guesses.length === count) break;
    guesses.push(guess);
  }
  return guesses;
};

/** Two mistakes at once: the commonest ones with the secret, each with the commonest ones with the content. */
export function* pairs(scene: Scene): Generator<undefined, Explained | undefined> {
  const fresh = { ...scene };
  const secrets = [
    ...first(otherSecret, fresh, 20),
    ...first(secretShape, fresh, 30),
    ...first(algorithm, fresh, 4),
  ];
  const contents = [...first(bodyEdges, fresh, 8), ...first(bodyJson, fresh, 16), ...first(url, fresh, 40)];
  for (const content of contents) {
    for (const secret of secrets) {
      const both: Guess = {
        cause: secret.cause,
        change: { ...secret.change, ...content.change },
        explain: () => {
          const one = secret.explain();
          const two = content.explain();
          return {
            sentence: `Two things at once. ${one.sentence} And: ${two.sentence}`,
            fix: `${one.fix} ${two.fix}`,
            evidence: [...(one.evidence ?? []), ...(two.evidence ?? [])],
            difference: two.difference,
          };
        },
      };
      const hit = tryGuess(scene, both);
      if (hit !== undefined) return { cause: both.cause, ...both.explain() };
      yield undefined;
    }
  }
  return undefined;
}
