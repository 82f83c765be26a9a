/** RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;

/** Why a header can't be sent under this name, as a sentence; `undefined` when it can. */
export function headerNameProblem(name: string): string | undefined {
  if (name === '') return 'A header needs a name.';
  if (TOKEN.test(name)) return undefined;
  if (/\s/.test(name)) return 'A header name holds no spaces.';
  if (name.includes(':')) return 'The colon is written when sent: leave it out of the name.';
  return "A header name holds letters, digits and ! # $ % & ' * + - . ^ _ ` | ~ only.";
}

/**
 * Why a value can't be sent, as a sentence; `undefined` when it can. A field value is bytes without CR, LF and NUL
 * (RFC 9110 §5.5), written as Latin-1 characters.
 */
export function headerValueProblem(value: string): string | undefined {
  if (/[\r\n]/.test(value)) return 'A header value holds no line breaks.';
  if (/[\0-\x08\x0b-\x1f\x7f]/.test(value)) return 'A header value holds no control characters.';
  const outside = /[^\0-\xff]/u.exec(value)?.[0];
  if (outside !== undefined) {
    return `“${outside}” can't stand in a header: use Latin-1 characters, or percent-encode it.`;
  }
  return undefined;
}

/** Why this method can't be sent, as a sentence; `undefined` when it can. */
export function methodProblem(method: string): string | undefined {
  if (method === '') return 'A request needs a method.';
  if (method.length > 64) return 'A method is at most 64 characters long.';
  return TOKEN.test(method) ? undefined : 'A method holds letters, digits and - . _ only, such as POST.';
}
