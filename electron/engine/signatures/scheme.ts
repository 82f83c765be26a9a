import type { Header } from '../../../shared/model/header.ts';
import type { VerificationReason } from '../../../shared/model/verification.ts';

/** A message that is signed, as it is, or will be, on the wire. */
export interface SignedMessage {
  method: string;
  /** The absolute URL that the sender called: through a tunnel the public one, not ours. */
  url: string;
  headers: readonly Header[];
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

/** How old or how far ahead a timestamp may be. */
export interface Tolerance {
  pastMs: number;
  /** Absent: any time in the future is accepted, as the vendor's own library does. */
  futureMs?: number;
}

interface SchemeBase {
  /** `stripe-v1`, `github-sha256`: unique among all schemes. */
  readonly id: string;
  readonly name: string;
  /** Where the scheme is written down, with the date it was read. */
  readonly source: string;
  readonly tolerance?: Tolerance;
  /** The instant the sender says it signed, epoch ms; `undefined` when `claim.timestamp` can't be read. */
  signedAt?(claim: Claim, message: SignedMessage): number | undefined;
  /** Reads the claim off a message. */
  read(message: SignedMessage): Claim | Unusable;
  /** The exact bytes that are signed. */
  content(message: SignedMessage, claim: Claim): Uint8Array;
}

/** What signing puts on a message; a scheme that signs in the URL or in the body changes those. */
export interface Signed {
  /** To be set in place of those of the same name. */
  headers: Header[];
  url?: string;
  body?: Uint8Array;
}

/** When, and under which id, a message is signed. */
export interface SigningInput {
  /** Epoch ms. */
  at: number;
  /** For schemes with a message id; a fresh one is made by the caller. */
  id: string;
}

/** A shared secret: the receiver computes what the sender computed. */
export interface MacScheme extends SchemeBase {
  readonly kind: 'hmac' | 'digest';
  readonly algorithm: DigestAlgorithm;
  readonly encoding: SignatureEncoding;
  /** The key bytes of a secret as it is pasted from the dashboard. */
  key(secret: string): Uint8Array | Unusable;
  /** The claim that a message signed now makes, still without its signature. */
  prepare(message: SignedMessage, input: SigningInput): { message: SignedMessage; claim: Claim };
  /** Puts the signature on the message. */
  write(claim: Claim, signature: string, message: SignedMessage): Signed;
}

/** A key pair: the sender's private key signs, its public key or certificate checks. */
export interface KeyPairScheme extends SchemeBase {
  readonly kind: 'rsa' | 'ecdsa' | 'ed25519';
  readonly encoding: SignatureEncoding;
  /** True when one of the claim's signatures is that of the content; `secret` is the public key or certificate. */
  check(content: Uint8Array, claim: Claim, secret: string): boolean | Unusable;
  prepare(message: SignedMessage, input: SigningInput): { message: SignedMessage; claim: Claim };
  /** Signs with a private key, PEM. */
  sign(content: Uint8Array, privateKey: string): string | Unusable;
  write(claim: Claim, signature: string, message: SignedMessage): Signed;
}

/** The secret itself, sent along. */
export interface TokenScheme extends SchemeBase {
  readonly kind: 'token';
  write(secret: string, message: SignedMessage): Signed;
}

export type Scheme = MacScheme | KeyPairScheme | TokenScheme;

export const isUnusable = (value: object): value is Unusable => 'reason' in value;
