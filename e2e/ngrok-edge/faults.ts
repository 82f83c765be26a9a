import type { EdgeRefusal } from './messages.ts';

/** What a test lets go wrong; read at each event, so that it can be switched while clients are connected. */
export interface EdgeFaults {
  /** Takes what the client sends up to there and then never answers. */
  hangIn: 'tls' | 'auth' | 'bind' | undefined;
  /** The answer to every authentication. */
  refuseAuth: EdgeRefusal | undefined;
  /** A frozen service: heartbeats are not sent back, and nobody is missed. */
  areHeartbeatsIgnored: boolean;
}

export function noFaults(): EdgeFaults {
  return { hangIn: undefined, refuseAuth: undefined, areHeartbeatsIgnored: false };
}
