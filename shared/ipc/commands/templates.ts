import { z } from 'zod';
import { ProviderId } from '../../model/provider.ts';
import { RetryPolicy } from '../../model/retry-policy.ts';
import { SecretName } from '../../model/secret.ts';
import { SecretValue } from '../../model/signing.ts';
import { RenderedTemplate, TemplateInfo } from '../../model/template.ts';
import { idOf } from '../../model/id.ts';
import { Story, TriggerRun } from '../../model/trigger-run.ts';
import { command, httpUrl, isWaiting, nothing } from '../command.ts';

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

/** Where to, and signed with what: a secret, or the name of one; unsigned without either. */
const destination = {
  url: httpUrl,
  secret: SecretValue.optional(),
  secretName: SecretName.optional(),
  /** How each message is tried again; once when absent. */
  retry: RetryPolicy.optional(),
  isWaiting,
};

export const templateCommands = {
  'templates.list': command(nothing, z.strictObject({ templates: z.array(TemplateInfo) })),
  /** `not_found` for a provider or an event without a template. */
  'templates.render': command(TemplateChoice, RenderedTemplate),
  /** Renders one event, signs it as its provider does and sends it: a run of one step. */
  'templates.trigger': command(TemplateChoice.extend(destination), TriggerRun),
} as const;

export const storyCommands = {
  'stories.list': command(nothing, z.strictObject({ stories: z.array(Story) })),
  /** Sends the events of a story in order, each after the answer to the one before; `not_found` for no such story. */
  'stories.trigger': command(
    z.strictObject({
      id: z.string().min(1).max(100),
      /** Epoch ms of its last event; now when absent. */
      at: TemplateChoice.shape.at,
      seed: TemplateChoice.shape.seed,
      /** False goes on after a step that failed. */
      isStoppedOnFailure: z.boolean().default(true),
      ...destination,
    }),
    TriggerRun,
  ),
} as const;

const run = z.strictObject({ id: idOf('trg') });

export const triggerCommands = {
  /** A run of `templates.trigger` or `stories.trigger`; `not_found` once it is forgotten. */
  'triggers.get': command(run, TriggerRun),
  /** Ends the delivery under way and sends nothing more; a run that has ended stays as it is. */
  'triggers.cancel': command(run, TriggerRun),
} as const;
