import { withoutHeaders } from '../../../shared/http/headers.ts';
import type { Header } from '../../../shared/model/header.ts';
import { computeMac, signWithKey } from './compute.ts';
import {
  isUnusable,
  type Prepared,
  type Scheme,
  type Signed,
  type SignedMessage,
  type SigningInput,
  type Unusable,
} from './scheme.ts';

export interface SignInput extends SigningInput {
  scheme: Scheme;
  message: SignedMessage;
  secret: string;
}

/** What a message gets on it as its sender would have signed it. */
export function sign(input: SignInput): Signed | Unusable {
  const { scheme, message, secret } = input;
  if (scheme.kind === 'token') return scheme.problem(secret) ?? scheme.write(secret, message);
  const prepared = prepare(input);
  if (isUnusable(prepared)) return prepared;
  const signature = signatureOf(input, prepared);
  if (typeof signature !== 'string') return signature;
  const { message: ready, claim } = prepared;
  return {
    ...(ready.url === message.url ? {} : { url: ready.url }),
    ...(ready.body === message.body ? {} : { body: ready.body }),
    ...scheme.write(claim, signature, ready),
  };
}

/** The message made ready, with a claim that has all but the signature. */
export function prepare({ scheme, message, secret, at, id, timestamp }: SignInput): Prepared | Unusable {
  if (scheme.kind === 'token') return { message, claim: { signatures: [] } };
  const prepared = scheme.prepare(message, { at, id, ...(timestamp === undefined ? {} : { timestamp }) });
  if (isUnusable(prepared)) return prepared;
  const claim = scheme.bind?.(prepared.claim, secret) ?? prepared.claim;
  return isUnusable(claim) ? claim : { ...prepared, claim };
}

function signatureOf({ scheme, secret }: SignInput, { message, claim }: Prepared): string | Unusable {
  switch (scheme.kind) {
    case 'hmac':
    case 'digest': {
      const key = scheme.key(secret);
      return isUnusable(key) ? key : computeMac(scheme, key, scheme.content(message, claim));
    }
    case 'rsa':
    case 'ecdsa':
    case 'ed25519': {
      const key = scheme.privateKey(secret);
      return isUnusable(key) ? key : signWithKey(scheme, key, scheme.content(message, claim));
    }
    case 'token':
      return secret;
  }
}

/** The message with its signature on it: each header takes the place of the first of its name. */
export function withSignature(message: SignedMessage, { headers, url, body }: Signed): SignedMessage {
  return {
    ...message,
    url: url ?? message.url,
    body: body ?? message.body,
    headers: setHeaders(message.headers, headers),
  };
}

export function setHeaders(headers: readonly Header[], set: readonly Header[]): Header[] {
  const left = [...set];
  const kept = headers.map((header) => {
    const index = left.findIndex(({ name }) => name.toLowerCase() === header.name.toLowerCase());
    const [replacement] = index === -1 ? [] : left.splice(index, 1);
    return { header: replacement ?? header, isSet: replacement !== undefined };
  });
  const names = set.map(({ name }) => name);
  const others = kept.filter(({ header, isSet }) => isSet || withoutHeaders([header], names).length === 1);
  return [...others.map(({ header }) => header), ...left];
}
