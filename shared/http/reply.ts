import type { Reply } from '../model/reply.ts';

/** A field name or method: `token` of RFC 9110 §5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** `field-value` of RFC 9110 §5.5: visible ASCII, space, tab and obs-text; a byte a character. */
const FIELD_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Says in one sentence what keeps a reply from being sent as HTTP, or `undefined` when it can be sent. The schema has
 * checked status and shape already.
 */
export function checkReply(reply: Reply): string | undefined {
  for (const { name, value } of reply.headers) {
    if (name === '') return 'A header has no name.';
    if (!TOKEN.test(name)) {
      return `The header name ${JSON.stringify(name)} may hold only letters, digits and ! # $ % & ' * + - . ^ _ \` | ~.`;
    }
    if (!FIELD_VALUE.test(value)) return `The value of the header ${name} ${faultOf(value)}.`;
  }
  return undefined;
}

function faultOf(value: string): string {
  if (/[\r\n]/.test(value)) return 'holds a line break, which would end the header';
  if (value.includes('\0')) return 'holds a NUL character';
  if (/[^\0-\xff]/.test(value)) {
    return 'holds characters outside Latin-1, which a header can’t carry; encode them, for example with percent signs';
  }
  return 'holds a control character';
}
