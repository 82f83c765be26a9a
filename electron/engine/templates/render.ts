import { createValues } from '../../../assets/templates/values.ts';
import type { RenderedTemplate } from '../../../shared/model/template.ts';
import { findTemplate } from './directory.ts';

export interface RenderInput {
  provider: string;
  event: string;
  /** Epoch ms of what it tells of. */
  at: number;
  /** When the story began that it is part of; `at` when absent. */
  startedAt?: number;
  /** Messages of one seed tell of the same customer, order or repository. */
  seed: string;
  /** Tells messages of one seed apart: each has an id of its own. */
  step?: string;
}

/** A request as its provider would send it, unsigned. Throws `CommandError('not_found')`. */
export function renderTemplate(
  { provider, event, at, startedAt = at, seed, step = event }: RenderInput,
  schemeOf: (providerId: string) => string | undefined,
): RenderedTemplate {
  const { set, template, info } = findTemplate(provider, event);
  const {
    method = 'POST',
    headers,
    body,
  } = template.render({
    at,
    startedAt,
    world: createValues(seed),
    message: createValues(`${seed}\n${step}`),
  });
  const scheme = schemeOf(provider);
  return {
    ...info,
    method,
    path: set.path,
    headers,
    body: { text: body },
    ...(scheme === undefined ? {} : { sign: { provider, scheme } }),
    at,
    seed,
  };
}
