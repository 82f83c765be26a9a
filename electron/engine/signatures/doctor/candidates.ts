import { claimOf } from './try-guess.ts';
import type { Scene } from './scene.ts';

const MAX_SCANNED = 64 * 1024;
const MAX_FOUND = 40;

/** Numbers and dates in a message that may be a timestamp. */
export function timestampsIn({
  setting: { message },
  rejected,
  scheme,
}: Scene): { text: string; from: string }[] {
  const found = new Map<string, string>();
  const note = (text: string, from: string) => {
    if (found.size < MAX_FOUND && !found.has(text)) found.set(text, from);
  };
  const pattern =
    /(?<![\d.])\d{10}(?:\d{3})?(?![\d])|\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:?\d{2})/g;
  for (const { name, value } of message.headers) {
    for (const [text] of value.slice(0, 2000).matchAll(pattern)) note(text, `the ${name} header`);
    const date = /^[A-Z][a-z]{2}, /.test(value) ? Date.parse(value) : NaN;
    if (!Number.isNaN(date)) note(String(date / 1000), `the ${name} header`);
  }
  for (const neighbour of rejected.neighbours ?? []) {
    const timestamp = claimOf(scheme, neighbour)?.timestamp;
    if (timestamp !== undefined) note(timestamp, 'another request to this bin');
  }
  const body = Buffer.from(message.body.subarray(0, MAX_SCANNED)).toString('latin1');
  for (const [text] of body.matchAll(pattern)) note(text, 'the body');
  return [...found].map(([text, from]) => ({ text, from }));
}

/** Values that may be the id of the message. */
export function idsIn({
  setting: { message, claim },
  rejected,
  scheme,
}: Scene): { text: string; from: string }[] {
  const found = new Map<string, string>();
  const note = (text: string, from: string) => {
    if (found.size < MAX_FOUND && text !== claim.id && !found.has(text)) found.set(text, from);
  };
  for (const { name, value } of message.headers) {
    if (/(?:^|[-_])(?:id|delivery|token|nonce)$/i.test(name)) note(value.slice(0, 500), `the ${name} header`);
  }
  for (const neighbour of rejected.neighbours ?? []) {
    const id = claimOf(scheme, neighbour)?.id;
    if (id !== undefined) note(id, 'another request to this bin');
  }
  const body = Buffer.from(message.body.subarray(0, MAX_SCANNED)).toString('utf8');
  for (const [, name = '', text = ''] of body.matchAll(
    /"(\w*(?:id|Id|ID|uuid|token))"\s*:\s*"([^"\\]{1,200})"/g,
  )) {
    note(text, `${name} in the body`);
  }
  return [...found].map(([text, from]) => ({ text, from }));
}
