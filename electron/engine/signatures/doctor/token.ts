import { createHash } from 'node:crypto';
import type { DiagnosisCause } from '../../../../shared/model/diagnosis.ts';
import { isUnusable, type TokenScheme } from '../scheme.ts';
import type { Explained } from './explained.ts';
import type { NamedSecret, Rejected } from './scene.ts';
import { secretsWords, secretWords } from './secret-words.ts';

/** Why a token that was sent along is not the one that is expected. The two are never shown. */
export function diagnoseToken(rejected: Rejected, scheme: TokenScheme): Explained | undefined {
  const claim = scheme.read(rejected.message);
  if (isUnusable(claim)) return elsewhere(rejected, scheme);
  const { secrets, otherSecrets } = rejected;
  for (const received of claim.signatures) {
    const other = otherSecrets.find(({ value }) => value === received);
    if (other !== undefined) {
      return {
        cause: 'secret.other',
        sentence: `The token that came is ${secretWords(other)}, not ${secretsWords(secrets)}.`,
        fix: `Use ${secretWords(other)} for this endpoint, or put ${secretsWords(secrets)} into the sender’s settings.`,
        evidence: [{ label: 'Fits with', value: secretWords(other) }],
      };
    }
    for (const secret of secrets) {
      const found = tokenForms(secret).find(({ text }) => text === received);
      if (found !== undefined) return { cause: found.cause, sentence: found.sentence, fix: found.fix };
      const undone = tokenForms({ value: received }).find(({ text }) => text === secret.value);
      if (undone !== undefined) {
        return {
          cause: undone.cause,
          sentence: `The secret it was compared with differs: ${undone.reverse}.`,
          fix: undone.fix,
        };
      }
      const cut =
        received.length >= 4 && received.length < secret.value.length && secret.value.startsWith(received);
      if (cut) {
        return {
          cause: 'signature.truncated',
          sentence: `The token that came is cut short: ${received.length} of ${secret.value.length} characters.`,
          fix: 'Send the whole token; look for a character that ends it early, or for a length limit.',
        };
      }
    }
  }
  return undefined;
}

interface TokenForm {
  text: string;
  cause: DiagnosisCause;
  sentence: string;
  reverse: string;
  fix: string;
}

function tokenForms({ value }: NamedSecret): TokenForm[] {
  const form = (text: string, cause: DiagnosisCause, what: string, fix: string): TokenForm => ({
    text,
    cause,
    sentence: `The token that came is the right one ${what}.`,
    reverse: `the token came ${what.replace(/^in /, 'without being in ').replace(/^with /, 'without ')}`,
    fix,
  });
  const exact = 'Send the token exactly as it was set: it is compared character by character.';
  const hash = (algorithm: string) => createHash(algorithm).update(value).digest('hex');
  return [
    form(
      value.toLowerCase(),
      'secret.case',
      'in lower case',
      'Compare the token with its case, and send it as it was set.',
    ),
    form(
      value.toUpperCase(),
      'secret.case',
      'in upper case',
      'Compare the token with its case, and send it as it was set.',
    ),
    form(
      value.trim(),
      'secret.whitespace',
      'with the white space around it removed',
      'Save the secret without white space around it.',
    ),
    form(` ${value}`, 'secret.whitespace', 'with a space before it', exact),
    form(`${value} `, 'secret.whitespace', 'with a space after it', exact),
    form(`${value}\n`, 'secret.whitespace', 'with a line feed after it', exact),
    form(`"${value}"`, 'secret.quotes', 'with quotes around it', exact),
    form(`'${value}'`, 'secret.quotes', 'with quotes around it', exact),
    form(`Bearer ${value}`, 'header.prefix', 'with the word Bearer before it', exact),
    form(`bearer ${value}`, 'header.prefix', 'with the word bearer before it', exact),
    form(`Token ${value}`, 'header.prefix', 'with the word Token before it', exact),
    form(encodeURIComponent(value), 'header.format', 'with percent escapes', exact),
    form(Buffer.from(value).toString('base64'), 'signature.encoding', 'in base64', exact),
    form(Buffer.from(value).toString('hex'), 'signature.encoding', 'in hex', exact),
    form(
      hash('sha256'),
      'signature.plain_hash',
      'as its SHA-256',
      'Send the token itself: this scheme hashes nothing.',
    ),
    form(
      hash('sha1'),
      'signature.plain_hash',
      'as its SHA-1',
      'Send the token itself: this scheme hashes nothing.',
    ),
  ].filter(({ text }) => text !== value);
}

/** The header is missing: maybe the token came in another one. */
function elsewhere({ message, secrets, reasonMessage }: Rejected, scheme: TokenScheme): Explained {
  const wanted = scheme.write('x', message).headers[0]?.name ?? 'header of the scheme';
  const holder = message.headers.find(({ value }) =>
    secrets.some((secret) => value === secret.value || value.endsWith(` ${secret.value}`)),
  );
  if (holder !== undefined) {
    return {
      cause: 'header.name',
      sentence: `The right token came in the header ${holder.name}, where ${wanted} belongs.`,
      fix: `Send the token in ${wanted}, or read it from ${holder.name}.`,
      evidence: [{ label: 'Found in', value: `the ${holder.name} header` }],
    };
  }
  const inUrl = secrets.some(
    ({ value }) => value.length >= 4 && message.url.includes(encodeURIComponent(value)),
  );
  if (inUrl) {
    return {
      cause: 'header.other',
      sentence: `The right token is in the URL, where the header ${wanted} belongs.`,
      fix: `Send the token in ${wanted}: a URL is written to logs.`,
    };
  }
  return {
    cause: 'header.missing',
    sentence: reasonMessage,
    fix: `Set the secret in the sender’s webhook settings, so that it sends ${wanted}; and see that no proxy removes the header.`,
  };
}
