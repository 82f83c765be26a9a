/**
 * Text from the outside made safe for a terminal: control characters (also the C1 ones that start escape sequences in
 * one byte), bidirectional overrides, zero-width and unassigned characters show as escapes.
 */
export function visibleText(text: string): string {
  return text.replace(unsafe, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code <= 0xff ? `\\x${hex(code, 2)}` : `\\u{${hex(code, 4)}}`;
  });
}

/** JSON on one line, with the same characters escaped as JSON itself can: it means the same, and is inert. */
export function visibleJson(value: unknown): string {
  return JSON.stringify(value).replace(unsafe, (character) =>
    Array.from({ length: character.length }, (_, at) => `\\u${hex(character.charCodeAt(at), 4)}`).join(''),
  );
}

/** Categories C (control, format, surrogate, private use, unassigned), Zl and Zp. */
const unsafe = /[\p{C}\p{Zl}\p{Zp}]/gu;

const hex = (code: number, digits: number): string => code.toString(16).padStart(digits, '0');
