import type { HandshakeId, HandshakeSecretId } from '../../../shared/model/handshake.ts';
import type { Reply } from '../../../shared/model/reply.ts';
import type { RequestFacts } from '../../../shared/rules/request-facts.ts';
import type { Verification } from '../../../shared/model/verification.ts';

/** What a handshake looks at. */
export interface HandshakeRequest {
  facts: RequestFacts;
  /** Absent where the bin verifies nothing. */
  verification?: Verification | undefined;
}

/** The value of the secret that a handshake needs; `undefined` when there is none. */
export type HandshakeSecret = (id: HandshakeSecretId) => Promise<string | undefined>;

export interface HandshakeReply {
  reply: Reply;
  /** What was asked, what was answered and why, in a sentence or two. */
  explanation: string;
}

/**
 * What one provider demands before it sends, or keeps sending, to an endpoint, and what it must be answered. Exact replies
 * name what they were read in, and say what was not read. Pages were read in stored copies, which can be older than the date.
 */
export interface Handshake {
  readonly id: HandshakeId;
  /** Its answer where the request is such a demand, else `undefined`. */
  answer(
    request: HandshakeRequest,
    secret: HandshakeSecret,
  ): HandshakeReply | undefined | Promise<HandshakeReply | undefined>;
  /** True where the provider never signs it: then a bin that asks for signatures can't ask for one here. */
  readonly isUnsigned: boolean;
  /** True for an acknowledgement of every request, which gives way to whatever else has an answer. */
  readonly isLast?: boolean;
}

/** A text that came with the request and goes back: never to be taken for a page, whoever opens the URL. */
export const plainText = (text: string, status = 200): Reply => ({
  status,
  headers: [
    { name: 'Content-Type', value: 'text/plain' },
    { name: 'X-Content-Type-Options', value: 'nosniff' },
  ],
  body: { text },
});

export const json = (value: unknown): Reply => ({
  status: 200,
  headers: [{ name: 'Content-Type', value: 'application/json' }],
  body: { text: JSON.stringify(value) },
});

/** Not answered as asked, and why. */
export const declined = (status: number, explanation: string): HandshakeReply => ({
  reply: {
    status,
    headers: [{ name: 'Content-Type', value: 'text/plain; charset=utf-8' }],
    body: { text: `${explanation}\n` },
  },
  explanation,
});

/** The answer to a demand whose signature is wrong; `undefined` where it is right, or could not be looked at. */
export function wrongSignature({ verification }: HandshakeRequest, name: string): HandshakeReply | undefined {
  if (verification?.status !== 'rejected') return undefined;
  return declined(401, `${name}’s request is not signed with this endpoint’s secret.`);
}
