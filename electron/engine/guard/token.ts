import type { GuardOf, TokenPlace } from '../../../shared/model/guard.ts';
import { findHeaders } from '../../../shared/http/headers.ts';
import { pathBehindBin } from '../../../shared/http/route.ts';
import { queryOf } from '../../../shared/http/form.ts';
import { decodedOctets, octetsOf } from './octets.ts';
import { isSame } from './same.ts';
import type { GuardedRequest, Shortfall } from './verdict.ts';

/** The token has to stand in its place once, and be exactly the secret. */
export function checkToken(
  { place }: GuardOf<'token'>,
  guarded: GuardedRequest,
  secret: string,
): Shortfall | undefined {
  const [token, ...more] = tokensAt(place, guarded);
  const where = placeWords(place);
  if (token === undefined || token.length === 0) {
    return { reason: 'missing', message: `This endpoint asks for a token in ${where}.` };
  }
  if (more.length > 0) {
    return { reason: 'repeated', message: `There is more than one token in ${where}.` };
  }
  if (!isSame(token, Buffer.from(secret))) {
    return { reason: 'wrong', message: `The token in ${where} is not the one that this endpoint asks for.` };
  }
  return undefined;
}

function tokensAt(place: TokenPlace, { request, slug }: GuardedRequest): Buffer[] {
  switch (place.in) {
    case 'query':
      return queryValues(request.target, place.name);
    case 'header':
      return findHeaders(request.headers, place.name).map(octetsOf);
    case 'path': {
      const [, segment] = pathBehindBin(request, slug).split('/', 2);
      return segment === undefined ? [] : [decodedOctets(segment, false)];
    }
  }
}

function queryValues(target: string, name: string): Buffer[] {
  const wanted = Buffer.from(name);
  return (queryOf(target) ?? '').split('&').flatMap((pair) => {
    const equals = pair.indexOf('=');
    const key = equals === -1 ? pair : pair.slice(0, equals);
    if (!decodedOctets(key, true).equals(wanted)) return [];
    return [decodedOctets(equals === -1 ? '' : pair.slice(equals + 1), true)];
  });
}

function placeWords(place: TokenPlace): string {
  switch (place.in) {
    case 'query':
      return `the query parameter ${place.name}`;
    case 'header':
      return `the header ${place.name}`;
    case 'path':
      return 'its path';
  }
}
