/** JSON as it is written: each scalar and key is the text that it came as. */
export type JsonNode =
  | { kind: 'scalar'; raw: string }
  | { kind: 'array'; items: JsonNode[] }
  | { kind: 'object'; members: { key: string; value: JsonNode }[] };

/** Deeper JSON is not looked into: no provider sends it, and recursion must end. */
const MAX_DEPTH = 200;

const scalarPattern = /"(?:[^"\\]|\\.)*"|[^\s,:[\]{}"]+/y;

/** The tree of a valid JSON text (RFC 8259); `undefined` for any other text, and for one that is too deep. */
export function readJsonText(text: string): JsonNode | undefined {
  try {
    JSON.parse(text);
  } catch {
    return undefined;
  }
  let at = 0;
  const skip = () => {
    while (' \t\r\n'.includes(text.charAt(at)) && at < text.length) at += 1;
  };
  const scalar = (): string => {
    scalarPattern.lastIndex = at;
    const raw = scalarPattern.exec(text)?.[0] ?? '';
    at += raw.length;
    return raw;
  };
  const value = (depth: number): JsonNode | undefined => {
    if (depth > MAX_DEPTH) return undefined;
    skip();
    const opening = text.charAt(at);
    if (opening !== '{' && opening !== '[') return { kind: 'scalar', raw: scalar() };
    at += 1;
    const node: Exclude<JsonNode, { kind: 'scalar' }> =
      opening === '{' ? { kind: 'object', members: [] } : { kind: 'array', items: [] };
    skip();
    while (!'}]'.includes(text.charAt(at))) {
      if (text.charAt(at) === ',') {
        at += 1;
        skip();
      }
      const key = node.kind === 'object' ? scalar() : '';
      if (node.kind === 'object') {
        skip();
        at += 1;
      }
      const child = value(depth + 1);
      if (child === undefined) return undefined;
      if (node.kind === 'object') node.members.push({ key, value: child });
      else node.items.push(child);
      skip();
    }
    at += 1;
    return node;
  };
  return value(0);
}

/** Where the white space goes. */
export interface JsonLayout {
  /** Absent: all on one line. */
  indent?: string;
  lineEnd?: string;
  /** Between members, and between a key and its value. */
  comma: string;
  colon: string;
}

/** How scalars are written; keys are strings too. */
export type WriteScalar = (raw: string) => string;

export function writeJsonText(root: JsonNode, layout: JsonLayout, scalar: WriteScalar): string {
  const { indent, comma, colon, lineEnd = '\n' } = layout;
  const breaks: string[] = [];
  const breakAt = (depth: number): string => {
    if (indent === undefined) return '';
    return (breaks[depth] ??= lineEnd + indent.repeat(depth));
  };
  let out = '';
  const write = (node: JsonNode, depth: number): void => {
    if (node.kind === 'scalar') {
      out += scalar(node.raw);
      return;
    }
    const inner = breakAt(depth + 1);
    let before = inner;
    if (node.kind === 'object') {
      out += '{';
      for (const { key, value } of node.members) {
        out += before + scalar(key) + colon;
        write(value, depth + 1);
        before = comma + inner;
      }
      out += node.members.length === 0 ? '}' : `${breakAt(depth)}}`;
    } else {
      out += '[';
      for (const item of node.items) {
        out += before;
        write(item, depth + 1);
        before = comma + inner;
      }
      out += node.items.length === 0 ? ']' : `${breakAt(depth)}]`;
    }
  };
  write(root, 0);
  return out;
}

/** The same with each object's members in another order. */
export function reorder(
  node: JsonNode,
  order: (members: readonly { key: string; value: JsonNode }[]) => { key: string; value: JsonNode }[],
): JsonNode {
  if (node.kind === 'scalar') return node;
  if (node.kind === 'array') return { kind: 'array', items: node.items.map((item) => reorder(item, order)) };
  const members = node.members.map(({ key, value }) => ({ key, value: reorder(value, order) }));
  return { kind: 'object', members: order(members) };
}
