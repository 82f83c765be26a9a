import type { Header } from '../../../../shared/model/header.ts';
import { schemesOf } from '../registry.ts';
import type { SignedMessage } from '../scheme.ts';
import { withSignature } from '../sign.ts';
import { verify } from '../verify.ts';
import { message, schemeOf, signed } from './messages.ts';
import { createChance, type Chance } from './random-message.ts';

/** Comparing with vendors' own libraries, message by message. */

const MESSAGES = 1000;
export const NOW = 1_750_000_000_000;

/** For a loop over a thousand messages on a machine that has other work. */
export const PATIENCE = { timeout: 60_000 };

export const asObject = (headers: readonly Header[]): Record<string, string> =>
  Object.fromEntries(headers.map(({ name, value }) => [name.toLowerCase(), value]));

export const secretOf = (chance: Chance): string => chance.bytes(24).toString('base64url');

export const textOf = ({ body }: SignedMessage): string => Buffer.from(body).toString('utf8');

export function isVerified(providerId: string, arrived: SignedMessage, secret: string, at = NOW): boolean {
  const secrets = [{ value: secret }];
  return verify({ message: arrived, schemes: schemesOf(providerId), secrets, at }).status === 'verified';
}

/** How many of a thousand messages a library did not accept of ours, or we not of theirs: none may be left. */
export async function refusals(
  seed: string,
  check: (chance: Chance) => boolean | Promise<boolean>,
): Promise<number> {
  const chance = createChance(seed);
  let refused = 0;
  for (let index = 0; index < MESSAGES; index += 1) {
    try {
      if (!(await check(chance))) refused += 1;
    } catch {
      refused += 1;
    }
  }
  return refused;
}

export const randomMessage = (
  chance: Chance,
  change: Partial<Parameters<typeof message>[0]> = {},
): SignedMessage =>
  message({
    url: `https://shop.example/hooks/${chance.int(1000)}?q=${chance.int(1000)}`,
    body: chance.text(200),
    ...change,
  });

/** The message with our signature on it. */
export function ours(
  providerId: string,
  unsigned: SignedMessage,
  secret: string,
  at = NOW,
  schemeId?: string,
): SignedMessage {
  return withSignature(unsigned, signed(schemeOf(providerId, schemeId), unsigned, secret, at, 'msg_1'));
}
