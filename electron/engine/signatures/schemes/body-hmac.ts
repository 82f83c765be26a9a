import { joined, NO_BYTES } from '../bytes.ts';
import { header, readHeader } from '../header-signature.ts';
import { unusable, type Claim, type ContentScheme, type MacScheme, type MessageHead } from '../scheme.ts';
import { textKey } from '../secret-shape.ts';

type Around = NonNullable<ContentScheme['around']>;

/** A content that is the body with something before or after it: said once, for bodies in memory and for streams. */
export function contentAround(
  around: (head: MessageHead, claim: Claim) => { before?: Uint8Array; after?: Uint8Array },
): Pick<ContentScheme, 'content'> & { around: Around } {
  const complete: Around = (head, claim) => ({ before: NO_BYTES, after: NO_BYTES, ...around(head, claim) });
  return {
    around: complete,
    content(message, claim) {
      const { before, after } = complete(message, claim);
      return before.length + after.length === 0 ? message.body : joined(before, message.body, after);
    },
  };
}

/** The body alone is signed. */
export const bodyContent = contentAround(() => ({}));

interface BodyHmac extends Pick<MacScheme, 'id' | 'name' | 'source' | 'algorithm' | 'encoding'> {
  header: string;
  /** What stands before the signature in the header: `sha256=`. */
  prefix?: string;
  key?: MacScheme['key'];
}

/** The most common scheme: an HMAC of the raw body in a header of its own. */
export function bodyHmac({ header: name, prefix = '', key = textKey, ...scheme }: BodyHmac): MacScheme {
  return {
    kind: 'hmac',
    ...scheme,
    ...bodyContent,
    key,
    read(message) {
      const value = readHeader(message, name);
      if (typeof value !== 'string') return value;
      return readPrefixed(value, prefix, name);
    },
    prepare: (message) => ({ message, claim: { signatures: [] } }),
    write: (_claim, signature) => ({ headers: [header(name, prefix + signature)] }),
  };
}

/** The claim of a header value that begins with a prefix such as `sha256=`. */
export function readPrefixed(
  value: string,
  prefix: string,
  name: string,
): Claim | ReturnType<typeof unusable> {
  if (!value.startsWith(prefix)) {
    return unusable('signature_malformed', `The ${name} header does not begin with ${prefix}`);
  }
  return { signatures: [value.slice(prefix.length)] };
}
