import type { DefaultReply } from '../../../shared/model/reply.ts';
import type { ResponseRule, SingleResponse } from '../../../shared/model/response-rule.ts';
import type { Problem } from '../../../shared/rules/check-matchers.ts';
import { at, checkRule, responsesOf } from '../../../shared/rules/check-rule.ts';
import { readBodyFile } from './body-file.ts';
import type { Compute } from './compute.ts';
import type { MakeAnswerDeps } from './make-answer.ts';

/** What of rules can't work, and where: also what shows only when it is compiled, or looked for on the disk. */
export async function checkRules(rules: readonly ResponseRule[], deps: MakeAnswerDeps): Promise<Problem[]> {
  const found = await Promise.all(
    rules.map(async (rule, index) => {
      const isTwice = rules.findIndex(({ id }) => id === rule.id) !== index;
      const compiled = await Promise.all(
        responsesOf(rule).map(async ({ path, respond }) => at(path, await checkResponse(respond, deps))),
      );
      return at(`rules.${index}`, [
        ...(isTwice
          ? [{ path: 'id', message: 'is that of an earlier rule; leave it out to get a new one' }]
          : []),
        ...checkRule(rule),
        ...compiled.flat(),
      ]);
    }),
  );
  return found.flat();
}

/** As `checkRules`, for a default reply; its status and headers are checked elsewhere. */
export async function checkDefaultReply(reply: DefaultReply, deps: MakeAnswerDeps): Promise<Problem[]> {
  return reply.isTemplate === true ? at('reply', await checkTemplates(reply, deps.templates)) : [];
}

async function checkResponse(respond: SingleResponse, deps: MakeAnswerDeps): Promise<Problem[]> {
  if (respond.kind === 'script') {
    const result = await deps.scripts.run({ kind: 'checkScript', script: respond.script });
    return result.kind === 'problem' ? [{ path: 'script', message: result.problem }] : [];
  }
  if (respond.kind !== 'reply') return [];
  const problems = respond.isTemplate ? await checkTemplates(respond, deps.templates) : [];
  if ('file' in respond.body) {
    const file = await readBodyFile(respond.body.file);
    if (file.kind === 'problem') problems.push({ path: 'body.file', message: file.problem });
  }
  return problems;
}

async function checkTemplates(
  { headers, body }: Pick<DefaultReply, 'headers'> & { body: object },
  templates: Compute,
): Promise<Problem[]> {
  const sources = headers.map(({ value }, index) => ({ path: `headers.${index}.value`, template: value }));
  if ('text' in body && typeof body.text === 'string')
    sources.push({ path: 'body.text', template: body.text });
  const results = await Promise.all(
    sources.map(async ({ path, template }) => ({
      path,
      result: await templates.run({ kind: 'checkTemplate', template }),
    })),
  );
  return results.flatMap(({ path, result }) =>
    result.kind === 'problem' ? [{ path, message: result.problem }] : [],
  );
}
