import { templateSets } from '../../../assets/templates/all-templates.ts';
import type { Template, TemplateSet } from '../../../assets/templates/template.ts';
import type { ProviderEvent } from '../../../shared/model/provider.ts';
import type { TemplateInfo } from '../../../shared/model/template.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';

const setOf: ReadonlyMap<string, TemplateSet> = new Map(templateSets.map((set) => [set.providerId, set]));

const typeOf = ({ event, eventType }: Template): { eventType?: string } =>
  eventType === null ? {} : { eventType: eventType ?? event };

/** The events of a provider that there is a template for. */
export const eventsOf = (providerId: string): ProviderEvent[] =>
  (setOf.get(providerId)?.templates ?? []).map((template) => ({
    event: template.event,
    ...typeOf(template),
    title: template.title,
  }));

export const listTemplates = (): TemplateInfo[] =>
  templateSets.flatMap(({ providerId }) =>
    eventsOf(providerId).map((event) => ({ provider: providerId, ...event })),
  );

export interface FoundTemplate {
  set: TemplateSet;
  template: Template;
  info: TemplateInfo;
}

/** By its name, or by the type of its event. Throws `CommandError('not_found')`. */
export function findTemplate(provider: string, event: string): FoundTemplate {
  const set = setOf.get(provider);
  if (set === undefined) {
    throw new CommandError('not_found', `There are no templates of ${provider}; templates.list has all.`);
  }
  const template =
    set.templates.find((each) => each.event === event) ??
    set.templates.find((each) => typeOf(each).eventType === event);
  if (template === undefined) {
    throw new CommandError(
      'not_found',
      `${provider} has no template ${event}; it has ${set.templates.map((each) => each.event).join(', ')}.`,
    );
  }
  return {
    set,
    template,
    info: { provider, event: template.event, ...typeOf(template), title: template.title },
  };
}
