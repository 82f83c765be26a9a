import type { ForwardQueue, ForwardRule } from '../../../shared/model/forward-rule.ts';

/** `1 request`, `2,000 requests`. */
export const countOf = (count: number): string =>
  `${count.toLocaleString('en')} ${count === 1 ? 'request' : 'requests'}`;

export const queueTitles: Record<ForwardQueue['state'], string> = {
  idle: 'Nothing waits',
  draining: 'Being delivered',
  waiting: 'Waiting for the destination',
  paused: 'Paused, for the rule is off',
};

/** How the `Host` header is chosen: three ways of saying it, over one field. */
export type HostChoice = 'captured' | 'rewrite' | 'fixed';

export const hostChoices: readonly { value: HostChoice; label: string }[] = [
  { value: 'captured', label: 'As captured' },
  { value: 'rewrite', label: 'From the URL' },
  { value: 'fixed', label: 'This name' },
];

export const hostChoiceOf = ({ hostHeader }: Pick<ForwardRule, 'hostHeader'>): HostChoice =>
  hostHeader === undefined ? 'captured' : hostHeader === 'rewrite' ? 'rewrite' : 'fixed';
