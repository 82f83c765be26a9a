import type { Header } from '../model/header.ts';

/**
 * Which header list goes out for a captured or edited one. How a message ends on the wire is a matter between two
 * machines, so the fields that say it are made anew for each send: replaying captured ones verbatim would let whoever sent
 * them smuggle a second request into the destination (RFC 9112 §6.3, §11.2). All other fields go out as they are.
 */

/** Fields about one connection (RFC 9110 §7.6.1) or the end of a message (RFC 9112 §6); those `Connection` names, too. */
const connectionFields = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'upgrade',
  // Waiting for 100 only delays a send whose body is at hand.
  'expect',
]);
const lengthFields = new Set(['content-length', 'transfer-encoding', 'trailer']);

/** What must not stand in trailers, for a recipient could take it for framing or routing (RFC 9110 §6.5.1). */
const neverInTrailers = new Set([...connectionFields, ...lengthFields, 'host']);

/** Methods for which a missing body needs no `Content-Length: 0` (RFC 9110 §8.6). */
const bodilessMethods = new Set(['GET', 'HEAD', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT']);

export interface UnframedMessage {
  method: string;
  headers: readonly Header[];
  trailers: readonly Header[];
  bodyBytes: number;
  /** Of the destination, as `authorityOf` gives it. */
  authority: string;
  /** True puts the destination's authority in place of a `Host` that is there. */
  isHostRewritten: boolean;
}

export interface FramedMessage {
  /** Exactly one of `Content-Length` and, when there are trailers, `Transfer-Encoding: chunked`; or neither and no body. */
  headers: Header[];
  trailers: Header[];
}

export function frameMessage(message: UnframedMessage): FramedMessage {
  const trailers = message.trailers.filter(({ name }) => !neverInTrailers.has(name.toLowerCase()));
  const framing = framingValues(message, trailers);
  const dropped = namedByConnection(message.headers);
  const headers: Header[] = [];
  let hasHost = false;

  for (const { name, value } of message.headers) {
    const field = name.toLowerCase();
    if (field === 'host') {
      if (!message.isHostRewritten) headers.push({ name, value });
      else if (!hasHost) headers.push({ name, value: message.authority });
      hasHost = true;
    } else if (lengthFields.has(field)) {
      const made = framing.get(field);
      if (made !== undefined) headers.push({ name, value: made });
      framing.delete(field);
    } else if (!connectionFields.has(field) && !dropped.has(field)) {
      headers.push({ name, value });
    }
  }

  if (!hasHost) headers.unshift({ name: 'Host', value: message.authority });
  for (const [field, value] of framing) headers.push({ name: canonicalNames[field] ?? field, value });
  headers.push({ name: 'Connection', value: 'close' });
  return { headers, trailers };
}

const canonicalNames: Record<string, string> = {
  'content-length': 'Content-Length',
  'transfer-encoding': 'Transfer-Encoding',
  trailer: 'Trailer',
};

/** The framing fields to send: each takes the place of the first of its name, or else goes last. */
function framingValues(
  { method, headers, bodyBytes }: UnframedMessage,
  trailers: readonly Header[],
): Map<string, string> {
  if (trailers.length > 0) {
    return new Map([
      ['trailer', [...new Set(trailers.map(({ name }) => name))].join(', ')],
      ['transfer-encoding', 'chunked'],
    ]);
  }
  const hadLength = headers.some(({ name }) => name.toLowerCase() === 'content-length');
  const needsLength = bodyBytes > 0 || hadLength || !bodilessMethods.has(method.toUpperCase());
  return new Map(needsLength ? [['content-length', String(bodyBytes)]] : []);
}

/** `Connection: x-hop` makes `X-Hop` a matter of that connection; naming `Host` does not, for each request needs it. */
function namedByConnection(headers: readonly Header[]): Set<string> {
  return new Set(
    headers
      .filter(({ name }) => name.toLowerCase() === 'connection')
      .flatMap(({ value }) => value.split(','))
      .map((option) => option.trim().toLowerCase()),
  );
}

const token = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const unsendableInValue = /[^\t\u0020-\u007e\u0080-\u00ff]/u;

/**
 * Why a header list can't go out (RFC 9110 §5.1, §5.5), as a sentence; `undefined` when it can. Line breaks above all:
 * they would start another header, or another request.
 */
export function findHeaderProblem(headers: readonly Header[]): string | undefined {
  for (const { name, value } of headers) {
    if (name === '') return 'A header has no name: name it or remove it.';
    if (!token.test(name)) {
      return `${JSON.stringify(name)} is no header name: use letters, digits and hyphens, without spaces or colons.`;
    }
    const bad = unsendableInValue.exec(value)?.[0];
    if (bad !== undefined) {
      const isControl = bad < ' ' || bad === '\u007f';
      return isControl
        ? `The value of ${name} has a line break or control character in it: remove it.`
        : `The value of ${name} has "${bad}" in it: headers carry Latin-1 only, so encode or remove it.`;
    }
  }
  return undefined;
}
