import type { SignatureEncoding } from '../scheme.ts';

/** How a signature that came differs in form from the one it should be, when both stand for the same digest. */
export type Deviation =
  | 'none'
  | 'case'
  | 'encoding'
  | 'double_encoded'
  | 'padding'
  | 'percent_encoded'
  | 'plus_lost'
  | 'wrapped'
  | 'truncated';

/** Fewer characters may be alike by chance. */
const MIN_PREFIX = 12;

/** What came, in each form it may have had before something happened to it on the way. */
function undone(received: string): [string, Deviation][] {
  const bare = received.trim().replace(/^(["'])(.*)\1$/, '$2');
  const forms: [string, Deviation][] = [[received, 'none']];
  if (bare !== received) forms.push([bare, 'wrapped']);
  if (bare.includes(' ')) forms.push([bare.replaceAll(' ', '+'), 'plus_lost']);
  if (bare.includes('%')) {
    try {
      forms.push([decodeURIComponent(bare), 'percent_encoded']);
    } catch {
      // Not percent-encoded then.
    }
  }
  return forms;
}

/** The bytes that a text may stand for in one of the encodings; its own one is not among them. */
function* otherReadings(text: string, encoding: SignatureEncoding): Iterable<[Buffer, Deviation]> {
  const isHex = /^(?:[0-9a-f]{2})+$/i.test(text);
  if (isHex) {
    if (encoding !== 'hex') yield [Buffer.from(text, 'hex'), 'encoding'];
    else if (text !== text.toLowerCase()) yield [Buffer.from(text, 'hex'), 'case'];
  }
  const decoded = Buffer.from(text, 'base64');
  if (!isHex || encoding !== 'hex') {
    const isPaddingOnly = encoding !== 'hex' && decoded.toString(encoding).replace(/=+$/, '') === text;
    yield [decoded, isPaddingOnly ? 'padding' : 'encoding'];
  }
  for (const outer of [decoded, ...(isHex ? [Buffer.from(text, 'hex')] : [])]) {
    const inner = outer.toString('latin1');
    if (/^(?:[0-9a-f]{2})+$/i.test(inner)) yield [Buffer.from(inner, 'hex'), 'double_encoded'];
    else if (/^[A-Za-z0-9+/_=-]+$/.test(inner)) yield [Buffer.from(inner, 'base64'), 'double_encoded'];
  }
}

/** Compares digests with one signature that came. */
export type Comparison = (digest: Buffer) => Deviation | undefined;

/**
 * Gets a signature that came ready to be compared with many digests. Only `none` would verify; any other answer says in which
 * form the same digest came; `undefined` when it is another digest. What is compared here was rejected already, so the time
 * it takes tells nothing.
 */
export function comparison(received: string, encoding: SignatureEncoding): Comparison {
  const whole = new Map<string, Deviation>();
  const byDigest = new Map<string, Deviation>();
  const beginnings: string[] = [];
  let lower: string | undefined;
  for (const [form, deviation] of undone(received)) {
    if (!whole.has(form)) whole.set(form, deviation);
    for (const [bytes, other] of otherReadings(form, encoding)) {
      const key = bytes.toString('latin1');
      if (bytes.length >= 16 && !byDigest.has(key)) byDigest.set(key, other);
    }
    if (form.length >= MIN_PREFIX) beginnings.push(form);
    if (encoding !== 'hex' && form === form.toLowerCase()) lower = form;
  }
  return (digest) => {
    const right = digest.toString(encoding);
    const same = whole.get(right) ?? byDigest.get(digest.toString('latin1'));
    if (same !== undefined) return same;
    for (const form of beginnings) {
      const isShorter = form.length < right.length && (form[0] === right[0] || form.at(-1) === right.at(-1));
      if (isShorter && (right.startsWith(form) || right.endsWith(form))) return 'truncated';
    }
    return lower !== undefined && right.toLowerCase() === lower ? 'case' : undefined;
  };
}
