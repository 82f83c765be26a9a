import type { RenderedTemplate, TemplateInfo } from '../../../shared/model/template.ts';
import type { ParsedInput } from '../../../shared/ipc/contract.ts';
import type { HandlersOf } from './handlers.ts';

interface TemplateCommandDeps {
  list(): TemplateInfo[];
  render(choice: ParsedInput<'templates.render'>): RenderedTemplate;
}

export const templateCommands = ({ list, render }: TemplateCommandDeps): HandlersOf<'templates'> => ({
  'templates.list': () => Promise.resolve({ templates: list() }),
  async 'templates.render'(choice) {
    return Promise.resolve(render(choice));
  },
});
