import type { ForwardRule } from '../model/forward-rule.ts';
import { explain } from './explain.ts';

/** A forward rule as one English sentence: the same in the window, in what an exchange says of itself, and in tests. */
export function explainForward(rule: ForwardRule): string {
  const which = explain(rule.when);
  const where = `${destinationOf(rule.url)}${hostOf(rule)}`;
  if (rule.mode === 'proxy') {
    const otherwise = rule.onFailure === 'binReply' ? ', or the bin’s own when there is none' : '';
    return `${which} are passed on to ${where}; the sender gets its reply${otherwise}.`;
  }
  const order = rule.queue.isOrdered ? ' in the order of arrival' : ' in any order';
  const pace = rule.queue.perSecond === undefined ? '' : `, at most ${rule.queue.perSecond} a second`;
  return `${which} are answered by the bin, then sent to ${where}${order}${pace}; they wait while it is down.`;
}

function hostOf({ hostHeader }: ForwardRule): string {
  if (hostHeader === undefined) return '';
  return hostHeader === 'rewrite' ? ' with its own host name' : ` as ${hostHeader}`;
}

/** Without a query: it may hold a key, and a sentence is shown and logged. */
const destinationOf = (url: string): string => url.replace(/[?#].*$/s, '').slice(0, 200);
