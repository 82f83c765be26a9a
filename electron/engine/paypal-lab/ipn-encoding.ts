import { decoded, rawPairs } from './ipn-message.ts';

export interface IpnOptions {
  /** Sandbox messages carry `test_ipn=1`, live ones do not have the field. */
  isSandbox: boolean;
  charset: 'windows-1252' | 'UTF-8';
  /** Put in place of those of the message, or behind them. */
  fields: Readonly<Record<string, string>>;
}

/** An IPN in UTF-8, written anew as PayPal writes it: percent escapes of the bytes in the charset that it names. */
export function encodeIpn(body: string, { isSandbox, charset, fields }: IpnOptions): string {
  const template = rawPairs(body).map(({ name, value }) => [textOf(name), textOf(value)] as const);
  const all: Record<string, string> = { ...Object.fromEntries(template), charset, ...fields };
  return Object.entries(all)
    .filter(([name]) => name !== 'test_ipn')
    .concat(isSandbox ? [['test_ipn', '1']] : [])
    .map(([name, value]) => `${encoded(name, charset)}=${encoded(value, charset)}`)
    .join('&');
}

const textOf = (raw: string): string => Buffer.from(decoded(raw), 'latin1').toString('utf8');

/** As `application/x-www-form-urlencoded` has it (WHATWG URL §5.2), in either charset. */
function encoded(text: string, charset: IpnOptions['charset']): string {
  const bytes = charset === 'UTF-8' ? Buffer.from(text, 'utf8') : windows1252(text);
  return Array.from(bytes, (byte) => {
    if (byte === 0x20) return '+';
    const character = String.fromCharCode(byte);
    return /[A-Za-z0-9*\-._]/.test(character)
      ? character
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}

/** A character that the charset lacks goes out as `?`, as any encoder of it does. */
function windows1252(text: string): Buffer {
  return Buffer.from(Array.from(text, (character) => bytesOf1252.get(character) ?? 0x3f));
}

const bytesOf1252 = new Map(
  Array.from(new TextDecoder('windows-1252').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))).map(
    (character, byte) => [character, byte],
  ),
);
