import type { MatcherSet } from '../model/matcher.ts';
import { explainMatcher, quoted } from './explain.ts';
import { traceMatchers } from './matches.ts';
import type { RequestFacts } from './request-facts.ts';

/** How many values of a request are named. */
const SHOWN = 3;

/** Why a set does not match a request, in one sentence: `Its header X-GitHub-Event is ping, but …`. */
export function explainMiss(set: MatcherSet, facts: RequestFacts, nth?: number): string {
  const misses = traceMatchers(set, facts, nth).flatMap(({ isHolding, found }, index) => {
    const matcher = set.matchers[index];
    if (isHolding || matcher === undefined) return [];
    return [`${explainMatcher(matcher)} (${seen(found)})`];
  });
  const [first = '', ...rest] = misses;
  if (set.combine === 'any') return `None of these holds: ${misses.join('; ')}.`;
  return rest.length === 0 ? `This does not hold: ${first}.` : `These do not hold: ${misses.join('; ')}.`;
}

function seen(found: readonly string[]): string {
  if (found.length === 0) return 'there is none';
  const shown = found.slice(0, SHOWN).map(quoted).join(', ');
  const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : '';
  return `${found.length === 1 ? 'it is' : 'there are'} ${shown}${more}`;
}
