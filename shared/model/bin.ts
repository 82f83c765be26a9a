import { z } from 'zod';
import { BodyContent } from './body.ts';
import { Header } from './header.ts';
import { idOf } from './id.ts';

/** What a bin answers. `Content-Length` is computed; a `Content-Type` is sent only when it stands in `headers`. */
export const Reply = z.strictObject({
  /** 200-599; 1xx statuses are not final answers. */
  status: z.int('must be a number').min(200, 'must be 200 to 599').max(599, 'must be 200 to 599'),
  headers: z.array(Header).max(100),
  body: BodyContent,
});
export type Reply = z.infer<typeof Reply>;

/** A path segment and DNS label: lower-case letters, digits and inner hyphens (RFC 1123 §2.1), 1-63 characters. */
export const Slug = z
  .string()
  .regex(
    /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/,
    'must be 1-63 lower-case letters, digits or hyphens, and start and end with a letter or digit',
  );

/** Without characters that control a terminal, break a line or turn the direction of text: a name is shown as it is. */
export const BinName = z
  .string()
  .trim()
  .min(1, 'must not be empty')
  .max(80, 'must be at most 80 characters')
  .regex(
    /^[^\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Bidi_Control}]*$/u,
    'must not hold control characters, or such as change the direction of text',
  );

/** A named inbox with its own URL path and default reply. */
export const Bin = z.strictObject({
  id: idOf('bin'),
  name: BinName,
  slug: Slug,
  /** True for Inbox, which takes what matches no other bin and can't be deleted. */
  isDefault: z.boolean(),
  createdAt: z.int(),
  reply: Reply,
  exchangeCount: z.int().nonnegative(),
  /** Exchanges captured since the bin was last looked at. */
  unreadCount: z.int().nonnegative(),
});
export type Bin = z.infer<typeof Bin>;

/** The slug that belongs to Inbox. */
export const INBOX_SLUG = 'inbox';

/** What a new bin answers until told otherwise: an empty 200, which every provider takes as received. */
export const defaultReply = (): Reply => ({ status: 200, headers: [], body: { text: '' } });
