import type { Guard, GuardKind, RefusalReason, TokenPlace } from '../../../shared/model/guard.ts';

/** How guards are called and explained: the same words in the list, the dialog and the palette. */

export const guardTitles: Record<GuardKind, string> = {
  token: 'Token',
  basic: 'Basic authentication',
  bearer: 'Bearer token',
  ipRange: 'IP addresses',
  signature: 'Valid signature',
  https: 'HTTPS only',
};

/** What each is for, where one is to be chosen. */
export const guardPurposes: Record<GuardKind, string> = {
  token: 'A secret in the query, as in ?auth=…, in a header or in the path',
  basic: 'A user name and a password',
  bearer: 'A secret in the Authorization header',
  ipRange: 'Certain senders only, by their address',
  signature: 'What the provider signed, and no one else',
  https: 'No plain HTTP',
};

export function placeWords(place: TokenPlace): string {
  switch (place.in) {
    case 'query':
      return `in the query parameter ${place.name}`;
    case 'header':
      return `in the header ${place.name}`;
    case 'path':
      return 'in the path, behind the bin’s own segment';
  }
}

/** What a guard asks for, in one sentence. */
export function guardSentence(guard: Guard): string {
  switch (guard.kind) {
    case 'token':
      return `The secret ${guard.secretName} ${placeWords(guard.place)}.`;
    case 'basic':
      return `The user ${guard.userName === '' ? 'without a name' : guard.userName} with the password ${guard.secretName}.`;
    case 'bearer':
      return `The secret ${guard.secretName} as a bearer token in the Authorization header.`;
    case 'ipRange':
      return `From ${guard.ranges.slice(0, 3).join(', ')}${guard.ranges.length > 3 ? ` and ${guard.ranges.length - 3} more` : ''}.`;
    case 'signature':
      return 'Verified with the secrets under Signing.';
    case 'https':
      return 'Over HTTPS: through the tunnel, or at the HTTPS port of this computer.';
  }
}

/** What a request fell short of, in a word or two. */
export function reasonWords(kind: GuardKind, reason: RefusalReason): string {
  if (reason === 'undecided') return 'can’t be checked';
  if (reason !== 'wrong') return reason;
  switch (kind) {
    case 'https':
      return 'plain HTTP';
    case 'ipRange':
      return 'another address';
    default:
      return 'wrong';
  }
}
