import type { KeyObject } from 'node:crypto';
import type { DiagnosisCause, Difference } from '../../../../shared/model/diagnosis.ts';
import type { VerificationReason } from '../../../../shared/model/verification.ts';
import type {
  Claim,
  DigestAlgorithm,
  KeyPairScheme,
  MacScheme,
  Scheme,
  SignedMessage,
  TokenScheme,
} from '../scheme.ts';
import type { Work } from './work.ts';

/** A secret, by the name it is kept under, if it is kept. */
export interface NamedSecret {
  name?: string;
  value: string;
}

/** What was rejected, and all that may tell why. */
export interface Rejected {
  scheme: Scheme;
  /** What the provider is called: `Stripe`. */
  providerName: string;
  /** Other schemes of the same provider, then those of others. */
  otherSchemes: readonly { scheme: Scheme; providerName: string; isSameProvider: boolean }[];
  message: SignedMessage;
  /** Those it was checked with. */
  secrets: readonly NamedSecret[];
  /** Those that are known besides. */
  otherSecrets: readonly NamedSecret[];
  reason: VerificationReason;
  /** The reason as one sentence. */
  reasonMessage: string;
  /** Epoch ms for which it was checked. */
  at: number;
  /** The path segment that stands before the bin's own paths. */
  slug?: string;
  /** Where else the same bin receives: origins such as `https://abc.ngrok.app`. */
  origins?: readonly string[];
  /** Other requests to the same bin: the signature may be one of theirs. */
  neighbours?: readonly SignedMessage[];
}

/** A key that a secret gave. */
export interface Key {
  secret: NamedSecret;
  material: Uint8Array | KeyObject;
}

/** How a digest is made of key and content. */
export type Construction = 'hmac' | 'key_then_content' | 'content_then_key' | 'content_only' | 'swapped';

/** What a signature depends on. A guess changes one part of it. */
export interface Setting {
  message: SignedMessage;
  claim: Claim;
  keys: readonly Key[];
  /** Instead of what the scheme makes of message and claim. */
  content?: Uint8Array;
  algorithm?: DigestAlgorithm;
  construction?: Construction;
}

/** What is said of a guess that held. */
export interface Explanation {
  sentence: string;
  fix: string;
  evidence?: readonly { label: string; value: string }[];
  difference?: Difference | undefined;
}

/** One thing that could have been different when the message was signed. */
export interface Guess {
  cause: DiagnosisCause;
  change: Partial<Setting>;
  /** Called only when the guess held. */
  explain(): Explanation;
}

export type SigningScheme = MacScheme | KeyPairScheme;

/** A rejected message whose claim could be read, and the keys it was checked with. */
export interface Scene {
  rejected: Rejected;
  scheme: SigningScheme;
  setting: Setting;
  work: Work;
}

/** One family of guesses, in order of likelihood. */
export type Hypotheses = (scene: Scene) => Iterable<Guess>;

export const isSigning = (scheme: Scheme): scheme is SigningScheme => scheme.kind !== 'token';
export const isMac = (scheme: Scheme): scheme is MacScheme =>
  scheme.kind === 'hmac' || scheme.kind === 'digest';
export const isToken = (scheme: Scheme): scheme is TokenScheme => scheme.kind === 'token';
