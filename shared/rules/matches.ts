import type { Matcher, MatcherSet } from '../model/matcher.ts';
import { compileMatcher } from './compile-matcher.ts';
import type { RequestFacts } from './request-facts.ts';

/** Gives the number of this request among those that match a rule otherwise, from 1; called at most once. */
export type CountRequest = () => number;

const isCounting = ({ target }: Matcher) => target === 'nth';

/**
 * Whether a request matches. `count` is asked only where a matcher on `nth` has to decide: with `all` after the others
 * hold, with `any` always; without it such a matcher fits no request.
 */
export function matches(set: MatcherSet, facts: RequestFacts, count?: CountRequest): boolean {
  const { matchers } = set;
  if (matchers.length === 0) return true;
  const counting = matchers.filter(isCounting);
  const others = counting.length === 0 ? matchers : matchers.filter((matcher) => !isCounting(matcher));
  if (set.combine === 'all') {
    if (!others.every((matcher) => holds(matcher, facts, undefined))) return false;
    if (counting.length === 0) return true;
    const nth = count?.();
    return counting.every((matcher) => holds(matcher, facts, nth));
  }
  const nth = counting.length === 0 ? undefined : count?.();
  return matchers.some((matcher) => holds(matcher, facts, nth));
}

function holds(matcher: Matcher, facts: RequestFacts, nth: number | undefined): boolean {
  return compileMatcher(matcher).fits(facts, nth) !== matcher.isInverted;
}

/** How one matcher judged a request, for whoever wonders. */
export interface MatcherTrace {
  readonly isHolding: boolean;
  /** What it looked at; empty where the request has nothing of the kind. */
  readonly found: readonly string[];
}

/** Judges a request by each matcher of a set, also where an earlier one has decided. `nth` is what a count would give. */
export function traceMatchers(set: MatcherSet, facts: RequestFacts, nth?: number): MatcherTrace[] {
  return set.matchers.map((matcher) => ({
    isHolding: holds(matcher, facts, nth),
    found:
      matcher.target === 'nth'
        ? nth === undefined
          ? []
          : [String(nth)]
        : compileMatcher(matcher)
            .read(facts)
            .map(({ text }) => text),
  }));
}
