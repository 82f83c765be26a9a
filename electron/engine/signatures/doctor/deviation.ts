import type { DiagnosisCause } from '../../../../shared/model/diagnosis.ts';
import type { SigningScheme } from './scene.ts';
import type { Deviation } from './received.ts';
import type { Explained } from './explained.ts';

type Odd = Exclude<Deviation, 'none'>;

const causes: Record<Odd, DiagnosisCause> = {
  case: 'signature.case',
  encoding: 'signature.encoding',
  double_encoded: 'signature.double_encoded',
  padding: 'signature.encoding',
  percent_encoded: 'header.format',
  plus_lost: 'header.format',
  wrapped: 'header.format',
  truncated: 'signature.truncated',
};

/** The signature is of the right digest, but not written as the scheme has it. */
export function deviationExplanation(
  { encoding }: Pick<SigningScheme, 'encoding'>,
  deviation: Odd,
  received: string,
): Explained {
  return { cause: causes[deviation], ...words(encoding, deviation, received) };
}

function words(encoding: string, deviation: Odd, received: string): { sentence: string; fix: string } {
  switch (deviation) {
    case 'case':
      return {
        sentence: `The signature is right but for the case of its letters${encoding === 'hex' ? ': it came in upper-case hex' : ''}.`,
        fix:
          encoding === 'hex'
            ? 'Write the signature in lower-case hex.'
            : 'Keep the case of the signature: in base64 it counts.',
      };
    case 'encoding':
      return {
        sentence: `The signature is right but came as ${/^[0-9a-f]+$/i.test(received.trim()) ? 'hex' : 'base64'}, where this scheme has ${encoding}.`,
        fix: `Write the digest as ${encoding}: digest('${encoding}') in Node.js.`,
      };
    case 'double_encoded':
      return {
        sentence: `The signature is right but encoded twice: the text of its hex or base64 was encoded once more.`,
        fix: `Encode the raw bytes of the digest as ${encoding}, not its hex text: in PHP hash_hmac(…, true), in Python digest() in place of hexdigest().`,
      };
    case 'padding':
      return {
        sentence: 'The signature is right but lacks the = at its end.',
        fix: 'Write base64 with its padding.',
      };
    case 'percent_encoded':
      return {
        sentence: 'The signature is right but percent-encoded.',
        fix: 'Put the signature into the header as it is: headers are not percent-encoded.',
      };
    case 'plus_lost':
      return {
        sentence: 'The signature is right but its + came as spaces: it was decoded as a form.',
        fix: 'Do not decode the header as a form or a URL: base64 has + in it.',
      };
    case 'wrapped':
      return {
        sentence: 'The signature is right but came with quotes or white space around it.',
        fix: 'Put the signature into the header without quotes or white space.',
      };
    case 'truncated':
      return {
        sentence: `The signature is right as far as it goes, but cut short: ${received.trim().length} characters of it came.`,
        fix: 'Send the whole signature: look for a column, a header or a log line of limited length that it passes through.',
      };
  }
}
