import type { Guard, TokenPlace } from '../model/guard.ts';

type TokenGuard = Extract<Guard, { kind: 'token' }>;

/** The guards whose token a URL carries. */
const carried = (guards: readonly Guard[]): TokenGuard[] =>
  guards.filter(
    (guard): guard is TokenGuard => guard.isEnabled && guard.kind === 'token' && guard.place.in !== 'header',
  );

/** The endpoint with every token in its place that a URL can carry; `tokenOf` gives its value, by the guard. */
export function guardedUrl(
  url: string,
  guards: readonly Guard[],
  tokenOf: (guard: TokenGuard) => string,
): string {
  return carried(guards).reduce((made, guard) => withToken(made, guard.place, tokenOf(guard)), url);
}

/** The same, fit to be shown. */
export const maskedUrl = (url: string, guards: readonly Guard[]): string => {
  const mask = 'hookbench-masked-token';
  return guardedUrl(url, guards, () => mask).replaceAll(mask, '••••••');
};

function withToken(url: string, place: TokenPlace, token: string): string {
  const [path = '', query] = url.split('?', 2);
  const value = encodeURIComponent(token);
  switch (place.in) {
    case 'query':
      return `${path}?${query === undefined ? '' : `${query}&`}${encodeURIComponent(place.name)}=${value}`;
    case 'path':
      return `${path.replace(/\/$/, '')}/${value}${query === undefined ? '' : `?${query}`}`;
    case 'header':
      return url;
  }
}
