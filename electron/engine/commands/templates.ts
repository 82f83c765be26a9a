import type { RenderedTemplate, TemplateInfo } from '../../../shared/model/template.ts';
import type { Story, TriggerRun } from '../../../shared/model/trigger-run.ts';
import type { ParsedInput } from '../../../shared/ipc/contract.ts';
import type { HandlersOf } from './handlers.ts';

interface TemplateCommandDeps {
  templates(): TemplateInfo[];
  stories(): Story[];
  render(choice: ParsedInput<'templates.render'>): RenderedTemplate;
  triggerEvent(input: ParsedInput<'templates.trigger'>): Promise<StartedRun>;
  triggerStory(input: ParsedInput<'stories.trigger'>): Promise<StartedRun>;
  getRun(id: string): TriggerRun;
  cancelRun(id: string): Promise<TriggerRun>;
}

interface StartedRun {
  run: TriggerRun;
  ended: Promise<TriggerRun>;
}

export function templateCommands(
  deps: TemplateCommandDeps,
): HandlersOf<'templates'> & HandlersOf<'stories'> & HandlersOf<'triggers'> {
  const waited = async (started: Promise<StartedRun>, isWaiting: boolean): Promise<TriggerRun> => {
    const { run, ended } = await started;
    return isWaiting ? ended : run;
  };
  return {
    'templates.list': () => Promise.resolve({ templates: deps.templates() }),
    'templates.render': async (choice) => Promise.resolve(deps.render(choice)),
    'templates.trigger': (input) => waited(deps.triggerEvent(input), input.isWaiting),
    'stories.list': () => Promise.resolve({ stories: deps.stories() }),
    'stories.trigger': (input) => waited(deps.triggerStory(input), input.isWaiting),
    'triggers.get': async ({ id }) => Promise.resolve(deps.getRun(id)),
    'triggers.cancel': ({ id }) => deps.cancelRun(id),
  };
}
