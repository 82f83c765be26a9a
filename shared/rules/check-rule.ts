import { checkReply } from '../http/reply.ts';
import type { PlannedReply, ResponseRuleInput, SingleResponse } from '../model/response-rule.ts';
import { checkMatchers, type Problem } from './check-matchers.ts';

/**
 * What of a rule can't work, as far as it shows without running anything: templates, scripts and files are for the engine
 * to check.
 */
export function checkRule(rule: ResponseRuleInput): Problem[] {
  return [
    ...at('when', checkMatchers(rule.when)),
    ...responsesOf(rule).flatMap(({ path, respond }) => at(path, checkSingle(respond))),
  ];
}

/** Each single answer of a rule with where it stands: one, or one for each step of its sequence. */
export function responsesOf({ respond }: ResponseRuleInput): { path: string; respond: SingleResponse }[] {
  if (respond.kind !== 'sequence') return [{ path: 'respond', respond }];
  return respond.steps.map((step, index) => ({
    path: `respond.steps.${index}.respond`,
    respond: step.respond,
  }));
}

export const at = (path: string, problems: readonly Problem[]): Problem[] =>
  problems.map((problem) => ({ path: `${path}.${problem.path}`, message: problem.message }));

function checkSingle(respond: SingleResponse): Problem[] {
  if (respond.kind !== 'reply') return [];
  const problems: Problem[] = [];
  const add = (path: string, message: string | undefined) => {
    if (message !== undefined) problems.push({ path, message });
  };
  add('status', statusProblem(respond));
  respond.headers.forEach((header, index) => {
    // A template's value is known only when it is filled in.
    const value = respond.isTemplate ? '' : header.value;
    add(`headers.${index}`, checkReply({ status: 200, headers: [{ ...header, value }], body: { text: '' } }));
  });
  if ('file' in respond.body) {
    add(
      'body.file',
      isAbsolute(respond.body.file) ? undefined : 'must be an absolute path, such as /home/me/reply.json',
    );
  }
  return problems;
}

function statusProblem({ status, body, fault }: PlannedReply): string | undefined {
  const hasBody = !('text' in body ? body.text === '' : 'base64' in body && body.base64 === '');
  if (status === 101) {
    return '101 changes to another protocol, which a bin speaks none of; a sender would wait for it for ever';
  }
  if (status < 200) {
    if (hasBody)
      return `${status} is no final answer and has no body: the default reply follows it; leave the body empty`;
    if (fault !== undefined) return `${status} is no final answer, so it can’t be dripped or cut off`;
    return undefined;
  }
  if ((status === 204 || status === 205 || status === 304) && hasBody) {
    return `a reply with ${status} has no body (RFC 9110): leave the body empty or choose another status`;
  }
  return undefined;
}

/** On this system or, since a rule may come from another one, on Windows. */
const isAbsolute = (path: string) => path.startsWith('/') || /^[A-Za-z]:[\\/]|^\\\\/.test(path);
