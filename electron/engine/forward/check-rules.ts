import { findHeaderProblem } from '../../../shared/http/framing.ts';
import { planRetry } from '../../../shared/http/retry-plan.ts';
import { splitUrl } from '../../../shared/http/url.ts';
import type { ForwardRule, PathMapping } from '../../../shared/model/forward-rule.ts';
import type { RetryProfile } from '../../../shared/model/retry-profile.ts';
import { checkMatchers } from '../../../shared/rules/check-matchers.ts';
import { findLoop } from './own-address.ts';

/** What is wrong with a rule, and where in it. */
export interface RuleProblem {
  /** Such as `forwards.0.url`. */
  path: string;
  /** As the end of a sentence that begins with the place. */
  message: string;
}

export interface CheckContext {
  retryProfileOf: (providerId: string) => RetryProfile | undefined;
  /** Those that our own listeners have. */
  ownPorts: () => readonly number[];
  /** Where the tunnel leads here from. */
  publicUrls: () => readonly string[];
}

/** Longer than this no sender waits for an answer while its request is tried again. */
const LONGEST_PROXY_WAIT_MS = 60_000;

/** Every part of a bin's forward rules that can't work; empty when all of it can. */
export async function checkForwards(
  rules: readonly ForwardRule[],
  context: CheckContext,
): Promise<RuleProblem[]> {
  const problems: RuleProblem[] = [];
  for (const [index, rule] of rules.entries()) {
    const add = (path: string, message: string | undefined) => {
      if (message !== undefined) problems.push({ path: `forwards.${index}.${path}`, message });
    };
    if (rules.findIndex(({ id }) => id === rule.id) < index) add('id', 'is the id of another rule already');
    for (const { path, message } of checkMatchers(rule.when)) add(`when.${path}`, message);
    add('url', await urlProblem(rule.url, context));
    add('hostHeader', hostProblem(rule.hostHeader));
    rule.headerEdits.forEach((edit, at) => add(`headerEdits.${at}.name`, editProblem(edit)));
    for (const { path, message } of pathProblems(rule.path)) add(`path.${path}`, message);
    add('retry', retryProblem(rule, context));
  }
  return problems;
}

async function urlProblem(text: string, context: CheckContext): Promise<string | undefined> {
  const url = splitUrl(text);
  if ('problem' in url) return `can’t be sent to. ${url.problem}`;
  return findLoop(url, context.ownPorts(), context.publicUrls());
}

function hostProblem(hostHeader: string | undefined): string | undefined {
  if (hostHeader === undefined) return undefined;
  // A registered name or an address, with a port or without (RFC 9110 §7.2).
  return /^(?:[A-Za-z0-9._~%-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(hostHeader)
    ? undefined
    : 'must be a host name such as eshop.localhost, with a port or without, or the word rewrite';
}

/** These say how a message ends and whom it is for: they are made for each send. */
const COMPUTED = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
  'expect',
]);

function editProblem(edit: ForwardRule['headerEdits'][number]): string | undefined {
  const name = edit.name.toLowerCase();
  if (name === 'host') return 'is set under Host header, not here';
  if (COMPUTED.has(name)) return `${edit.name} is computed for each send, and can’t be changed`;
  const problem = findHeaderProblem([{ name: edit.name, value: 'value' in edit ? edit.value : '' }]);
  return problem === undefined ? undefined : `can’t be used. ${problem}`;
}

function pathProblems({ replace }: PathMapping): RuleProblem[] {
  const problems: RuleProblem[] = [];
  replace.forEach(({ from, to }, index) => {
    const at = `replace.${index}`;
    if (!from.startsWith('/'))
      problems.push({ path: `${at}.from`, message: 'must start with /, as a path does' });
    if (to !== '' && !to.startsWith('/')) {
      problems.push({ path: `${at}.to`, message: 'must start with /, as a path does, or be empty' });
    }
    for (const [part, text] of [
      ['from', from],
      ['to', to],
    ] as const) {
      if (/[?#\u0000-\u0020\u007f]|[^\u0000-\u00ff]/u.test(text)) {
        problems.push({ path: `${at}.${part}`, message: 'must hold no spaces, ? or #: percent-encode them' });
      }
    }
  });
  return problems;
}

function retryProblem({ mode, retry }: ForwardRule, { retryProfileOf }: CheckContext): string | undefined {
  const plan = planRetry(retry, retryProfileOf);
  if (plan === undefined) return undefined;
  if ('problem' in plan) return plan.problem;
  const waitMs = plan.scale * plan.delaysMs.reduce((sum, delay) => sum + delay, 0);
  if (mode === 'proxy' && waitMs > LONGEST_PROXY_WAIT_MS) {
    return 'keeps the sender of a proxied request waiting for more than 60 s: allow fewer or shorter waits, compress them, or use the mode mirror';
  }
  return undefined;
}
