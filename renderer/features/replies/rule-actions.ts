import type { Bin } from '../../../shared/model/bin.ts';
import type { Header } from '../../../shared/model/header.ts';
import type { ResponseRule, ResponseRuleInput, SingleResponse } from '../../../shared/model/response-rule.ts';
import { isSame } from './is-same.ts';
import { call } from '../../host/call.ts';
import { attempt, notify } from '../../state/notices.ts';
import { editRule, rulesOf, saveRules, selectReply, type ReplyKey } from '../../state/replies.ts';

/** What users do to saved rules. Each takes effect at once and says itself when it can't. */

export const keyOf = (rule: ResponseRule): ReplyKey => rule.id as ReplyKey;

export const titleOf = ({ name }: ResponseRuleInput): string => (name === '' ? 'Unnamed rule' : name);

const isFilled = ({ name, value }: Header) => name !== '' || value !== '';

/** Without header rows that nothing was written into: they are there to be typed into, not to be sent. */
export const withoutBlankHeaders = <Reply extends { headers: Header[] }>(reply: Reply): Reply => ({
  ...reply,
  headers: reply.headers.filter(isFilled),
});

const tidySingle = (respond: SingleResponse): SingleResponse =>
  respond.kind === 'reply' ? withoutBlankHeaders(respond) : respond;

function tidy(rule: ResponseRuleInput): ResponseRuleInput {
  const { respond } = rule;
  if (respond.kind !== 'sequence') return { ...rule, respond: tidySingle(respond) };
  const steps = respond.steps.map((step) => ({ ...step, respond: tidySingle(step.respond) }));
  return { ...rule, respond: { ...respond, steps } };
}

/** Whether an edit changes what is saved. The switch of a rule is none of its editor's. */
export const isUnsaved = (edited: ResponseRuleInput | undefined, saved: ResponseRule | undefined): boolean =>
  edited !== undefined &&
  (saved === undefined || !isSame({ ...edited, id: saved.id, isEnabled: saved.isEnabled }, saved));

/** The rules with one of them changed, or with a new one at their end. */
export function rulesWith(
  rules: readonly ResponseRule[],
  key: ReplyKey,
  rule: ResponseRuleInput,
): ResponseRuleInput[] {
  const tidied = tidy(rule);
  if (key === 'new') return [...rules, tidied];
  return rules.map((each) =>
    each.id === key ? { ...tidied, id: each.id, isEnabled: each.isEnabled } : each,
  );
}

export async function setRuleEnabled(bin: Bin, rule: ResponseRule, isEnabled: boolean): Promise<void> {
  const changed = rulesOf(bin.id).map((each) => (each.id === rule.id ? { ...each, isEnabled } : each));
  await attempt('The rule was not changed', () => saveRules(bin.id, changed));
}

/** Moves a rule to another place; resolves with true when it is there. */
export async function moveRule(binId: string, ruleId: string, to: number): Promise<boolean> {
  const rules = rulesOf(binId);
  const moved = rules.find((rule) => rule.id === ruleId);
  if (moved === undefined || to < 0 || to >= rules.length || rules[to] === moved) return false;
  const others = rules.filter((rule) => rule !== moved);
  const ordered = [...others.slice(0, to), moved, ...others.slice(to)];
  return (await attempt('The rule was not moved', () => saveRules(binId, ordered))) !== undefined;
}

export async function duplicateRule(bin: Bin, { id, ...rule }: ResponseRule): Promise<void> {
  const rules = rulesOf(bin.id);
  const at = rules.findIndex((each) => each.id === id) + 1;
  const copy = { ...rule, name: rule.name === '' ? '' : `${rule.name} copy`.slice(0, 200) };
  const saved = await attempt('The rule was not duplicated', () =>
    saveRules(bin.id, [...rules.slice(0, at), copy, ...rules.slice(at)]),
  );
  const made = saved?.rules[at];
  if (made !== undefined) selectReply(bin.id, keyOf(made));
}

export async function deleteRule(bin: Bin, rule: ResponseRule): Promise<void> {
  const rules = rulesOf(bin.id);
  const at = rules.findIndex((each) => each.id === rule.id);
  const left = rules.filter((each) => each.id !== rule.id);
  const isDone = await attempt('The rule was not deleted', () => saveRules(bin.id, left));
  if (isDone === undefined) return;
  editRule(bin.id, keyOf(rule), undefined);
  const next = left[at] ?? left[at - 1];
  selectReply(bin.id, next === undefined ? 'default' : keyOf(next));
  notify(`Deleted ${rule.name === '' ? 'a rule' : rule.name}`, {
    label: 'Undo',
    run: () => void restore(bin.id, rule, at),
  });
}

async function restore(binId: string, rule: ResponseRule, at: number): Promise<void> {
  const rules = rulesOf(binId);
  const restored = await attempt('The rule was not restored', () =>
    saveRules(binId, [...rules.slice(0, at), rule, ...rules.slice(at)]),
  );
  if (restored !== undefined) selectReply(binId, keyOf(rule));
}

export async function resetCounters(binId: string, ruleId: string): Promise<void> {
  const isDone = await attempt('The rule was not reset', () =>
    call('rules.resetCounters', { binId, ruleIds: [ruleId] }),
  );
  if (isDone !== undefined) notify('The rule counts from the beginning');
}
