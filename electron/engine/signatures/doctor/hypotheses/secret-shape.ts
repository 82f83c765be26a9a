import type { DiagnosisCause } from '../../../../../shared/model/diagnosis.ts';
import { isUnusable, type MacScheme } from '../../scheme.ts';
import { isMac, type Explanation, type Guess, type Hypotheses, type NamedSecret } from '../scene.ts';
import { base64Readings, hexReading, readingOf, type Reading } from '../secret-readings.ts';

type Said = Pick<Explanation, 'sentence' | 'fix'>;

const utf8 = (text: string): Uint8Array => Buffer.from(text, 'utf8');

/** The right secret, turned into key bytes in a wrong way, or not quite as it was copied. */
export const secretShape: Hypotheses = function* ({ scheme, rejected }) {
  if (!isMac(scheme)) return;
  for (const secret of rejected.secrets) {
    yield* asCopied(scheme, secret);
    yield* otherReadings(scheme, secret);
    yield* asTyped(secret);
  }
};

const guess = (cause: DiagnosisCause, secret: NamedSecret, material: Uint8Array, said: Said): Guess => ({
  cause,
  change: { keys: [{ secret, material }] },
  explain: () => said,
});

/** With something around it that does not belong to it, in the store or in the sender's configuration. */
function* asCopied(scheme: MacScheme, secret: NamedSecret): Iterable<Guess> {
  const { value } = secret;
  const clean: [string, DiagnosisCause, string][] = [
    [value.trim(), 'secret.whitespace', 'white space or a line end around it'],
    [value.trim().replace(/^(["'`])(.*)\1$/s, '$2'), 'secret.quotes', 'quotes around it'],
    [
      value.trim().replace(/^(?:export\s+)?[A-Za-z_][A-Za-z0-9_]*\s*=\s*(["']?)(.+)\1$/s, '$2'),
      'secret.assignment',
      'the name and the = it was copied with',
    ],
    [value.replaceAll(/\s+/g, ''), 'secret.whitespace', 'white space in it'],
  ];
  for (const [text, cause, what] of clean) {
    if (text === value) continue;
    const material = scheme.key(text);
    if (isUnusable(material)) continue;
    yield guess(cause, secret, material, {
      sentence: `The secret it was checked with has ${what}; the signature was made without.`,
      fix: `Save the secret again without ${what}, and trim it where your code reads it.`,
    });
  }
  const dirty: [string, DiagnosisCause, string][] = [
    [`${value}\n`, 'secret.whitespace', 'a line feed after it'],
    [`${value}\r\n`, 'secret.whitespace', 'a CRLF after it'],
    [`${value} `, 'secret.whitespace', 'a space after it'],
    [` ${value}`, 'secret.whitespace', 'a space before it'],
    [`${value}\r`, 'secret.whitespace', 'a carriage return after it'],
    [`${value}\\n`, 'secret.whitespace', 'the two characters \\n after it'],
    [`${value}\t`, 'secret.whitespace', 'a tab after it'],
    [`\n${value}`, 'secret.whitespace', 'a line feed before it'],
    [`"${value}"`, 'secret.quotes', 'double quotes around it'],
    [`'${value}'`, 'secret.quotes', 'single quotes around it'],
  ];
  for (const [text, cause, what] of dirty) {
    yield guess(cause, secret, utf8(text), {
      sentence: `The signature was made with the secret with ${what}.`,
      fix: `Remove ${what} where the secret is configured (an environment file, a mounted file, a shell command), or trim it when it is read.`,
    });
  }
}

/** Text that should have been decoded, decoded text that should not, a prefix too much or too little. */
function* otherReadings(scheme: MacScheme, secret: NamedSecret): Iterable<Guess> {
  const { value } = secret;
  const text = value.trim();
  const right = readingOf(scheme, text);
  const prefix = /^[A-Za-z]+(?:_(?:test|live))?_(?=.)/.exec(text)?.[0] ?? '';
  const bare = text.slice(prefix.length);
  const isPrefixPart = right === 'text';

  const readings: [Uint8Array | undefined, DiagnosisCause, Said][] = [
    [utf8(text), notDecoded(right), wasText(right, prefix, true)],
    [
      prefix === '' ? undefined : utf8(bare),
      isPrefixPart ? 'secret.prefix_dropped' : notDecoded(right),
      isPrefixPart
        ? {
            sentence: `The signature was made without the ${prefix} of the secret, which is part of the key.`,
            fix: `Use the secret as it is, ${prefix} and all: its text is the key.`,
          }
        : wasText(right, prefix, false),
    ],
    ...base64Readings(bare).map((bytes): [Uint8Array, DiagnosisCause, Said] => [
      bytes,
      right === 'hex' ? 'secret.hex_not_decoded' : 'secret.base64_decoded',
      wasDecoded('base64'),
    ]),
    ...base64Readings(text).map((bytes): [Uint8Array, DiagnosisCause, Said] =>
      prefix === ''
        ? [bytes, 'secret.base64_decoded', wasDecoded('base64')]
        : [
            bytes,
            'secret.prefix_kept',
            {
              sentence: `The signature was made with the secret decoded together with its ${prefix}, which is not part of the base64.`,
              fix: `Take ${prefix} off before the rest is decoded from base64.`,
            },
          ],
    ),
    ...base64Readings(bare)
      .flatMap((once) => base64Readings(Buffer.from(once).toString('latin1')))
      .map((bytes): [Uint8Array, DiagnosisCause, Said] => [
        bytes,
        'secret.base64_decoded_twice',
        {
          sentence: 'The signature was made with the secret decoded from base64 twice.',
          fix: 'Decode the secret from base64 once, and not at all where the library does it: most take the secret as it is in the dashboard.',
        },
      ]),
    [
      hexReading(bare),
      right === 'base64' ? 'secret.base64_not_decoded' : 'secret.hex_decoded',
      wasDecoded('hex'),
    ],
    [
      utf8(Buffer.from(text).toString('base64')),
      'secret.base64_encoded',
      {
        sentence: 'The signature was made with the base64 of the secret as its key.',
        fix: 'Use the secret as it is, not encoded once more.',
      },
    ],
    [
      utf8(Buffer.from(text).toString('hex')),
      'secret.base64_encoded',
      {
        sentence: 'The signature was made with the hex of the secret as its key.',
        fix: 'Use the secret as it is, not encoded once more.',
      },
    ],
  ];
  const seen = new Set<string>();
  const own = scheme.key(text);
  if (!isUnusable(own)) seen.add(Buffer.from(own).toString('hex'));
  for (const [material, cause, said] of readings) {
    if (material === undefined) continue;
    const id = Buffer.from(material).toString('hex');
    if (seen.has(id)) continue;
    seen.add(id);
    yield guess(cause, secret, material, said);
  }
  for (const known of prefix === '' ? ['whsec_', 'sk_', 'whk_'] : []) {
    const material = scheme.key(known + text);
    if (isUnusable(material) || seen.has(Buffer.from(material).toString('hex'))) continue;
    yield guess('secret.prefix_dropped', secret, material, {
      sentence: `The secret it was checked with lacks its ${known}, which is part of the key.`,
      fix: `Copy the secret whole, with ${known}.`,
    });
  }
}

const notDecoded = (right: Reading): DiagnosisCause =>
  right === 'hex' ? 'secret.hex_not_decoded' : 'secret.base64_not_decoded';

function wasText(right: Reading, prefix: string, isPrefixKept: boolean): Said {
  const how = right === 'hex' ? 'hex' : 'base64';
  const part =
    prefix === '' ? 'its text' : isPrefixKept ? `its text with ${prefix}` : `its text after ${prefix}`;
  return {
    sentence: `The signature was made with the secret not decoded: ${part} was the key, not the bytes that its ${how} stands for.`,
    fix:
      prefix === ''
        ? `Decode the secret from ${how} and use the bytes as the key.`
        : `Take ${prefix} off, decode the rest from ${how} and use the bytes as the key; or let the vendor’s library do it.`,
  };
}

const wasDecoded = (how: 'base64' | 'hex'): Said => ({
  sentence: `The signature was made with the secret decoded from ${how}, which this scheme does not do.`,
  fix: `Do not decode the secret from ${how} for this scheme.`,
});

/** In another case, cut short, or never set. */
function* asTyped(secret: NamedSecret): Iterable<Guess> {
  const { value } = secret;
  for (const text of [value.toLowerCase(), value.toUpperCase()]) {
    if (text === value) continue;
    yield guess('secret.case', secret, utf8(text), {
      sentence: `The signature was made with the secret in ${text === value.toLowerCase() ? 'lower' : 'upper'} case.`,
      fix: 'Keep the case of the secret as it is in the dashboard.',
    });
  }
  for (const text of ['', 'undefined', 'null', 'None', 'nil', 'NULL', 'false', '[object Object]', 'secret']) {
    yield guess('secret.empty', secret, utf8(text), {
      sentence:
        text === ''
          ? 'The signature was made with an empty key.'
          : `The signature was made with the word “${text}” as its key.`,
      fix: 'Set the secret where the signature is made: an environment variable that is not set gives this key. Refuse to start without it.',
    });
  }
  for (let length = value.length - 1; length >= Math.max(4, value.length - 64); length -= 1) {
    for (const text of [value.slice(0, length), value.slice(-length)]) {
      yield guess('secret.truncated', secret, utf8(text), {
        sentence: `The signature was made with ${length} of the ${value.length} characters of the secret.`,
        fix: 'Copy the secret whole; look for a character that ends it early, such as # or $ in an environment file.',
      });
    }
  }
}
