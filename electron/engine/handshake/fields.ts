import type { RequestFacts } from '../../../shared/rules/request-facts.ts';
import { findHeaders } from '../../../shared/http/headers.ts';

/** No challenge is longer; more would only be something else that has a field of that name. */
const VALUE_LENGTH = 4096;

const usable = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' && value.length <= VALUE_LENGTH ? value : undefined;

/** A text field of a JSON object in the body. */
export function jsonText(facts: RequestFacts, ...path: (string | number)[]): string | undefined {
  return usable(jsonValue(facts, ...path));
}

export function jsonValue({ json }: RequestFacts, ...path: (string | number)[]): unknown {
  let value = json?.value;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Record<string | number, unknown>)[step];
  }
  return value;
}

/** A query parameter that stands there once, decoded. */
export function queryText({ query }: RequestFacts, name: string): string | undefined {
  const found = query.filter((pair) => pair.name === name);
  return found.length === 1 ? usable(found[0]?.value) : undefined;
}

/** A field that stands there once, of visible ASCII: it may go into a header of the answer. */
export function headerText({ request }: RequestFacts, name: string): string | undefined {
  const [value, ...more] = findHeaders(request.headers, name);
  return more.length === 0 && /^[\x20-\x7e]*$/.test(value ?? '') ? usable(value) : undefined;
}
