import { z } from 'zod';

/** The kinds of thing that carry an id, each with the prefix that names it. */
export type IdPrefix = 'bin' | 'exc' | 'dlv' | 'att' | 'drf' | 'rul' | 'grd' | 'fwd' | 'pbk' | 'trg';

/**
 * An id such as `exc_01926f3c-…`: a prefix that says what it names, then a UUIDv7 (RFC 9562 §5.7), so that ids of one
 * kind sort by creation time.
 */
export const idOf = (prefix: IdPrefix) =>
  z.string().regex(new RegExp(`^${prefix}_[0-9a-z-]{1,64}$`), `must be an id that starts with ${prefix}_`);
