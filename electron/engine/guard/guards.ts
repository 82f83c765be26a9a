import type { Guard, Refusal } from '../../../shared/model/guard.ts';
import type { SecretName } from '../../../shared/model/secret.ts';
import { checkBasic } from './basic.ts';
import { checkBearer } from './bearer.ts';
import { checkIpRange } from './ip-range.ts';
import { checkSignature } from './signature.ts';
import { checkToken } from './token.ts';
import type { GuardedRequest, Shortfall } from './verdict.ts';

/** The value of a secret; `undefined` when there is none of that name. */
export type FindSecret = (name: SecretName) => Promise<string | undefined>;

/**
 * Why the first guard that is not satisfied refuses the request; `undefined` when every enabled one is. A guard that can't
 * tell, since its secret is gone or can't be read, refuses.
 */
export async function decide(
  guards: readonly Guard[],
  guarded: GuardedRequest,
  findSecret: FindSecret,
): Promise<Refusal | undefined> {
  for (const guard of guards) {
    if (!guard.isEnabled) continue;
    const refusal = await decideOne(guard, guarded, findSecret);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

/** As `decide`, of one guard, enabled or not. */
export async function decideOne(
  guard: Guard,
  guarded: GuardedRequest,
  findSecret: FindSecret,
): Promise<Refusal | undefined> {
  const shortfall = await fallsShort(guard, guarded, findSecret).catch((): Shortfall => UNDECIDED);
  return shortfall === undefined ? undefined : refusalOf(guard, shortfall, guarded.slug);
}

/** What a guard answers when looking at the request failed, whatever it was. */
export const undecidedRefusal = (guard: Guard, slug: string): Refusal => refusalOf(guard, UNDECIDED, slug);

const UNDECIDED: Shortfall = {
  reason: 'undecided',
  message: 'This endpoint can’t tell whether to let this request in, so it does not.',
};

async function fallsShort(
  guard: Guard,
  guarded: GuardedRequest,
  findSecret: FindSecret,
): Promise<Shortfall | undefined> {
  switch (guard.kind) {
    case 'ipRange':
      return checkIpRange(guard, guarded);
    case 'signature':
      return checkSignature(guarded);
    case 'https':
      return guarded.request.scheme === 'https'
        ? undefined
        : { reason: 'wrong', message: 'This endpoint takes requests over HTTPS only.' };
    default:
  }
  const secret = await findSecret(guard.secretName);
  if (secret === undefined || secret === '') return UNDECIDED;
  switch (guard.kind) {
    case 'token':
      return checkToken(guard, guarded, secret);
    case 'basic':
      return checkBasic(guard, guarded, secret);
    case 'bearer':
      return checkBearer(guarded, secret);
  }
}

function refusalOf(guard: Guard, shortfall: Shortfall, slug: string): Refusal {
  const challenge = challengeOf(guard, shortfall, slug);
  return {
    guardId: guard.id,
    kind: guard.kind,
    ...shortfall,
    status: challenge === undefined ? 403 : 401,
    ...(challenge === undefined ? {} : { challenge }),
  };
}

/**
 * What a 401 asks for (RFC 9110 §11.6.1). For what is no authentication scheme the answer is 403, but for signatures:
 * senders such as Discord take nothing else for a refused one, so there the challenge names a scheme of our own.
 */
function challengeOf(guard: Guard, { reason }: Shortfall, slug: string): string | undefined {
  switch (guard.kind) {
    case 'basic':
      // RFC 7617 §2.1: the charset that user name and password are expected in.
      return `Basic realm="${slug}", charset="UTF-8"`;
    case 'bearer':
      // RFC 6750 §3.1: no error code where no credentials came at all.
      return `Bearer realm="${slug}"${bearerError(reason)}`;
    case 'signature':
      return `Webhook-Signature realm="${slug}"`;
    default:
      return undefined;
  }
}

function bearerError(reason: Shortfall['reason']): string {
  switch (reason) {
    case 'wrong':
      return ', error="invalid_token"';
    case 'malformed':
    case 'repeated':
      return ', error="invalid_request"';
    default:
      return '';
  }
}
