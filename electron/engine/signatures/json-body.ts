import { unusable, type SignedMessage, type Unusable } from './scheme.ts';

/** Bodies that hold their own signature are small; a larger one is not parsed. */
const LIMIT_BYTES = 5 * 1024 * 1024;

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON object that a body is, for schemes that sign in it. */
export function readJson({ body }: Pick<SignedMessage, 'body'>): { json: JsonObject } | Unusable {
  if (body.length > LIMIT_BYTES) {
    return unusable('signature_missing', 'The body is too large to be one that holds its own signature.');
  }
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    if (isObject(value)) return { json: value };
  } catch {
    // Answered below: what is no JSON and what is no object come to the same.
  }
  return unusable('signature_missing', 'The body is no JSON object, so it holds no signature.');
}

/** A changed object as a body, indented as the original is. */
export function writeJson(original: Uint8Array, value: JsonObject): Uint8Array {
  const head = Buffer.from(original.subarray(0, 200)).toString('utf8');
  const indent = /^\s*\{\r?\n([ \t]+)/.exec(head)?.[1] ?? '';
  const end = original.at(-1) === 0x0a ? '\n' : '';
  return Buffer.from(JSON.stringify(value, null, indent) + end);
}
