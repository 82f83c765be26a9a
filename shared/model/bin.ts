import { z } from 'zod';
import { BinSigning } from './bin-signing.ts';
import { ForwardRule, ForwardRuleInput } from './forward-rule.ts';
import { Guard } from './guard.ts';
import { HandshakeSettings } from './handshake.ts';
import { idOf } from './id.ts';
import { DefaultReply } from './reply.ts';
import { ResponseRule, ResponseRuleInput } from './response-rule.ts';

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

/** What a bin does with a request, besides keeping it. */
export const BinSetup = z.strictObject({
  rules: z.array(ResponseRule).max(200),
  guards: z.array(Guard).max(50),
  handshakes: HandshakeSettings,
  forwards: z.array(ForwardRule).max(50),
  signing: BinSigning,
});
export type BinSetup = z.infer<typeof BinSetup>;

/** The parts of a set-up as a caller gives them. */
export const BinSetupInput = BinSetup.partial().extend({
  rules: z.array(ResponseRuleInput).max(200).optional(),
  forwards: z.array(ForwardRuleInput).max(50).optional(),
});

/** What a new bin does: it answers its default reply, to everyone. */
export const defaultSetup = (): BinSetup => ({
  rules: [],
  guards: [],
  handshakes: HandshakeSettings.parse({}),
  forwards: [],
  signing: BinSigning.parse({}),
});

/** A named inbox with its own URL path, default reply, rules, guards and forwards. */
export const Bin = z.strictObject({
  ...BinSetup.shape,
  id: idOf('bin'),
  name: BinName,
  slug: Slug,
  /** True for Inbox, which takes what matches no other bin and can't be deleted. */
  isDefault: z.boolean(),
  createdAt: z.int(),
  reply: DefaultReply,
  exchangeCount: z.int().nonnegative(),
  /** Exchanges captured since the bin was last looked at. */
  unreadCount: z.int().nonnegative(),
});
export type Bin = z.infer<typeof Bin>;

/** The slug that belongs to Inbox. */
export const INBOX_SLUG = 'inbox';
