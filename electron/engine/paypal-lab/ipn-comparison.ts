import type { PostBackReason } from '../../../shared/model/paypal-lab.ts';
import { decoded, rawPairs, texts, type RawPair } from './ipn-message.ts';

/** How a message that came back differs from one that was sent. */
export interface Comparison {
  reason: Extract<PostBackReason, 'changed' | 'reordered' | 'reencoded' | 'field_missing' | 'field_added'>;
  message: string;
  /** Of the pairs that were sent, how many came back as they were: 0 to 1. */
  likeness: number;
}

/** Explains why two messages are not the same bytes. */
export function compareMessages(sent: string, received: string): Comparison {
  const [before, after] = [rawPairs(sent), rawPairs(received)];
  const likeness = likenessOf(before, after);
  const difference = (reason: Comparison['reason'], message: string) => ({ reason, message, likeness });

  if (isSameList(sorted(before).map(written), sorted(after).map(written))) {
    return difference('reordered', 'The fields came back in another order than they were sent in.');
  }
  const namesBefore = before.map(({ name }) => decoded(name));
  const namesAfter = after.map(({ name }) => decoded(name));
  const missing = leftOver(namesBefore, namesAfter);
  if (missing !== undefined) return difference('field_missing', `The field ${missing} is missing.`);
  const added = leftOver(namesAfter, namesBefore);
  if (added !== undefined) {
    return difference('field_added', `The field ${added} was not part of the message that was sent.`);
  }
  const [left, right] = [sorted(before), sorted(after)];
  const changed = left.find((pair, index) => !isSameText(pair.value, right[index]?.value ?? ''));
  if (changed !== undefined) {
    return difference('changed', `The field ${decoded(changed.name)} has another value than was sent.`);
  }
  const rewritten = left.find((pair, index) => {
    const other = right[index];
    return other !== undefined && written(pair) !== written(other);
  });
  const where = rewritten === undefined ? 'The message' : `The field ${decoded(rewritten.name)}`;
  return difference(
    'reencoded',
    `${where} says the same but was encoded anew: post the bytes back that came, undecoded, in the charset they came in.`,
  );
}

const written = ({ name, value }: RawPair): string => `${name}=${value}`;

/** By decoded name, pairs of one name in their own order. */
const sorted = (pairs: readonly RawPair[]): RawPair[] =>
  pairs.toSorted((a, b) => {
    const [left, right] = [decoded(a.name), decoded(b.name)];
    return left < right ? -1 : left > right ? 1 : 0;
  });

const isSameText = (a: string, b: string): boolean => {
  if (a === b) return true;
  const known = texts(a);
  return texts(b).some((text) => known.includes(text));
};

const isSameList = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((each, index) => each === b[index]);

/** The first of `names` that `others` has fewer of. */
function leftOver(names: readonly string[], others: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const name of others) counts.set(name, (counts.get(name) ?? 0) + 1);
  return names.find((name) => {
    const left = counts.get(name) ?? 0;
    counts.set(name, left - 1);
    return left <= 0;
  });
}

function likenessOf(before: readonly RawPair[], after: readonly RawPair[]): number {
  if (before.length === 0) return 0;
  const came = new Set(after.map(written));
  const names = new Set(after.map(({ name }) => decoded(name)));
  const same = before.filter((pair) => came.has(written(pair))).length;
  const named = before.filter(({ name }) => names.has(decoded(name))).length;
  // An equal value says more than an equal name, which all IPNs share.
  return (same * 3 + named) / (before.length * 4);
}
