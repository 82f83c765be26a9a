import type { DiagnosisCause } from '../../../../../shared/model/diagnosis.ts';
import { isMac, type Hypotheses, type SigningScheme } from '../scene.ts';

/** The signature of a key pair, written in another way than the scheme's. */
export const keySignature: Hypotheses = function* ({ scheme, setting: { claim } }) {
  if (isMac(scheme)) return;
  const forms: [DiagnosisCause, (received: string) => Buffer | undefined, string][] = [
    [
      'signature.encoding',
      (text) => (/^(?:[0-9a-f]{2})+$/i.test(text) ? Buffer.from(text, 'hex') : undefined),
      'hex',
    ],
    ['signature.encoding', (text) => Buffer.from(text, 'base64'), 'base64'],
    ['signature.encoding', (text) => Buffer.from(text, 'base64url'), 'base64url'],
    [
      'signature.double_encoded',
      (text) => Buffer.from(Buffer.from(text, 'base64').toString('latin1'), 'hex'),
      'base64 of hex',
    ],
    [
      'signature.double_encoded',
      (text) => Buffer.from(Buffer.from(text, 'base64').toString('latin1'), 'base64'),
      'base64 of base64',
    ],
    [
      'signature.encoding',
      (text) => toDer(Buffer.from(text, scheme.encoding)),
      'the two numbers r and s one after the other, not DER',
    ],
    [
      'signature.encoding',
      (text) => toDer(Buffer.from(text, 'hex')),
      'hex of the two numbers r and s, not DER',
    ],
  ];
  for (const [cause, read, words] of forms) {
    const signatures = claim.signatures.flatMap((received) => {
      const bytes = read(received.trim());
      const text = bytes?.toString(scheme.encoding) ?? '';
      return text === '' || text === received ? [] : [text];
    });
    if (signatures.length === 0) continue;
    yield {
      cause,
      change: { claim: { ...claim, signatures } },
      explain: () => ({
        sentence: `The signature is right but written as ${words}; this scheme has it as ${formWords(scheme)}.`,
        fix: `Write the signature as ${formWords(scheme)}.`,
      }),
    };
  }
};

const formWords = ({ kind, encoding }: SigningScheme): string =>
  kind === 'ecdsa' ? `${encoding} of a DER sequence` : encoding;

/** r and s of equal length as an ASN.1 sequence of two integers (X.690 §8.3, §8.9). */
function toDer(raw: Buffer): Buffer | undefined {
  if (raw.length !== 64 && raw.length !== 96) return undefined;
  const integer = (bytes: Buffer) => {
    let start = 0;
    while (start < bytes.length - 1 && bytes[start] === 0) start += 1;
    const digits = bytes.subarray(start);
    const padded = (digits[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), digits]) : digits;
    return Buffer.concat([Buffer.from([0x02, padded.length]), padded]);
  };
  const half = raw.length / 2;
  const both = Buffer.concat([integer(raw.subarray(0, half)), integer(raw.subarray(half))]);
  return Buffer.concat([Buffer.from([0x30, both.length]), both]);
}
