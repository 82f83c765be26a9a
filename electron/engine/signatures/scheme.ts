import type { KeyObject } from 'node:crypto';
import type { Header } from '../../../shared/model/header.ts';
import type { VerificationReason } from '../../../shared/model/verification.ts';

/** What of a message stands before its body. */
export interface MessageHead {
  method: string;
  /** The absolute URL that the sender called: through a tunnel the public one, not ours. */
  url: string;
  headers: readonly Header[];
}

/** A message that is signed, as it is, or will be, on the wire. */
export interface SignedMessage extends MessageHead {
  body: Uint8Array;
}

/** What a message says of its own signature, before anything is computed. */
export interface Claim {
  /** Each may be the one that fits: several while a secret is rotated. In the scheme's encoding, without prefix. */
  signatures: readonly string[];
  /** As sent: seconds, milliseconds or a date, whatever the scheme has. */
  timestamp?: string;
  /** The message id, where it is part of what is signed. */
  id?: string;
  /** Whatever else a scheme needs of the message to check it. */
  parts?: Readonly<Record<string, string>>;
}

/** Why a message has no claim that can be checked, or a secret no key that can be used; `message` is one sentence. */
export interface Unusable {
  reason: VerificationReason;
  message: string;
}

export type SignatureEncoding = 'hex' | 'base64' | 'base64url';
export type DigestAlgorithm = 'md5' | 'sha1' | 'sha256' | 'sha384' | 'sha512';

/** Seconds and milliseconds since 1970, or a date of ISO 8601. */
export type TimestampUnit = 's' | 'ms' | 'iso';

/** How old or how far ahead a timestamp may be, both inclusive. */
export interface Tolerance {
  pastMs: number;
  /** Absent: any time in the future is accepted, as the vendor's own library does. */
  futureMs?: number;
}

/** When, and under which id, a message is signed. */
export interface SigningInput {
  /** Epoch ms. */
  at: number;
  /** For schemes with a message id; a fresh one is made by the caller. */
  id: string;
  /** Kept as it was written, in place of `at`: the message is signed again as of its own time. */
  timestamp?: string;
}

/** What signing puts on a message; a scheme that signs in the URL or in the body changes those. */
export interface Signed {
  /** To be set in place of those of the same name. */
  headers: Header[];
  url?: string;
  body?: Uint8Array;
}

/** A message made ready to be signed, and the claim it will make, still without its signature. */
export interface Prepared {
  message: SignedMessage;
  claim: Claim;
}

interface SchemeBase {
  /** `stripe-v1`, `github-sha256`: unique among all schemes. */
  readonly id: string;
  readonly name: string;
  /** Where the scheme is written down, with the date that was read; without a date nobody has read it yet. */
  readonly source: string;
  /** What a fresh message id begins with, where the scheme has one that is no UUID. */
  readonly idPrefix?: string;
  /** What `Claim.timestamp` is, where the scheme has one. */
  readonly timestampUnit?: TimestampUnit;
  readonly tolerance?: Tolerance;
  /** Reads the claim off a message. */
  read(message: SignedMessage): Claim | Unusable;
}

/** The bytes that go into a signature, for schemes that compute one. */
export interface ContentScheme extends SchemeBase {
  readonly encoding: SignatureEncoding;
  /** The exact bytes that are signed. */
  content(message: SignedMessage, claim: Claim): Uint8Array;
  /**
   * Where `content` is the body with something before and after it: those two. A body of any size can then be signed as a
   * stream.
   */
  around?(head: MessageHead, claim: Claim): { before: Uint8Array; after: Uint8Array };
  /** Other contents that the vendor's own library accepts for the same message, such as the URL with its port. */
  alternatives?(message: SignedMessage, claim: Claim): Uint8Array[];
  /** Adds to the claim what only the secret tells, such as PayPal's webhook id. */
  bind?(claim: Claim, secret: string): Claim | Unusable;
  /** The claim that a message signed now makes; changes the message where the scheme needs that. */
  prepare(message: SignedMessage, input: SigningInput): Prepared | Unusable;
  /** Puts the signature on the prepared message. */
  write(claim: Claim, signature: string, message: SignedMessage): Signed;
}

/** A shared secret: the receiver computes what the sender computed. `digest` is a plain hash of secret and content. */
export interface MacScheme extends ContentScheme {
  readonly kind: 'hmac' | 'digest';
  readonly algorithm: DigestAlgorithm;
  /** The key bytes of a secret as it is pasted from the dashboard. */
  key(secret: string): Uint8Array | Unusable;
}

/** A key pair: the sender's private key signs, its public key or certificate checks. */
export interface KeyPairScheme extends ContentScheme {
  readonly kind: 'rsa' | 'ecdsa' | 'ed25519';
  /** `null` for Ed25519, which hashes by itself. */
  readonly digest: 'sha1' | 'sha256' | null;
  /** Checks: what the dashboard shows, a PEM public key or certificate, or a private key that has one. */
  publicKey(secret: string, signedAt: number): KeyObject | Unusable;
  /** Signs: a private key, PEM (PKCS #8). */
  privateKey(secret: string): KeyObject | Unusable;
}

/** The secret itself, sent along: nothing is computed, and nothing of the message is covered. */
export interface TokenScheme extends SchemeBase {
  readonly kind: 'token';
  /** Why this can't be such a token, or `undefined`. */
  problem(secret: string): Unusable | undefined;
  write(secret: string, message: SignedMessage): Signed;
}

export type Scheme = MacScheme | KeyPairScheme | TokenScheme;

export const isUnusable = (value: object): value is Unusable => 'reason' in value && 'message' in value;

export const unusable = (reason: VerificationReason, message: string): Unusable => ({ reason, message });
