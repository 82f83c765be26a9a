import { splitUrl } from '../../../shared/http/url.ts';

/** A destination that names no path gets the one where receivers of this provider usually listen; its query stays. */
export function withTemplatePath(url: string, path: string): string {
  const split = splitUrl(url);
  if ('problem' in split) return url;
  const [, origin = '', rest = ''] = /^([a-z]+:\/\/[^/?#]*)([\s\S]*)$/i.exec(url.trim()) ?? [];
  if (origin === '' || (rest !== '' && rest !== '/' && !/^\/?[?#]/.test(rest))) return url;
  return origin + path + rest.replace(/^\//, '');
}

/** Each URL once, without the query that a send of one event may have added. */
export const distinct = (urls: readonly string[], limit: number): string[] =>
  [...new Set(urls)].slice(0, limit);
