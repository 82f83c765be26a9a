/** An IPN message as pairs, as they were sent: one character a byte, nothing decoded. */
export interface RawPair {
  name: string;
  value: string;
}

/** The pairs of a form body (WHATWG URL §5.1), in order, duplicates kept. */
export function rawPairs(body: string): RawPair[] {
  return body
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const equals = part.indexOf('=');
      return equals === -1
        ? { name: part, value: '' }
        : { name: part.slice(0, equals), value: part.slice(equals + 1) };
    });
}

/** The bytes that percent escapes and `+` stand for, one character a byte. */
export function decoded(raw: string): string {
  return raw
    .replaceAll('+', ' ')
    .replaceAll(/%([0-9A-Fa-f]{2})/g, (_escape, hex: string) => String.fromCharCode(parseInt(hex, 16)));
}

/** The texts that bytes may stand for: in the charset of PayPal's messages, and in UTF-8. */
export function texts(raw: string): string[] {
  const bytes = Buffer.from(decoded(raw), 'latin1');
  const found = [new TextDecoder('windows-1252').decode(bytes)];
  try {
    found.push(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    // Not UTF-8.
  }
  return found;
}

const COMMAND = 'cmd=_notify-validate';

export interface PostedBack {
  /** What is to be verified, without the command; `undefined` when there is no command. */
  message: string | undefined;
  warnings: string[];
}

/**
 * Takes the command off what a listener posted. PayPal's documents want it in front (developer.paypal.com, "Implementing an
 * IPN listener", read 2026-11-25); its older samples put it at the end, and some libraries in the query, which PayPal takes.
 */
export function takeCommand(body: string, query: string): PostedBack {
  if (body === COMMAND) return { message: '', warnings: [] };
  if (body.startsWith(`${COMMAND}&`)) return { message: body.slice(COMMAND.length + 1), warnings: [] };
  if (body.endsWith(`&${COMMAND}`)) {
    const warnings = [`${COMMAND} stands at the end: PayPal’s documents want it in front of the message.`];
    return { message: body.slice(0, -COMMAND.length - 1), warnings };
  }
  if (query.split('&').includes(COMMAND)) {
    const warnings = [`${COMMAND} stands in the URL: PayPal’s documents want it in front of the message.`];
    return { message: body, warnings };
  }
  return { message: undefined, warnings: [] };
}

/** Sandbox messages carry `test_ipn=1`; live ones do not have the field. */
export const isSandboxMessage = (message: string): boolean =>
  rawPairs(message).some(({ name, value }) => name === 'test_ipn' && value === '1');
