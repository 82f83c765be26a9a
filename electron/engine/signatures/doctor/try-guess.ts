import { createHash, createHmac, verify } from 'node:crypto';
import type { Claim, DigestAlgorithm, MacScheme, SignedMessage } from '../scheme.ts';
import { isUnusable } from '../scheme.ts';
import { comparison, type Comparison, type Deviation } from './received.ts';
import {
  isMac,
  type Construction,
  type Guess,
  type Key,
  type Scene,
  type Setting,
  type SigningScheme,
} from './scene.ts';

/** A setting under which the signature that came is right. */
export interface Hit {
  key: Key;
  received: string;
  /** Anything but `none`: the signature is of the right digest, but not written as it should be. */
  deviation: Deviation;
  content: Uint8Array;
}

/** Whether the message would have verified had it been as the guess says. */
export function tryGuess(scene: Scene, guess: Guess): Hit | undefined {
  const { scheme } = scene;
  const { change } = guess;
  const claim =
    change.claim ??
    (change.message === undefined ? undefined : claimOf(scheme, change.message)) ??
    scene.setting.claim;
  return trySetting(scene, { ...scene.setting, ...change, claim });
}

/** Whether the signature that came is right under this setting. */
export function trySetting({ scheme, work }: Scene, setting: Setting): Hit | undefined {
  for (const key of setting.keys) {
    const claim = scheme.bind?.(setting.claim, key.secret.value) ?? setting.claim;
    if (isUnusable(claim)) continue;
    // Where the body is parsed to be signed, that is what takes the time.
    const isParsed = setting.content === undefined && scheme.around === undefined;
    if (isParsed && !work.spend(setting.message.body.length * PARSING_COST)) return undefined;
    for (const content of contentsOf(scheme, setting, claim)) {
      if (!work.spend(content.length)) return undefined;
      const hit = isMac(scheme)
        ? tryMac(scheme, setting, key, content, claim)
        : tryKeyPair(scheme, key, content, claim);
      if (hit !== undefined) return { key, content, ...hit };
    }
  }
  return undefined;
}

function contentsOf(scheme: SigningScheme, setting: Setting, claim: Claim): Uint8Array[] {
  if (setting.content !== undefined) return [setting.content];
  try {
    return [scheme.content(setting.message, claim), ...(scheme.alternatives?.(setting.message, claim) ?? [])];
  } catch {
    // A changed message may not be one that the scheme can read at all.
    return [];
  }
}

/** Parsing costs so many times as much as hashing. */
const PARSING_COST = 30;

/** What a hostile header may hold. */
const MAX_SIGNATURES = 20;
const MAX_CHARACTERS = 2000;

type Match = Pick<Hit, 'received' | 'deviation'>;

function tryMac(
  scheme: MacScheme,
  setting: Setting,
  key: Key,
  content: Uint8Array,
  claim: Claim,
): Match | undefined {
  if (!(key.material instanceof Uint8Array)) return undefined;
  const construction = setting.construction ?? (scheme.kind === 'hmac' ? 'hmac' : 'key_then_content');
  const digest = digestOf(construction, setting.algorithm ?? scheme.algorithm, key.material, content);
  for (const { received, compare } of comparisonsOf(claim, scheme)) {
    const deviation = compare(digest);
    if (deviation !== undefined) return { received, deviation };
  }
  return undefined;
}

const comparisons = new WeakMap<readonly string[], { received: string; compare: Comparison }[]>();

function comparisonsOf({ signatures }: Claim, { encoding }: MacScheme) {
  const known = comparisons.get(signatures);
  if (known !== undefined) return known;
  const made = signatures
    .slice(0, MAX_SIGNATURES)
    .map((received) => ({ received, compare: comparison(received.slice(0, MAX_CHARACTERS), encoding) }));
  comparisons.set(signatures, made);
  return made;
}

export function digestOf(
  construction: Construction,
  algorithm: DigestAlgorithm,
  key: Uint8Array,
  content: Uint8Array,
): Buffer {
  switch (construction) {
    case 'hmac':
      return createHmac(algorithm, key).update(content).digest();
    case 'swapped':
      return createHmac(algorithm, content).update(key).digest();
    case 'key_then_content':
      return createHash(algorithm).update(key).update(content).digest();
    case 'content_then_key':
      return createHash(algorithm).update(content).update(key).digest();
    case 'content_only':
      return createHash(algorithm).update(content).digest();
  }
}

function tryKeyPair(
  scheme: Exclude<SigningScheme, MacScheme>,
  { material }: Key,
  content: Uint8Array,
  claim: Claim,
): Match | undefined {
  if (material instanceof Uint8Array) return undefined;
  for (const received of claim.signatures) {
    const signature = Buffer.from(received, scheme.encoding);
    try {
      if (verify(scheme.digest, content, material, signature)) return { received, deviation: 'none' };
    } catch {
      // A key of another kind can't check this signature.
    }
  }
  return undefined;
}

/** The claim of a message, or `undefined` when it has none that can be checked. */
export function claimOf(scheme: SigningScheme, message: SignedMessage): Claim | undefined {
  try {
    const claim = scheme.read(message);
    return isUnusable(claim) ? undefined : claim;
  } catch {
    return undefined;
  }
}
