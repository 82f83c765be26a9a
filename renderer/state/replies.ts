import { create } from 'zustand';
import type { Bin } from '../../shared/model/bin.ts';
import type { DefaultReply } from '../../shared/model/reply.ts';
import type { ResponseRuleInput } from '../../shared/model/response-rule.ts';
import { call } from '../host/call.ts';
import { showBin, useView } from './view.ts';
import { workbench } from './workbench.ts';

/** Which reply of a bin is edited: its default, a rule by its id, or one that is not saved yet. */
export type ReplyKey = 'default' | 'new' | `rul_${string}`;

/** What is edited and not yet saved, by bin: leaving the page and coming back finds it. */
interface RepliesOfBin {
  selected: ReplyKey;
  rules: Readonly<Partial<Record<ReplyKey, ResponseRuleInput>>>;
  reply: DefaultReply | undefined;
}

const untouched: RepliesOfBin = { selected: 'default', rules: {}, reply: undefined };

const useStore = create<Record<string, RepliesOfBin>>(() => ({}));

export const useRepliesOf = (binId: string): RepliesOfBin => useStore((store) => store[binId] ?? untouched);

function change(binId: string, part: Partial<RepliesOfBin>): void {
  useStore.setState((store) => ({ [binId]: { ...(store[binId] ?? untouched), ...part } }));
}

export const selectReply = (binId: string, selected: ReplyKey): void => change(binId, { selected });

/** Keeps an edit of a rule; `undefined` goes back to what is saved. */
export function editRule(binId: string, key: ReplyKey, rule: ResponseRuleInput | undefined): void {
  const { rules } = useStore.getState()[binId] ?? untouched;
  change(binId, { rules: { ...rules, [key]: rule } });
}

export const editDefaultReply = (binId: string, reply: DefaultReply | undefined): void =>
  change(binId, { reply });

/** Goes to the page with the replies of a bin, one of them in front. */
export function showReply(binId: string, selected: ReplyKey): void {
  showBin(binId);
  useView.setState({ binPage: 'replies' });
  selectReply(binId, selected);
}

/** A rule as it begins: everything is answered with an empty 200. */
export const freshRule = (): ResponseRuleInput => ({
  name: '',
  isEnabled: true,
  when: { combine: 'all', matchers: [] },
  respond: {
    kind: 'reply',
    status: 200,
    headers: [],
    body: { text: '' },
    isTemplate: false,
    delayMs: 0,
  },
});

/** Opens the editor on a rule that is not there yet. */
export function startRule(binId: string, rule: ResponseRuleInput = freshRule()): void {
  editRule(binId, 'new', rule);
  showReply(binId, 'new');
}

/** Puts these rules in place of a bin's own; rejects with what is wrong. */
export const saveRules = (binId: string, rules: readonly ResponseRuleInput[]): Promise<Bin> =>
  call('bins.update', { id: binId, rules: [...rules] });

export const rulesOf = (binId: string): Bin['rules'] =>
  workbench().bins.find((bin) => bin.id === binId)?.rules ?? [];
