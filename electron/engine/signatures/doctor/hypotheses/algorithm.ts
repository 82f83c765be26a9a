import type { DigestAlgorithm } from '../../scheme.ts';
import { isMac, type Construction, type Hypotheses } from '../scene.ts';

const algorithms: readonly DigestAlgorithm[] = ['sha256', 'sha1', 'sha512', 'sha384', 'md5'];

const names: Record<DigestAlgorithm, string> = {
  md5: 'MD5',
  sha1: 'SHA-1',
  sha256: 'SHA-256',
  sha384: 'SHA-384',
  sha512: 'SHA-512',
};

const words: Record<Construction, (algorithm: string) => string> = {
  hmac: (algorithm) => `an HMAC with ${algorithm}`,
  key_then_content: (algorithm) => `a plain ${algorithm} of the secret followed by the content`,
  content_then_key: (algorithm) => `a plain ${algorithm} of the content followed by the secret`,
  content_only: (algorithm) => `a plain ${algorithm} of the content, without the secret`,
  swapped: (algorithm) => `an HMAC with ${algorithm} in which key and content are swapped`,
};

/** Another hash, or another way of mixing the secret in. */
export const algorithm: Hypotheses = function* ({ scheme }) {
  if (!isMac(scheme)) return;
  const own: Construction = scheme.kind === 'hmac' ? 'hmac' : 'key_then_content';
  const needed = words[own](names[scheme.algorithm]);
  const others = algorithms.filter((each) => each !== scheme.algorithm);
  for (const other of others) {
    yield {
      cause: 'signature.algorithm',
      change: { algorithm: other },
      explain: () => ({
        sentence: `The signature was made with ${names[other]}; this scheme needs ${names[scheme.algorithm]}.`,
        fix: `Use ${needed}, and take the header that holds it.`,
      }),
    };
  }
  const constructions = (Object.keys(words) as Construction[]).filter((each) => each !== own);
  for (const construction of constructions) {
    for (const each of [scheme.algorithm, ...others]) {
      yield {
        cause: construction === 'swapped' ? 'signature.swapped' : 'signature.plain_hash',
        change: { construction, algorithm: each },
        explain: () => ({
          sentence: `The signature is ${words[construction](names[each])}; this scheme needs ${needed}.`,
          fix: `Compute ${needed}: the secret is the key, the content the message.`,
        }),
      };
    }
  }
};
