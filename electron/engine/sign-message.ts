import { randomBytes, randomUUID } from 'node:crypto';
import type { Header } from '../../shared/model/header.ts';
import type { DraftSigning, SignOptions } from '../../shared/model/signing.ts';
import type { SignAttempt } from './deliver/delivery-request.ts';
import type { Clock, SecretsPort } from './ports.ts';
import {
  isUnusable,
  type Scheme,
  type Signed,
  type SignedMessage,
  type SigningInput,
  type Unusable,
} from './signatures/scheme.ts';
import { setHeaders, sign, withSignature } from './signatures/sign.ts';
import { readTimestamp } from './signatures/timestamp.ts';
import { badInput, schemesToUse, secretToUse, unusableInput } from './signing-choice.ts';

/** What signing put on a message, and how. */
export interface SignedResult extends Signed {
  schemeIds: string[];
}

interface SignDeps {
  secrets: Pick<SecretsPort, 'get'>;
  clock: Pick<Clock, 'now'>;
}

type Options = Omit<SignOptions, 'secret'> & { secret?: string | undefined; id?: string | undefined };

/** Signs one message, fresh or frozen. Throws `CommandError` where that can't be. */
export async function signMessage(
  options: Options,
  message: SignedMessage,
  deps: SignDeps,
): Promise<SignedResult> {
  const signer = await createSigner(options, deps);
  return signer(message, options.at ?? deps.clock.now() - (options.ageMs ?? 0));
}

/** Signs each attempt of a delivery: with a message id that stays, and a time that goes on. */
export async function signEachAttempt(options: Options, deps: SignDeps): Promise<SignAttempt> {
  const signer = await createSigner(options, deps);
  let firstAt: number | undefined;
  return (message, { at }) => {
    firstAt ??= at;
    const signedAt = options.at === undefined ? at - (options.ageMs ?? 0) : options.at + (at - firstAt);
    return Promise.resolve(signer(message, signedAt));
  };
}

/** Refused before anything is sent: what is wrong with the provider, the scheme or the secret. */
async function createSigner(
  options: Options,
  { secrets }: SignDeps,
): Promise<(message: SignedMessage, at: number) => SignedResult> {
  if (options.at !== undefined && options.ageMs !== undefined) {
    throw badInput('ageMs', 'Give an instant (at) or an age (ageMs), not both.');
  }
  const all = schemesToUse({ providerId: options.provider, scheme: options.scheme });
  if (all.length === 0) {
    throw badInput(
      'provider',
      `${options.provider} does not sign its requests, so there is nothing to sign with.`,
    );
  }
  const { value } = await secretToUse(options, secrets);
  const usable = schemesFor(all, value);
  const ids = new Map<string, string>();
  const idFor = (scheme: Scheme): string => {
    const id = options.id ?? ids.get(scheme.id) ?? freshId(scheme);
    ids.set(scheme.id, id);
    return id;
  };
  return (message, at) => {
    const used = schemesOn(message, usable);
    let signed: SignedMessage = options.url === undefined ? message : { ...message, url: options.url };
    const headers: Header[][] = [];
    for (const scheme of used) {
      const input = inputFor(scheme, signed, { at, id: idFor(scheme) }, options);
      const part = orThrow(sign({ scheme, message: signed, secret: value, ...input }));
      signed = withSignature(signed, part);
      headers.push(part.headers);
    }
    return {
      headers: headers.reduce((before, next) => setHeaders(before, next), []),
      ...urlChange(message, signed, options),
      ...(signed.body === message.body ? {} : { body: signed.body }),
      schemeIds: used.map(({ id }) => id),
    };
  };
}

/** The schemes that this secret can sign with: `whsk_` none of those with a shared secret. */
function schemesFor(all: readonly Scheme[], secret: string): readonly [Scheme, ...Scheme[]] {
  const problems = all.map((scheme) => secretProblem(scheme, secret, 'sign'));
  const [first, ...others] = all.filter((_scheme, index) => problems[index] === undefined);
  if (first !== undefined) return [first, ...others];
  const [problem] = problems.filter((each) => each !== undefined);
  throw problem === undefined
    ? badInput('scheme', 'There is no scheme to sign with.')
    : unusableInput(problem);
}

/** Each signature that is there is made anew, as none may be left that does not fit; where there is none, the provider's own. */
function schemesOn(message: SignedMessage, usable: readonly [Scheme, ...Scheme[]]): readonly Scheme[] {
  const present = usable.filter((scheme) => !isUnusable(scheme.read(message)));
  return present.length > 0 ? present : [usable[0]];
}

/** Frozen keeps the time and the id that are there; an instant that is given goes before the time. */
function inputFor(
  scheme: Scheme,
  message: SignedMessage,
  fresh: SigningInput,
  { isFrozen, at, ageMs }: Options,
): SigningInput {
  if (!isFrozen) return fresh;
  const claim = scheme.read(message);
  if (isUnusable(claim)) {
    throw badInput(
      'isFrozen',
      `There is no signature whose time and id could be kept: ${claim.message} Sign afresh.`,
    );
  }
  const { timestamp, id = fresh.id } = claim;
  const isKept = timestamp !== undefined && at === undefined && ageMs === undefined;
  const keptAt = isKept ? readTimestamp(timestamp, scheme.timestampUnit ?? 's') : undefined;
  return { id, at: keptAt ?? fresh.at, ...(isKept ? { timestamp } : {}) };
}

/** What a scheme put into the URL it signed goes into the one it is sent to, too. */
function urlChange(
  message: SignedMessage,
  signed: SignedMessage,
  { url }: Pick<DraftSigning, 'url'>,
): { url?: string } {
  const signedAs = url ?? message.url;
  if (signed.url === signedAs) return {};
  if (url === undefined) return { url: signed.url };
  const added = signed.url.startsWith(signedAs) ? signed.url.slice(signedAs.length + 1) : '';
  return added === '' ? {} : { url: message.url + (message.url.includes('?') ? '&' : '?') + added };
}

/** What keeps a secret from being used with a scheme, or `undefined`. */
export function secretProblem(
  scheme: Scheme,
  secret: string,
  use: 'verify' | 'sign',
  at = Date.now(),
): Unusable | undefined {
  if (scheme.kind === 'token') return scheme.problem(secret);
  const bound = scheme.bind?.({ signatures: [] }, secret);
  if (bound !== undefined && isUnusable(bound)) return bound;
  const key =
    'key' in scheme
      ? scheme.key(secret)
      : use === 'sign'
        ? scheme.privateKey(secret)
        : scheme.publicKey(secret, at);
  return isUnusable(key) ? key : undefined;
}

function freshId({ idPrefix }: Scheme): string {
  return idPrefix === undefined
    ? randomUUID()
    : idPrefix + randomBytes(20).toString('base64url').replace(/[-_]/g, 'x');
}

function orThrow<Value extends object>(value: Value | Unusable): Value {
  if (isUnusable(value)) throw unusableInput(value);
  return value;
}
