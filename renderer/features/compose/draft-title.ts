import type { Draft } from '../../../shared/model/draft.ts';

/** The name that the engine gives a draft from scratch: as good as none. */
const NO_NAMES = new Set(['', 'New draft']);

/** What a draft is called in its tab: its name or, until it is given one, where it goes. */
export function titleOf({ name, url }: Pick<Draft, 'name' | 'url'>): string {
  if (!NO_NAMES.has(name)) return name;
  const place = url.replace(/^\s*[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[?#].*$/s, '');
  return place === '' ? 'Untitled draft' : place.slice(0, 200);
}
