import { CommandError } from '../../shared/ipc/envelope.ts';
import type { SecretName } from '../../shared/model/secret.ts';
import type { SchemeChoice } from '../../shared/model/signing.ts';
import { providerById } from './providers/registry.ts';
import type { SecretsPort } from './ports.ts';
import { GENERIC_PROVIDER, schemeById, schemesOf, signingProviders } from './signatures/registry.ts';
import type { Scheme, Unusable } from './signatures/scheme.ts';
import { genericHmac } from './signatures/schemes/generic.ts';
import type { KnownSecret } from './signatures/verify.ts';

/** Which scheme and which secret a command or a bin means. */

interface Choice {
  providerId?: string | undefined;
  scheme?: SchemeChoice | undefined;
}

/** What is wrong with a choice, and where. */
export interface ChoiceProblem {
  path: 'provider' | 'scheme';
  message: string;
}

/** The schemes that are meant; none for a provider that signs nothing. */
export function chooseSchemes({ providerId, scheme }: Choice): readonly Scheme[] | ChoiceProblem {
  if (typeof scheme === 'object') return [genericScheme(scheme)];
  if (providerId === GENERIC_PROVIDER) return chooseGeneric(scheme);
  if (providerId !== undefined && !isProvider(providerId)) {
    const message = `There is no provider ${providerId}; one of ${signingProviders.join(', ')}, or ${GENERIC_PROVIDER} with a scheme of your own.`;
    return { path: 'provider', message };
  }
  const own = providerId === undefined ? [] : schemesOf(providerId);
  if (scheme === undefined) return own;
  const found = providerId === undefined ? schemeById(scheme) : own.find(({ id }) => id === scheme);
  if (found !== undefined) return [found];
  const ids = own.map(({ id }) => id).join(', ');
  return {
    path: 'scheme',
    message:
      ids === ''
        ? `There is no scheme ${scheme}; see signatures.schemes.`
        : `${providerId ?? ''} has no scheme ${scheme}: it has ${ids}.`,
  };
}

function chooseGeneric(scheme: string | undefined): readonly Scheme[] | ChoiceProblem {
  const found = scheme === undefined ? undefined : schemeById(scheme);
  if (found !== undefined && found.id !== 'generic-hmac') return [found];
  return {
    path: 'scheme',
    message: 'Describe the scheme: { header, algorithm, encoding, content, prefix, timestamp }.',
  };
}

const isProvider = (id: string): boolean => schemesOf(id).length > 0 || providerById(id) !== undefined;

/** One scheme for each description, however many requests it checks. */
const generics = new WeakMap<object, Scheme>();

function genericScheme(config: Extract<SchemeChoice, object>): Scheme {
  const known = generics.get(config) ?? genericHmac(config);
  generics.set(config, known);
  return known;
}

/** As `chooseSchemes`, for a command: throws `CommandError`. */
export function schemesToUse(choice: Choice): readonly Scheme[] {
  const chosen = chooseSchemes(choice);
  if ('path' in chosen) throw badInput(chosen.path, chosen.message);
  return chosen;
}

/** The secret that a command gives or names. Throws `CommandError` where it does neither, or both. */
export async function secretToUse(
  { secret, secretName }: { secret?: string | undefined; secretName?: SecretName | undefined },
  secrets: Pick<SecretsPort, 'get'>,
): Promise<KnownSecret> {
  if (secret !== undefined && secretName !== undefined) {
    throw badInput('secretName', 'Give a secret or the name of one, not both.');
  }
  if (secret !== undefined) return { value: secret };
  if (secretName === undefined) {
    throw badInput('secretName', 'Give a secret, or the name of one that is kept (secretName).');
  }
  const value = await secrets.get(secretName);
  if (value === undefined) {
    throw badInput('secretName', `There is no secret named ${secretName}; add it first.`);
  }
  return { value, name: secretName };
}

export const badInput = (path: string, message: string): CommandError =>
  new CommandError('bad_input', message, [{ path, message }]);

/** A secret or a message that a scheme can't do with, as the caller's mistake. */
export const unusableInput = ({ reason, message }: Unusable): CommandError =>
  badInput(
    reason === 'secret_malformed' || reason === 'certificate_untrusted' ? 'secret' : 'request',
    message,
  );
