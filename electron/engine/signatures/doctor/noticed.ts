import { findHeader } from '../../../../shared/http/headers.ts';
import { readJsonText, type JsonNode } from './json-text.ts';
import { isMac, type Scene } from './scene.ts';

/** Signs of a change that can't be undone, so that no attempt can prove it. */
export function noticed(scene: Scene): string[] {
  const { message, claim } = scene.setting;
  const notes: string[] = [];
  const { body, headers } = message;
  const text = Buffer.from(body.subarray(0, 512 * 1024)).toString('utf8');
  if (Buffer.from(body).includes(Buffer.from([0xef, 0xbf, 0xbd]))) {
    notes.push('The body holds U+FFFD: bytes that were not UTF-8 were replaced when it was decoded to text.');
  }
  const length = findHeader(headers, 'content-length');
  if (length !== undefined && /^\d+$/.test(length) && Number(length) !== body.length) {
    notes.push(
      `Content-Length says ${length} bytes, but the body has ${body.length}: it was changed after it was sent.`,
    );
  }
  const coding = findHeader(headers, 'content-encoding')?.toLowerCase() ?? 'identity';
  if (coding.includes('gzip') && !(body[0] === 0x1f && body[1] === 0x8b)) {
    notes.push('Content-Encoding says gzip, but the body is not compressed: something decompressed it.');
  }
  const isJson = /json/i.test(findHeader(headers, 'content-type') ?? '');
  const root = /^\s*[[{]/.test(text) ? readJsonText(text) : undefined;
  if (isJson && root === undefined && body.length > 0 && body.length < 512 * 1024) {
    notes.push('The body is not valid JSON, though its Content-Type says so: it may be cut or changed.');
  }
  if (root !== undefined && keysAreSorted(root)) {
    notes.push(
      'The keys of each object in the body are in alphabetical order: it may have been parsed and written again.',
    );
  }
  const [signature = ''] = claim.signatures;
  if (isMac(scene.scheme)) {
    const bits = { 32: 'MD5', 40: 'SHA-1', 64: 'SHA-256', 96: 'SHA-384', 128: 'SHA-512' }[signature.length];
    if (/^[0-9a-f]+$/i.test(signature) && bits !== undefined && scene.scheme.encoding !== 'hex') {
      notes.push(`The signature looks like hex of ${bits}; this scheme has ${scene.scheme.encoding}.`);
    }
  }
  return notes;
}

/** True when some object has several keys, and all objects have theirs in order. */
function keysAreSorted(root: JsonNode): boolean {
  let largest = 0;
  const isSorted = (node: JsonNode): boolean => {
    if (node.kind === 'scalar') return true;
    if (node.kind === 'array') return node.items.every(isSorted);
    largest = Math.max(largest, node.members.length);
    const keys = node.members.map(({ key }) => key);
    return (
      keys.every((key, index) => index === 0 || (keys[index - 1] ?? '') <= key) &&
      node.members.every(({ value }) => isSorted(value))
    );
  };
  return isSorted(root) && largest > 4;
}
