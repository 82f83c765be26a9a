import type { Bin } from '../../../shared/model/bin.ts';
import type { ForwardRule, ForwardRuleInput } from '../../../shared/model/forward-rule.ts';
import { call } from '../../host/call.ts';
import {
  editForward,
  forwardsOf,
  saveForwards,
  selectForward,
  type ForwardKey,
} from '../../state/forwards.ts';
import { attempt, notify } from '../../state/notices.ts';

/** What users do to forward rules. */

/** What stands for a rule without a name. */
export const titleOf = ({ name, url }: Pick<ForwardRule, 'name' | 'url'>): string =>
  name.trim() === '' ? url.replace(/^https?:\/\//i, '').slice(0, 80) : name;

/** The bin's rules as they would be with this one in its place. */
export const forwardsWith = (
  rules: readonly ForwardRule[],
  key: ForwardKey,
  rule: ForwardRuleInput,
): ForwardRuleInput[] =>
  key === 'new' ? [...rules, rule] : rules.map((each) => (each.id === key ? { ...rule, id: each.id } : each));

/** Saves an edit and goes on with what was saved. */
export async function saveForward(bin: Bin, key: ForwardKey, rule: ForwardRuleInput): Promise<void> {
  const saved = await saveForwards(bin.id, forwardsWith(forwardsOf(bin.id), key, rule));
  editForward(bin.id, key, undefined);
  if (key !== 'new') return;
  const last = saved.forwards.at(-1);
  if (last !== undefined) selectForward(bin.id, last.id as ForwardKey);
}

export async function setForwardEnabled(bin: Bin, rule: ForwardRule, isEnabled: boolean): Promise<void> {
  const rules = forwardsOf(bin.id).map((each) => (each.id === rule.id ? { ...each, isEnabled } : each));
  await attempt('The rule was not changed', () => saveForwards(bin.id, rules));
}

export async function moveForward(bin: Bin, from: number, to: number): Promise<void> {
  const rules = [...forwardsOf(bin.id)];
  const [moved] = rules.splice(from, 1);
  if (moved === undefined || to < 0 || to > rules.length) return;
  rules.splice(to, 0, moved);
  await attempt('The rule was not moved', () => saveForwards(bin.id, rules));
}

export async function duplicateForward(bin: Bin, rule: ForwardRule): Promise<void> {
  const { id, ...rest } = rule;
  const rules = forwardsOf(bin.id).flatMap((each): ForwardRuleInput[] =>
    each.id === id
      ? [each, { ...rest, name: `${titleOf(rule)} copy`.slice(0, 200), isEnabled: false }]
      : [each],
  );
  await attempt('The rule was not duplicated', () => saveForwards(bin.id, rules));
}

/** Undone by one click, with what stands there now: others may have been changed since. What waited is not brought back. */
export async function deleteForward(bin: Bin, rule: ForwardRule): Promise<void> {
  const before = forwardsOf(bin.id);
  const at = before.findIndex(({ id }) => id === rule.id);
  const isDone = await attempt('The rule was not deleted', () =>
    saveForwards(
      bin.id,
      before.filter(({ id }) => id !== rule.id),
    ),
  );
  if (isDone === undefined) return;
  notify(`Deleted ${titleOf(rule)}`, {
    label: 'Undo',
    run() {
      const now = [...forwardsOf(bin.id)];
      now.splice(at, 0, rule);
      void attempt('The rule was not restored', () => saveForwards(bin.id, now));
    },
  });
}

export async function drainQueue(binId: string, ruleId: string): Promise<void> {
  await attempt('The destination was not tried', () => call('forwards.drain', { binId, ruleId }));
}

export async function discardQueue(binId: string, ruleId: string): Promise<void> {
  const done = await attempt('The queue was not emptied', () => call('forwards.discard', { binId, ruleId }));
  if (done === undefined) return;
  const count = done.discardedCount.toLocaleString('en');
  notify(`Took ${count} ${done.discardedCount === 1 ? 'request' : 'requests'} out of the queue`);
}
