import { randomBytes } from 'node:crypto';
import type { ParsedInput } from '../../shared/ipc/contract.ts';
import type { RenderedTemplate } from '../../shared/model/template.ts';
import type { Clock } from './ports.ts';
import { providerById } from './providers/registry.ts';
import { renderTemplate, type RenderInput } from './templates/render.ts';

/** Makes up messages as providers send them: templates know the shapes, the provider knows how it signs. */
export interface Templates {
  render(choice: ParsedInput<'templates.render'>): RenderedTemplate;
  /** One message of a story, or of a single send. */
  message(input: RenderInput): RenderedTemplate;
}

const freshSeed = (): string => randomBytes(6).toString('hex');

export function createTemplates(clock: Pick<Clock, 'now'>): Templates {
  const message = (input: RenderInput) =>
    renderTemplate(input, (providerId) => providerById(providerId)?.schemeIds[0]);
  return {
    message,
    render: ({ provider, event, at = clock.now(), seed = freshSeed() }) =>
      message({ provider, event, at, seed }),
  };
}
