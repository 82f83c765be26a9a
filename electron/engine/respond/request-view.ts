import type { RequestFacts } from '../../../shared/rules/request-facts.ts';

/** A request as templates and scripts see it: plain data under the name `request`. */
export interface RequestView {
  request: {
    method: string;
    url: string;
    /** Within the bin, without the query. */
    path: string;
    /** The first value of each name. */
    query: Record<string, string>;
    /** The first value of each name, names in lower case. */
    headers: Record<string, string>;
    cookies: Record<string, string>;
    contentType: string;
    /** As text; at most its first `VIEWED_BODY_CHARACTERS`. */
    body: string;
    form: Record<string, string>;
    remoteAddress: string;
    scheme: string;
    via: string;
    provider: string;
    eventType: string;
    eventId: string;
    verification: string;
  };
  /** The JSON body, to be parsed where it is used; absent when it is none, too large or too deep. */
  json?: string;
  /** How many requests this rule has answered, this one included. */
  nth: number;
  /** Epoch ms. */
  now: number;
}

export const VIEWED_BODY_CHARACTERS = 1024 * 1024;
/** Deeper than this a parser that calls itself could run out of stack. */
const MAX_DEPTH = 200;

export function viewOf(facts: RequestFacts, nth: number, now: number): RequestView {
  const { request, recognition } = facts;
  const body = facts.bodyText;
  const json =
    body.length <= VIEWED_BODY_CHARACTERS && facts.json !== undefined && depthOf(body) <= MAX_DEPTH;
  return {
    request: {
      method: request.method,
      url: facts.url,
      path: facts.pathInBin,
      query: firsts(facts.query),
      headers: firsts(request.headers.map(({ name, value }) => ({ name: name.toLowerCase(), value }))),
      cookies: firsts(facts.cookies),
      contentType: facts.contentType ?? '',
      body: body.slice(0, VIEWED_BODY_CHARACTERS),
      form: firsts(facts.form),
      remoteAddress: request.remoteAddress,
      scheme: request.scheme,
      via: request.via,
      provider: recognition?.providerId ?? '',
      eventType: recognition?.eventType ?? '',
      eventId: recognition?.eventId ?? '',
      verification: facts.verification,
    },
    ...(json ? { json: body } : {}),
    nth,
    now,
  };
}

/** Without a prototype, so that a parameter named `__proto__` is one like any other. */
function firsts(pairs: readonly { name: string; value: string }[]): Record<string, string> {
  const found = Object.create(null) as Record<string, string>;
  for (const { name, value } of pairs) {
    if (!Object.hasOwn(found, name)) found[name] = value;
  }
  return found;
}

/** How deeply brackets are nested, at most; those in strings do not count. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  for (let at = 0; at < json.length; at += 1) {
    const code = json.charCodeAt(at);
    if (code === 0x22) {
      for (at += 1; at < json.length && json.charCodeAt(at) !== 0x22; at += 1) {
        if (json.charCodeAt(at) === 0x5c) at += 1;
      }
    } else if (code === 0x7b || code === 0x5b) deepest = Math.max(deepest, (depth += 1));
    else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
  return deepest;
}
