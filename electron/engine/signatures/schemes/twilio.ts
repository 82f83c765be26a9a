import { createHash } from 'node:crypto';
import { parseForm, parseQuery } from '../../../../shared/http/form.ts';
import { findHeader } from '../../../../shared/http/headers.ts';
import { joined, utf8, wireBytes } from '../bytes.ts';
import { header, readHeader } from '../header-signature.ts';
import type { MacScheme, SignedMessage } from '../scheme.ts';
import { generatedKey, malformed } from '../secret-shape.ts';
import { twilioUrls } from './twilio-urls.ts';

const NAME = 'X-Twilio-Signature';
const BODY_HASH = 'bodySHA256';

export const twilioSha1: MacScheme = {
  id: 'twilio-sha1',
  name: 'Twilio',
  source:
    'https://www.twilio.com/docs/usage/security#validating-requests and twilio-node 6.2 webhooks.ts, read 2026-11-25',
  kind: 'hmac',
  algorithm: 'sha1',
  encoding: 'base64',
  key(secret) {
    if (/^(AC|SK)[0-9a-f]{32}$/.test(secret)) {
      const what = secret.startsWith('AC') ? 'the Account SID' : 'an API key SID';
      return malformed(
        `This is ${what} (${secret.slice(0, 2)}…), not the Auth Token, which stands beside it in the console.`,
      );
    }
    return generatedKey(secret, 'Auth Token');
  },
  read(message) {
    const value = readHeader(message, NAME);
    return typeof value === 'string' ? { signatures: [value] } : value;
  },
  content: (message) => contentFor(message.url, message),
  alternatives: (message) => twilioUrls(message.url).map((url) => contentFor(url, message)),
  /** A body that is no form is covered by its hash in the URL. */
  prepare(message) {
    const isCovered = isForm(message) || message.body.length === 0 || hasBodyHash(message.url);
    const url = isCovered ? message.url : withBodyHash(message);
    return { message: { ...message, url }, claim: { signatures: [] } };
  },
  write: (_claim, signature, message) => ({
    headers: [header(NAME, signature)],
    ...(hasBodyHash(message.url) ? { url: signedUrl(message.url, message.body) } : {}),
  }),
};

/**
 * The URL, followed by the form's fields sorted by name, each name and value without anything between; the values of one name
 * sorted, equal ones once. For any other body the URL alone, which then holds the body's hash: it is put there anew, so that
 * another body gives another content.
 */
function contentFor(url: string, message: SignedMessage): Uint8Array {
  if (hasBodyHash(url)) return wireBytes(signedUrl(url, message.body));
  return isForm(message) ? joined(wireBytes(url), utf8(sortedFields(message.body))) : wireBytes(url);
}

function sortedFields(body: Uint8Array): string {
  const values = new Map<string, Set<string>>();
  for (const { name, value } of parseForm(Buffer.from(body).toString('utf8'))) {
    values.set(name, (values.get(name) ?? new Set()).add(value));
  }
  return [...values.keys()]
    .sort()
    .map((name) =>
      [...(values.get(name) ?? [])]
        .sort()
        .map((value) => name + value)
        .join(''),
    )
    .join('');
}

function isForm({ headers }: SignedMessage): boolean {
  const type = findHeader(headers, 'content-type') ?? '';
  return /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i.test(type);
}

const hasBodyHash = (url: string): boolean => parseQuery(url).some(({ name }) => name === BODY_HASH);

const sha256 = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex');

const signedUrl = (url: string, body: Uint8Array): string =>
  url.replace(new RegExp(`([?&]${BODY_HASH}=)[^&#]*`), (_all, name: string) => name + sha256(body));

function withBodyHash({ url, body }: SignedMessage): string {
  const [path = '', ...fragment] = url.split('#');
  const signed = `${path}${path.includes('?') ? '&' : '?'}${BODY_HASH}=${sha256(body)}`;
  return [signed, ...fragment].join('#');
}
