import type { Explained } from './explained.ts';
import { keysOf } from './keys.ts';
import { isSigning, isToken, type Rejected, type SigningScheme } from './scene.ts';
import { secretWords } from './secret-words.ts';
import { claimOf, trySetting } from './try-guess.ts';
import { createWork } from './work.ts';
import { isUnusable } from '../scheme.ts';

/** The message is signed as another scheme wants it: of the same provider, or of another one. */
export function otherScheme(rejected: Rejected): Explained | undefined {
  const { message, at } = rejected;
  const secrets = [...rejected.secrets, ...rejected.otherSecrets];
  for (const { scheme, providerName, isSameProvider } of rejected.otherSchemes) {
    if (scheme.id === rejected.scheme.id) continue;
    const fitting = isToken(scheme)
      ? tokenFor(scheme, rejected)
      : isSigning(scheme)
        ? fits(scheme)
        : undefined;
    if (fitting === undefined) continue;
    const own = isSameProvider
      ? `another scheme of ${providerName}, ${scheme.name}`
      : `the scheme of ${providerName}`;
    return {
      cause: isSameProvider ? 'scheme.other' : 'provider.other',
      sentence: `The message is signed by ${own}, with ${fitting}, and was checked as ${rejected.providerName}’s ${rejected.scheme.name}.`,
      fix: isSameProvider
        ? `Verify with ${scheme.name}; the header that came says which one it is.`
        : `Choose ${providerName} as the provider of this endpoint, or let it be recognized from the request.`,
      evidence: [{ label: 'Fits as', value: `${providerName}, ${scheme.name}` }],
    };
  }
  return undefined;

  function fits(scheme: SigningScheme): string | undefined {
    const claim = claimOf(scheme, message);
    if (claim === undefined) return undefined;
    const setting = { message, claim, keys: keysOf(scheme, secrets, at) };
    const work = createWork(message.body.length);
    const hit = trySetting({ rejected, scheme, setting, work }, setting);
    return hit?.deviation === 'none' ? secretWords(hit.key.secret) : undefined;
  }
}

function tokenFor(
  scheme: Extract<Rejected['scheme'], { kind: 'token' }>,
  rejected: Rejected,
): string | undefined {
  const claim = scheme.read(rejected.message);
  if (isUnusable(claim)) return undefined;
  const secret = [...rejected.secrets, ...rejected.otherSecrets].find(({ value }) =>
    claim.signatures.includes(value),
  );
  return secret === undefined ? undefined : secretWords(secret);
}
