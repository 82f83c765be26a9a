import { create } from 'zustand';
import type { Bin } from '../../shared/model/bin.ts';
import { ForwardRuleInput, type ForwardRule } from '../../shared/model/forward-rule.ts';
import { call } from '../host/call.ts';
import { showBin, useView } from './view.ts';
import { workbench } from './workbench.ts';

/** Which forward rule of a bin is edited: one by its id, or one that is not saved yet. */
export type ForwardKey = 'new' | `fwd_${string}`;

interface ForwardsOfBin {
  selected: ForwardKey | undefined;
  /** Edited and not yet saved: leaving the page and coming back finds it. */
  edits: Readonly<Partial<Record<ForwardKey, ForwardRuleInput>>>;
}

const untouched: ForwardsOfBin = { selected: undefined, edits: {} };

const useStore = create<Record<string, ForwardsOfBin>>(() => ({}));

export const useForwardsOf = (binId: string): ForwardsOfBin => useStore((store) => store[binId] ?? untouched);

function change(binId: string, part: Partial<ForwardsOfBin>): void {
  useStore.setState((store) => ({ [binId]: { ...(store[binId] ?? untouched), ...part } }));
}

export const selectForward = (binId: string, selected: ForwardKey | undefined): void =>
  change(binId, { selected });

/** Keeps an edit; `undefined` goes back to what is saved. */
export function editForward(binId: string, key: ForwardKey, rule: ForwardRuleInput | undefined): void {
  const { edits } = useStore.getState()[binId] ?? untouched;
  change(binId, { edits: { ...edits, [key]: rule } });
}

/** A rule as it begins: what most frameworks listen on, its reply to the sender. */
export const freshForward = (part: Partial<ForwardRuleInput> = {}): ForwardRuleInput =>
  ForwardRuleInput.parse({ mode: 'proxy', url: 'http://localhost:3000', ...part });

/** Opens the editor on a rule that is not there yet. */
export function startForward(binId: string): void {
  editForward(binId, 'new', freshForward());
  selectForward(binId, 'new');
  showForwards(binId);
}

/** Goes to the page with a bin's forward rules. */
export function showForwards(binId: string): void {
  showBin(binId);
  useView.setState({ binPage: 'forward' });
}

/** Puts these rules in place of a bin's own; rejects with what is wrong. */
export const saveForwards = (binId: string, forwards: readonly ForwardRuleInput[]): Promise<Bin> =>
  call('bins.update', { id: binId, forwards: [...forwards] });

export const forwardsOf = (binId: string): readonly ForwardRule[] =>
  workbench().bins.find(({ id }) => id === binId)?.forwards ?? [];
