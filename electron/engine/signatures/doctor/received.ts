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

const encodings: readonly SignatureEncoding[] = ['hex', 'base64', 'base64url'];

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

/** The digest, as it would look in each way of writing it; the scheme's own way is not among them. */
function* spellings(digest: Buffer, encoding: SignatureEncoding): Iterable<[string, Deviation]> {
  const right = digest.toString(encoding);
  if (encoding === 'hex') yield [right.toUpperCase(), 'case'];
  if (right.endsWith('=')) yield [right.replace(/=+$/, ''), 'padding'];
  for (const other of encodings) {
    if (other === encoding) continue;
    const text = digest.toString(other);
    yield [text, 'encoding'];
    if (other === 'hex') yield [text.toUpperCase(), 'encoding'];
    if (text.endsWith('=')) yield [text.replace(/=+$/, ''), 'encoding'];
  }
  for (const inner of encodings) {
    const text = Buffer.from(digest.toString(inner));
    yield [text.toString('base64'), 'double_encoded'];
    yield [text.toString('hex'), 'double_encoded'];
  }
  yield [Buffer.from(digest.toString('hex').toUpperCase()).toString('base64'), 'double_encoded'];
}

/**
 * Compares a digest with a signature that came. Only `none` would verify; any other answer says in which form the same
 * digest came; `undefined` when it is another digest. What is compared here was rejected already, so time tells nothing.
 */
export function compareDigest(
  digest: Buffer,
  encoding: SignatureEncoding,
  received: string,
): Deviation | undefined {
  const right = digest.toString(encoding);
  for (const [form, deviation] of undone(received)) {
    if (form === right) return deviation;
    const isLong = form.length >= MIN_PREFIX && form.length < right.length;
    if (isLong && right.replace(/=+$/, '') !== form && right.startsWith(form)) return 'truncated';
    if (isLong && right.replace(/=+$/, '') !== form && right.endsWith(form)) return 'truncated';
    for (const [text, other] of spellings(digest, encoding)) if (text === form) return other;
    if (encoding !== 'hex' && form.length === right.length && form.toLowerCase() === right.toLowerCase()) {
      return 'case';
    }
  }
  return undefined;
}
