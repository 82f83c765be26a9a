import { uuidv7 } from 'uuidv7';
import type { Ids } from './ports.ts';

/** The generator behind `uuidv7` counts within a millisecond, so that ids sort by the order they were made in. */
export const uuidIds: Ids = {
  next: (prefix) => `${prefix}_${uuidv7()}`,
};
