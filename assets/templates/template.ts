import type { Header } from '../../shared/model/header.ts';
import type { Values } from './values.ts';

/** When and of what a template tells. Two renders with the same seed and time are the same. */
export interface Scene {
  /** Epoch milliseconds. */
  at: number;
  /** When the story began that this message is part of; `at` for one that stands alone. */
  startedAt: number;
  /** The same for every message of a story: its customer, its order, its repository. */
  world: Values;
  /** This message's own: its id, its delivery. */
  message: Values;
}

/** A request as the provider sends it, before it is signed. */
export interface Rendered {
  /** POST where absent. */
  method?: string;
  headers: Header[];
  /** Exactly as the provider serializes it. */
  body: string;
}

/** One event of a provider. */
export interface Template {
  /** The event type, with what tells two templates of one type apart: `pull_request.opened`. */
  event: string;
  /** What a request of it is recognized as, where that is not `event`; `null` where the provider sends no type. */
  eventType?: string | null;
  title: string;
  render(scene: Scene): Rendered;
}

/** The events of one provider. Shapes are those of the vendor's documents; the values are made up. */
export interface TemplateSet {
  providerId: string;
  /** Where a receiver of this provider usually listens: `/webhooks/stripe`. */
  path: string;
  templates: readonly Template[];
}

/** `['Content-Type', 'text/plain', …]` as a header list. */
export function headers(...flat: string[]): Header[] {
  const list: Header[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    list.push({ name: flat[index] ?? '', value: flat[index + 1] ?? '' });
  }
  return list;
}

export const seconds = (at: number): number => Math.floor(at / 1000);

/** `2026-01-31T12:00:00.000Z` */
export const iso = (at: number): string => new Date(at).toISOString();

/** `2026-01-31T12:00:00Z` */
export const isoSeconds = (at: number): string => `${iso(at).slice(0, 19)}Z`;

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
