import { z } from 'zod';

const HeaderName = z
  .string()
  .regex(/^[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,100}$/, 'must be a header name, such as X-Signature');

/** A name in a header of pairs, such as `t` and `v1` in `t=1700000000,v1=…`. */
const PairName = z.string().regex(/^[A-Za-z0-9_.-]{1,40}$/, 'must be a name, such as v1');

/** What may stand in braces in `GenericHmac.content`. */
export const CONTENT_PLACEHOLDERS = ['body', 'timestamp', 'id', 'method', 'url', 'path', 'query'] as const;

const placeholder = /\{([^{}]*)\}/g;

/** How a sender that is not among the providers signs: enough for most of them. */
export const GenericHmac = z
  .strictObject({
    header: HeaderName,
    /** Where the header is a list of pairs (`t=…,v1=…`): the name of those that are signatures. */
    pair: PairName.optional(),
    /** What stands before the signature: `sha256=`. */
    prefix: z.string().max(40).default(''),
    algorithm: z.enum(['md5', 'sha1', 'sha256', 'sha384', 'sha512']).default('sha256'),
    encoding: z.enum(['hex', 'base64', 'base64url']).default('hex'),
    /** What is signed: text with `{body}`, `{timestamp}`, `{id}`, `{method}`, `{url}`, `{path}`, `{query}`. */
    content: z.string().min(1).max(500).default('{body}'),
    keyEncoding: z.enum(['utf8', 'hex', 'base64', 'base64url']).default('utf8'),
    /** Taken off the secret before it is decoded: `whsec_`. */
    keyPrefix: z.string().max(40).default(''),
    timestamp: z
      .strictObject({
        /** The same header as the signature's where both are pairs in it. */
        header: HeaderName,
        pair: PairName.optional(),
        unit: z.enum(['s', 'ms', 'iso']).default('s'),
        /** Absent: any age is accepted. */
        toleranceMs: z.int().min(1000).max(604_800_000).optional(),
      })
      .optional(),
    idHeader: HeaderName.optional(),
  })
  .superRefine(({ content, timestamp, idHeader }, context) => {
    const names = [...content.matchAll(placeholder)].map(([, name = '']) => name);
    const unknown = names.find((name) => !(CONTENT_PLACEHOLDERS as readonly string[]).includes(name));
    const problem =
      unknown !== undefined
        ? `{${unknown}} is no placeholder: use ${CONTENT_PLACEHOLDERS.map((name) => `{${name}}`).join(', ')}`
        : names.length === 0
          ? 'needs a placeholder such as {body}, or every request has the same signature'
          : names.filter((name) => name === 'body').length > 1
            ? 'may have {body} once only'
            : names.includes('timestamp') && timestamp === undefined
              ? 'has {timestamp}, so say in which header it is'
              : names.includes('id') && idHeader === undefined
                ? 'has {id}, so say in which header it is'
                : undefined;
    if (problem !== undefined) context.addIssue({ code: 'custom', path: ['content'], message: problem });
  });
export type GenericHmac = z.infer<typeof GenericHmac>;
