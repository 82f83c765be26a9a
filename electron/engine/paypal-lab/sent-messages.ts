import type { SentMessage } from '../ports.ts';

/** What Hookbench sent, by any of its sends: read from the store, so that a restart forgets nothing. */
export interface SentMessages {
  /** Those with exactly this body, newest first. */
  withBody(sha256: string): Promise<Omit<SentMessage, 'body'>[]>;
  /** The last ones, newest first: what a post-back that differs is compared with. */
  recent(): Promise<SentMessage[]>;
}

/** A forward passes on what somebody else sent: that Hookbench did so proves nothing. */
export const isOwn = ({ trigger }: Pick<SentMessage, 'trigger'>): boolean => trigger !== 'forward';
