import { keysOf } from '../keys.ts';
import type { Hypotheses, NamedSecret } from '../scene.ts';
import { secretsWords, secretWords } from '../secret-words.ts';

/** Another secret that is known fits. */
export const otherSecret: Hypotheses = function* ({ scheme, rejected }) {
  const { secrets, otherSecrets, at } = rejected;
  const used = new Set(secrets.map(({ value }) => value));
  const others = otherSecrets.filter(({ value }) => !used.has(value));
  for (const key of keysOf(scheme, others, at)) {
    const isOtherMode = secrets.some((secret) => areOfDifferentModes(secret, key.secret));
    yield {
      cause: isOtherMode ? 'secret.mode' : 'secret.other',
      change: { keys: [key] },
      explain: () => ({
        sentence: isOtherMode
          ? `The signature was made with ${secretWords(key.secret)}, the secret of the other mode, and checked with ${secretsWords(secrets)}.`
          : `The signature was made with ${secretWords(key.secret)}, not with ${secretsWords(secrets)}.`,
        fix: isOtherMode
          ? 'Test and live mode have an endpoint and a secret each: use the secret of the mode that the event comes from.'
          : `Use ${secretWords(key.secret)} for this endpoint: each endpoint has its own secret, and a rotated one is replaced by a new one.`,
        evidence: [{ label: 'Fits with', value: secretWords(key.secret) }],
      }),
    };
  }
};

type Mode = 'test' | 'live';

/** By the name the secret is kept under, or by a mark in the secret itself such as `sk_test_`. */
function modeOf({ name = '', value }: NamedSecret): Mode | undefined {
  const marked = /_(test|live)_/.exec(value)?.[1];
  if (marked === 'test' || marked === 'live') return marked;
  const words = name.toLowerCase().split(/[._-]/);
  if (words.some((word) => ['test', 'sandbox', 'dev', 'development', 'staging'].includes(word)))
    return 'test';
  return words.some((word) => ['live', 'prod', 'production'].includes(word)) ? 'live' : undefined;
}

function areOfDifferentModes(a: NamedSecret, b: NamedSecret): boolean {
  const first = modeOf(a);
  const second = modeOf(b);
  return first !== undefined && second !== undefined && first !== second;
}
