import { isUnusable, type Unusable } from '../scheme.ts';
import { isMac, type Key, type NamedSecret, type SigningScheme } from './scene.ts';

/** The key that a scheme makes of a secret, or why it can't. */
export function keyOf(scheme: SigningScheme, secret: NamedSecret, at: number): Key | Unusable {
  const material = isMac(scheme) ? scheme.key(secret.value) : scheme.publicKey(secret.value, at);
  return isUnusable(material) ? material : { secret, material };
}

/** The keys of those secrets that have the scheme's shape. */
export function keysOf(scheme: SigningScheme, secrets: readonly NamedSecret[], at: number): Key[] {
  return secrets.flatMap((secret) => {
    const key = keyOf(scheme, secret, at);
    return 'material' in key ? [key] : [];
  });
}
