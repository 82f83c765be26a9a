import { visibleText } from '../../../shared/http/visible.ts';
import type { Draft } from '../../../shared/model/draft.ts';

/** The name that the engine gives a draft from scratch: as good as none. */
const NO_NAMES = new Set(['', 'New draft']);

/** What a draft is called in its tab: its name or, until it is given one, where it goes. */
export function titleOf({ name, url }: Pick<Draft, 'name' | 'url'>): string {
  // The name of a draft may be the path that somebody sent.
  if (!NO_NAMES.has(name)) return visibleText(name);
  const place = url.replace(/^\s*[a-z][a-z0-9+.-]*:\/\//i, '').replace(/[?#].*$/s, '');
  return place === '' ? 'Untitled draft' : visibleText(place.slice(0, 200));
}
