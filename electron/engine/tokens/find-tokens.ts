import type { Header } from '../../../shared/model/header.ts';
import { readToken, type FoundToken } from './token-parts.ts';

const MAX_TOKENS = 20;
const MAX_NODES = 5_000;
const MAX_DEPTH = 20;
const MAX_BODY_BYTES = 2 * 1024 * 1024;
/** Every header of a token begins as base64url of `{"` does; looked for at the start of a word only, so that the time is bounded. */
const CANDIDATE =
  /(?<![A-Za-z0-9_-])ey[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*(?:\.[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*)?/g;

/** The tokens in a request: in any header, in any field of a JSON or form body, or the body as a whole. */
export function findTokens(headers: readonly Header[], body: Uint8Array): FoundToken[] {
  const found: FoundToken[] = [];
  const take = (text: string, place: string) => {
    for (const [candidate] of text.matchAll(CANDIDATE)) {
      const token = found.length < MAX_TOKENS ? readToken(candidate, place) : undefined;
      if (token !== undefined) found.push(token);
    }
  };
  for (const { name, value } of headers) take(value, `header ${name}`);
  const text = Buffer.from(body.subarray(0, MAX_BODY_BYTES)).toString('utf8').trim();
  const json = /^[{["]/.test(text) ? parsed(text) : undefined;
  if (json === undefined) take(text, 'body');
  else {
    let nodes = 0;
    const visit = (value: unknown, path: string, depth: number) => {
      nodes += 1;
      if (nodes > MAX_NODES || depth > MAX_DEPTH) return;
      if (typeof value === 'string') take(value, path === '' ? 'body' : `body ${path}`);
      else if (Array.isArray(value))
        value.forEach((each, index) => visit(each, `${path}[${index}]`, depth + 1));
      else if (typeof value === 'object' && value !== null) {
        for (const [name, each] of Object.entries(value))
          visit(each, path === '' ? name : `${path}.${name}`, depth + 1);
      }
    };
    visit(json, '', 0);
  }
  return found;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
