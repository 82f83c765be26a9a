import type { Guard, GuardKind, TokenPlace } from '../../../shared/model/guard.ts';

/** A guard as it is being edited: every field there may be, whatever its kind. */
export interface GuardForm {
  id: string;
  isEnabled: boolean;
  kind: GuardKind;
  place: TokenPlace['in'];
  /** Of the parameter or header; each place remembers its own. */
  names: { query: string; header: string };
  userName: string;
  secretName: string | undefined;
  /** One a line. */
  ranges: string;
}

/** Lower-case hexadecimal, as ids are. */
const newId = () => `grd_${crypto.randomUUID()}`;

export function formOf(guard: Guard | GuardKind): GuardForm {
  const blank: GuardForm = {
    id: newId(),
    isEnabled: true,
    kind: typeof guard === 'string' ? guard : guard.kind,
    place: 'query',
    names: { query: 'auth', header: 'X-Webhook-Token' },
    userName: '',
    secretName: undefined,
    ranges: '',
  };
  if (typeof guard === 'string') return blank;
  const { id, isEnabled } = guard;
  const place = guard.kind === 'token' ? guard.place : undefined;
  return {
    ...blank,
    id,
    isEnabled,
    place: place?.in ?? 'query',
    names: place !== undefined && 'name' in place ? { ...blank.names, [place.in]: place.name } : blank.names,
    userName: guard.kind === 'basic' ? guard.userName : '',
    secretName: 'secretName' in guard ? guard.secretName : undefined,
    ranges: guard.kind === 'ipRange' ? guard.ranges.join('\n') : '',
  };
}

/** The guard that the form describes, or what is missing: the field and a sentence. */
export function guardOf(form: GuardForm): Guard | { path: string; message: string } {
  const { id, isEnabled, kind, secretName } = form;
  if (kind === 'signature' || kind === 'https') return { id, isEnabled, kind };
  if (kind === 'ipRange') {
    const ranges = form.ranges.split(/[\s,]+/).filter((range) => range !== '');
    return { id, isEnabled, kind, ranges };
  }
  if (secretName === undefined) return { path: 'secretName', message: 'Pick a secret, or enter a new one.' };
  switch (kind) {
    case 'token':
      return { id, isEnabled, kind, place: placeOf(form), secretName };
    case 'basic':
      return { id, isEnabled, kind, userName: form.userName, secretName };
    case 'bearer':
      return { id, isEnabled, kind, secretName };
  }
}

function placeOf({ place, names }: GuardForm): TokenPlace {
  switch (place) {
    case 'query':
      return { in: place, name: names.query.trim() };
    case 'header':
      return { in: place, name: names.header.trim() };
    case 'path':
      return { in: place };
  }
}
