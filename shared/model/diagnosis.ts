import { z } from 'zod';

/** What made a signature fail. A closed set, for programs; people read the sentence. */
export const DiagnosisCause = z.enum([
  /** Another secret that is known fits; `secret.mode` when it is that of the other mode, test or live. */
  'secret.other',
  'secret.mode',
  /** The secret was used with white space, a line end or quotes around it, or with the `NAME=` it was copied with. */
  'secret.whitespace',
  'secret.quotes',
  'secret.assignment',
  /** Its prefix, such as `whsec_`, was used as part of the key, or was not. */
  'secret.prefix_kept',
  'secret.prefix_dropped',
  /** Its text was the key where its base64 or hex should be decoded first; or the other way round; or it was done twice. */
  'secret.base64_not_decoded',
  'secret.base64_decoded',
  'secret.base64_decoded_twice',
  'secret.base64_encoded',
  'secret.hex_not_decoded',
  'secret.hex_decoded',
  'secret.case',
  /** It was cut short. */
  'secret.truncated',
  /** The key was empty, or the word `undefined`: it was never set. */
  'secret.empty',
  /** It has not the shape that the scheme needs, and no way to read it fits. */
  'secret.malformed',
  /** A public key in another format than the scheme's. */
  'secret.key_format',

  'signature.encoding',
  'signature.double_encoded',
  'signature.case',
  'signature.truncated',
  'signature.algorithm',
  /** A plain hash where an HMAC is needed, or the other way round; or key and content swapped. */
  'signature.plain_hash',
  'signature.swapped',

  'header.missing',
  'header.name',
  'header.prefix',
  'header.version',
  'header.format',
  'header.duplicated',
  /** The right signature is there, in another header. */
  'header.other',

  'body.reserialized',
  'body.key_order',
  'body.escaped_slash',
  'body.escaped_unicode',
  'body.numbers',
  'body.line_ends',
  'body.trailing_newline',
  'body.trimmed',
  'body.bom',
  'body.charset',
  'body.compressed',
  'body.decompressed',
  'body.form_encoding',
  'body.form_order',
  'body.form_field',
  'body.duplicated_parameter',
  'body.html_entities',
  'body.percent_encoding',
  'body.empty',
  'body.object_as_text',
  'body.double_encoded',
  /** Not all of it was kept, so its signature can't be computed. */
  'body.truncated',

  'url.scheme',
  'url.host',
  'url.port',
  'url.path',
  'url.trailing_slash',
  'url.slug',
  'url.query_order',
  'url.query_dropped',
  'url.encoding',

  /** The parts that are signed were put together in another way. */
  'content.part_left_out',
  'content.separator',
  'content.order',
  'content.method_case',

  /** The signature is right, but made too long ago, or in the future. */
  'clock.behind',
  'clock.ahead',
  'clock.zone',
  'timestamp.unit',
  /** The timestamp, or the id, is not the one that was signed. */
  'timestamp.other',
  'id.other',
  /** The signature belongs to another request. */
  'request.other',

  'scheme.other',
  'provider.other',

  /** Nothing that was tried fits. */
  'unknown',
]);
export type DiagnosisCause = z.infer<typeof DiagnosisCause>;

/** The first place at which what arrived and what was signed differ, with a little around it; text as UTF-8. */
export const Difference = z.strictObject({
  of: z.enum(['body', 'url', 'content']),
  /** In what arrived. */
  offsetBytes: z.int().nonnegative(),
  before: z.string(),
  arrived: z.string(),
  signed: z.string(),
  after: z.string(),
});
export type Difference = z.infer<typeof Difference>;

/** The cause of a rejection, found by trying what could have gone wrong: it names only what would have verified. */
export const Diagnosis = z.strictObject({
  cause: DiagnosisCause,
  /** What happened, in one sentence. */
  sentence: z.string(),
  /** What to change in the receiver's or the sender's code or set-up. */
  fix: z.string(),
  /** What shows it: a name and a value each, such as the computed and the received signature. Never a secret. */
  evidence: z.array(z.strictObject({ label: z.string(), value: z.string() })),
  difference: Difference.optional(),
});
export type Diagnosis = z.infer<typeof Diagnosis>;
