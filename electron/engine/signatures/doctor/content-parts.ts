import type { Claim, SignedMessage } from '../scheme.ts';

/** A piece of what is signed: a value of the message, a constant such as `v0`, or what stands between them. */
export interface ContentPart {
  /** `timestamp`, `id`, `body` …; absent for a separator. */
  name?: string;
  text: string;
}

/** Latin-1, so that each character is one byte. */
const latin1 = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');

/** Takes what is signed apart by the values it is made of. */
export function contentParts(content: Uint8Array, message: SignedMessage, claim: Claim): ContentPart[] {
  const text = latin1(content);
  const body = latin1(message.body);
  const at = body === '' ? -1 : text.indexOf(body);
  if (at === -1) return pieces(text, message, claim);
  return [
    ...pieces(text.slice(0, at), message, claim),
    { name: 'body', text: body },
    ...pieces(text.slice(at + body.length), message, claim),
  ];
}

/** More than this is no list of a few values. */
const MAX_PIECED = 4096;

function pieces(text: string, { method, url }: SignedMessage, claim: Claim): ContentPart[] {
  const values = Object.entries({
    url,
    id: claim.id ?? '',
    timestamp: claim.timestamp ?? '',
    method,
    ...claim.parts,
  })
    .filter(([, value]) => value !== '')
    .sort((a, b) => b[1].length - a[1].length);
  const parts: ContentPart[] = [];
  if (text.length > MAX_PIECED) return [{ text }];
  let rest = text;
  while (rest !== '') {
    const value = values.find(([, each]) => rest.startsWith(each));
    const word = value?.[1] ?? /^[A-Za-z0-9]+/.exec(rest)?.[0];
    const taken = word ?? rest.charAt(0);
    parts.push(word === undefined ? { text: taken } : { name: value?.[0] ?? `“${taken}”`, text: taken });
    rest = rest.slice(taken.length);
  }
  return parts;
}

export const joinParts = (parts: readonly ContentPart[]): Uint8Array =>
  Buffer.from(parts.map(({ text }) => text).join(''), 'latin1');

/** `timestamp.body`: the make-up of what is signed, by the names of its parts. */
export const partsWords = (parts: readonly ContentPart[]): string =>
  parts
    .map(({ name, text }) => name?.replace(/[“”]/g, '') ?? text)
    .join('')
    .slice(0, 200) || 'nothing';
