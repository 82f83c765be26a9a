import type { JsonNode } from './json-text.ts';
import { orderCount, permutations } from './permutations.ts';

type Member = { key: string; value: JsonNode };
type Order = (members: readonly Member[]) => Member[];

const byKey: Order = (members) => [...members].sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0));

/** Some keys before all others, which are sorted. */
const first =
  (...keys: string[]): Order =>
  (members) => {
    const rank = ({ key }: Member) => {
      const index = keys.indexOf(key.slice(1, -1));
      return index === -1 ? keys.length : index;
    };
    return byKey(members).sort((a, b) => rank(a) - rank(b));
  };

/** Orders that a writer gives to every object of a text. */
export const commonOrders: readonly { name: string; order: Order }[] = [
  { name: 'with its keys sorted', order: byKey },
  { name: 'with its keys in reverse order', order: (members) => [...members].reverse() },
  { name: 'with its keys sorted, the last first', order: (members) => byKey(members).reverse() },
  { name: 'with its keys sorted after id', order: first('id') },
  { name: 'with its keys sorted after id and object', order: first('id', 'object') },
  { name: 'with its keys sorted after type', order: first('type') },
  { name: 'with its keys sorted after id and type', order: first('id', 'type') },
  { name: 'with its keys sorted after event', order: first('event') },
  { name: 'with its keys sorted after action', order: first('action') },
  {
    name: 'with its keys by length',
    order: (members) => [...members].sort((a, b) => a.key.length - b.key.length),
  },
];

/** So many trees at most. */
const MAX_TREES = 20_000;

/**
 * The tree with the members of its objects in other orders: every order of all objects where there are few enough,
 * otherwise of one object at a time, and of a large object with one member moved.
 */
export function* jsonOrders(root: JsonNode): Iterable<JsonNode> {
  const objects = objectsOf(root).filter(({ members }) => members.length > 1);
  const count = objects.reduce((product, { members }) => product * orderCount(members.length), 1);
  if (count <= MAX_TREES) {
    yield* everyOrder(root);
    return;
  }
  for (const object of objects.slice(0, 40)) {
    for (const members of someOrders(object.members)) yield replaced(root, object, members);
  }
}

function objectsOf(node: JsonNode): Extract<JsonNode, { kind: 'object' }>[] {
  if (node.kind === 'scalar') return [];
  if (node.kind === 'array') return node.items.flatMap(objectsOf);
  return [node, ...node.members.flatMap(({ value }) => objectsOf(value))];
}

function* someOrders(members: readonly Member[]): Iterable<Member[]> {
  if (members.length <= 6) {
    yield* permutations(members);
    return;
  }
  yield byKey(members);
  yield [...members].reverse();
  for (const [from, moved] of members.entries()) {
    const rest = members.toSpliced(from, 1);
    for (let to = 0; to < members.length; to += 1) if (to !== from) yield rest.toSpliced(to, 0, moved);
  }
}

/** Every order of every object; the caller has seen to it that there are few. */
function* everyOrder(node: JsonNode): Iterable<JsonNode> {
  if (node.kind === 'scalar') yield node;
  else if (node.kind === 'array') {
    for (const items of combinations(node.items.map((item) => [...everyOrder(item)])))
      yield { kind: 'array', items };
  } else {
    const choices = node.members.map(({ key, value }) =>
      [...everyOrder(value)].map((each) => ({ key, value: each })),
    );
    for (const members of combinations(choices)) {
      for (const order of permutations(members)) yield { kind: 'object', members: order };
    }
  }
}

/** One of each list, in every way. */
function* combinations<Item>(lists: readonly (readonly Item[])[]): Iterable<Item[]> {
  const [head, ...tail] = lists;
  if (head === undefined) {
    yield [];
    return;
  }
  for (const rest of combinations(tail)) for (const item of head) yield [item, ...rest];
}

const replaced = (root: JsonNode, object: JsonNode, members: Member[]): JsonNode => {
  if (root === object) return { kind: 'object', members };
  if (root.kind === 'scalar') return root;
  if (root.kind === 'array')
    return { kind: 'array', items: root.items.map((item) => replaced(item, object, members)) };
  return {
    kind: 'object',
    members: root.members.map(({ key, value }) => ({ key, value: replaced(value, object, members) })),
  };
};
