/** A JWE taken apart, before anything is decrypted. */
export interface ParsedJwe {
  serialization: 'compact' | 'flattened' | 'general';
  /** One for each recipient: the message as only that one gets it, in flattened JSON. */
  recipients: JweRecipient[];
}

export interface JweRecipient {
  json: Readonly<Record<string, unknown>>;
  /** The protected header, the shared one and its own, taken together. */
  header: Readonly<Record<string, unknown>>;
  warnings: string[];
}

/** More recipients than this are not looked at. */
const MAX_RECIPIENTS = 20;

const BASE64URL = '[A-Za-z0-9_-]';
const COMPACT = new RegExp(`^${BASE64URL}+\\.${BASE64URL}*\\.${BASE64URL}*\\.${BASE64URL}*\\.${BASE64URL}*$`);

/** Reads either serialization (RFC 7516 §7); `undefined` when it is no JWE. */
export function readJwe(content: Uint8Array): ParsedJwe | undefined {
  const text = Buffer.from(content).toString('utf8').trim();
  return text.startsWith('{') ? readJson(text) : readCompact(text.replace(/^"(.*)"$/s, '$1'));
}

function readCompact(text: string): ParsedJwe | undefined {
  if (!COMPACT.test(text)) return undefined;
  const [encodedHeader, encryptedKey, iv, ciphertext, tag] = text.split('.');
  const header = decodedHeader(encodedHeader);
  if (header === undefined || typeof header['enc'] !== 'string') return undefined;
  const json = {
    protected: encodedHeader,
    // An absent part is an empty one here, and no member in JSON (RFC 7516 §7.1, §7.2.1).
    ...(encryptedKey === '' ? {} : { encrypted_key: encryptedKey }),
    iv,
    ciphertext,
    tag,
  };
  return { serialization: 'compact', recipients: [{ json, header, warnings: remarks(header) }] };
}

function readJson(text: string): ParsedJwe | undefined {
  let json: Record<string, unknown>;
  try {
    json = JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
  if (typeof json['ciphertext'] !== 'string') return undefined;
  const { recipients: listed, ...common } = json;
  const isGeneral = Array.isArray(listed);
  const own = isGeneral ? (listed as unknown[]).slice(0, MAX_RECIPIENTS) : [{}];
  const recipients = own.map((each) => {
    const message = { ...common, ...objectOr(each) };
    const header = {
      ...objectOr(message['unprotected']),
      ...objectOr(message['header']),
      ...decodedHeader(message['protected']),
    };
    return { json: message, header, warnings: remarks(header) };
  });
  if (!recipients.some(({ header }) => typeof header['enc'] === 'string')) return undefined;
  return { serialization: isGeneral ? 'general' : 'flattened', recipients };
}

function decodedHeader(encoded: unknown): Readonly<Record<string, unknown>> | undefined {
  if (typeof encoded !== 'string' || encoded.length > 65_536) return undefined;
  try {
    return objectOr(JSON.parse(Buffer.from(encoded, 'base64url').toString('utf8')));
  } catch {
    return undefined;
  }
}

const objectOr = (value: unknown): Readonly<Record<string, unknown>> | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;

/** URLs in a header are the sender’s choice: they are shown and never called. */
const remarks = (header: Readonly<Record<string, unknown>>): string[] =>
  ['jku', 'x5u']
    .filter((name) => header[name] !== undefined)
    .map((name) => `The header names a key at a URL (${name}), which is not fetched.`);
