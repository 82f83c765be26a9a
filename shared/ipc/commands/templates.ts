import { z } from 'zod';
import { ProviderId } from '../../model/provider.ts';
import { RenderedTemplate, TemplateInfo } from '../../model/template.ts';
import { command, nothing } from '../command.ts';

/** What a template is rendered from, beside its name. */
export const TemplateChoice = z.strictObject({
  provider: ProviderId,
  /** Of `templates.list`; an event type stands for its first template. */
  event: z.string().min(1).max(200),
  /** Epoch ms of what it tells of; now when absent. */
  at: z.int().min(0).max(8_640_000_000_000_000).optional(),
  /** Of its made-up values; a fresh one when absent. */
  seed: z.string().max(200).optional(),
});

export const templateCommands = {
  'templates.list': command(nothing, z.strictObject({ templates: z.array(TemplateInfo) })),
  /** `not_found` for a provider or an event without a template. */
  'templates.render': command(TemplateChoice, RenderedTemplate),
} as const;
