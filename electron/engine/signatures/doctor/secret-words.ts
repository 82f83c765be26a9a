import { summarizeSecret } from '../../../../shared/model/secret.ts';
import type { NamedSecret } from './scene.ts';

/** All that may be said of a secret: `“stripe.live” (…a1b2)`, or `the given secret (…a1b2)`. */
export function secretWords({ name, value }: NamedSecret): string {
  const { ending } = summarizeSecret(name ?? 'given', value);
  const end = ending === '' ? '' : ` (…${ending})`;
  return name === undefined ? `the given secret${end}` : `“${name}”${end}`;
}

export const secretsWords = (secrets: readonly NamedSecret[]): string =>
  secrets.map(secretWords).join(', ') || 'no secret';
