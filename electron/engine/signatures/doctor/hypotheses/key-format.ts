import { createPublicKey, X509Certificate, type KeyObject } from 'node:crypto';
import { isUnusable } from '../../scheme.ts';
import { isMac, type Hypotheses } from '../scene.ts';

/** A public key that is the right one, in another format than the scheme takes, or not quite as it was copied. */
export const keyFormat: Hypotheses = function* ({ scheme, rejected }) {
  if (isMac(scheme)) return;
  for (const secret of rejected.secrets) {
    for (const [text, words] of cleaned(secret.value)) {
      if (text === secret.value) continue;
      const material = scheme.publicKey(text, rejected.at);
      if (isUnusable(material)) continue;
      yield {
        cause: 'secret.key_format',
        change: { keys: [{ secret, material }] },
        explain: () => ({
          sentence: `The key is the right one, but ${words}.`,
          fix: 'Save the key again as it is in the dashboard: one piece, with nothing around it.',
        }),
      };
    }
    for (const [material, words] of readings(secret.value, scheme.kind)) {
      yield {
        cause: 'secret.key_format',
        change: { keys: [{ secret, material }] },
        explain: () => ({
          sentence: `The key is the right one, but written as ${words}, which this scheme does not take.`,
          fix: `Save the key in the form that the dashboard shows it in; this one is ${words}.`,
        }),
      };
    }
  }
};

function cleaned(value: string): [string, string][] {
  const text = value.trim();
  return [
    [text, 'has white space around it'],
    [text.replace(/^(["'`])(.*)\1$/s, '$2'), 'has quotes around it'],
    [text.replaceAll('\\n', '\n'), 'has its line ends written as the two characters \\n'],
    [
      text.replace(/^(["'`])(.*)\1$/s, '$2').replaceAll('\\n', '\n'),
      'has quotes around it and \\n for its line ends',
    ],
    [text.replaceAll(/\s+/g, ''), 'has line ends or spaces in it'],
    [text.replace(/-----[A-Z ]+-----/g, '').replaceAll(/\s+/g, ''), 'has the lines BEGIN and END around it'],
    [pem(text), 'lacks the lines BEGIN and END or has lost its line ends'],
    [text.replace(/^wh[ps]k_/, ''), 'has a prefix that does not belong there'],
    [`whpk_${text}`, 'lacks its prefix whpk_'],
    [text.toLowerCase(), 'is in upper case'],
  ];
}

const pem = (text: string): string => {
  const base64 = text.replace(/-----[A-Z ]+-----/g, '').replaceAll(/\s+/g, '');
  return `-----BEGIN PUBLIC KEY-----\n${base64.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END PUBLIC KEY-----\n`;
};

function* readings(value: string, kind: 'rsa' | 'ecdsa' | 'ed25519'): Iterable<[KeyObject, string]> {
  const text = value.trim();
  const bare = text
    .replace(/-----[A-Z0-9 ]+-----/g, '')
    .replaceAll(/\s+/g, '')
    .replace(/^wh[ps]k_/, '');
  const encoded: [Buffer, string][] = [
    ...(/^(?:[0-9a-f]{2})+$/i.test(bare) ? [[Buffer.from(bare, 'hex'), 'hex'] as [Buffer, string]] : []),
    [Buffer.from(bare, 'base64'), 'base64'],
    [Buffer.from(bare, 'base64url'), 'base64url'],
  ];
  for (const [bytes, how] of encoded) {
    for (const make of kindsOf(bytes, kind)) {
      const key = attempt(make.key);
      if (key !== undefined && isKind(key, kind)) yield [key, `${how} of ${make.words}`];
    }
  }
  const whole = attempt(() => createPublicKey(text));
  if (whole !== undefined && isKind(whole, kind)) yield [whole, 'PEM'];
  const certificate = attempt(() => new X509Certificate(text).publicKey);
  if (certificate !== undefined && isKind(certificate, kind)) yield [certificate, 'a certificate'];
}

function kindsOf(bytes: Buffer, kind: string): { key: () => KeyObject; words: string }[] {
  const list: { key: () => KeyObject; words: string }[] = [
    {
      key: () => createPublicKey({ key: bytes, format: 'der', type: 'spki' }),
      words: 'a DER public key (SPKI)',
    },
    {
      key: () => createPublicKey({ key: bytes, format: 'der', type: 'pkcs1' }),
      words: 'a DER public key (PKCS #1)',
    },
    { key: () => createPublicKey(bytes.toString('utf8')), words: 'a PEM text' },
    { key: () => new X509Certificate(bytes).publicKey, words: 'a DER certificate' },
  ];
  if (kind === 'ed25519' && bytes.length === 32) {
    const jwk = { kty: 'OKP', crv: 'Ed25519', x: bytes.toString('base64url') };
    list.unshift({
      key: () => createPublicKey({ key: jwk, format: 'jwk' }),
      words: 'the 32 bytes of the key',
    });
  }
  return list;
}

const isKind = (key: KeyObject, kind: 'rsa' | 'ecdsa' | 'ed25519') =>
  key.asymmetricKeyType === (kind === 'ecdsa' ? 'ec' : kind);

function attempt<Value>(make: () => Value): Value | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
