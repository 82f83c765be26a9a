import type { DiagnosisCause } from '../../../../shared/model/diagnosis.ts';
import { differenceWords, firstDifference } from './difference.ts';
import { CHECK_PROXY } from './fixes.ts';
import type { Guess, Scene } from './scene.ts';

interface BodyWords {
  /** `the body with a line feed at its end`: what was signed. */
  signed: string;
  fix?: string;
  /** Whether the first difference tells something. */
  hasDifference?: boolean;
}

/** The guess that another body was signed. */
export function bodyGuess(
  { setting: { message } }: Scene,
  cause: DiagnosisCause,
  body: Uint8Array,
  { signed, fix = CHECK_PROXY, hasDifference = true }: BodyWords,
): Guess {
  return {
    cause,
    change: { message: { ...message, body } },
    explain() {
      const difference = hasDifference ? firstDifference('body', message.body, body) : undefined;
      const where = difference === undefined ? '' : `: what came has ${differenceWords(difference)}`;
      return {
        sentence: `The signature is that of ${signed}${where}.`,
        fix,
        evidence: [
          { label: 'Body that came', value: `${message.body.length} bytes` },
          { label: 'Body that was signed', value: `${body.length} bytes` },
        ],
        difference,
      };
    },
  };
}

/** The body as text, or `undefined` where it is not UTF-8. */
export function bodyText({ setting: { message } }: Scene): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(message.body);
  } catch {
    return undefined;
  }
}

export const contentType = ({ setting: { message } }: Scene): string =>
  message.headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value.toLowerCase() ?? '';

export const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');
