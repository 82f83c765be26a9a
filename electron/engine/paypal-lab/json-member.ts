/**
 * The text of a member of the outermost object of a JSON document, exactly as it is written there; of several of one name
 * the last, as parsers take it. The text must have been parsed before: it is JSON.
 */
export function memberText(json: string, member: string): string | undefined {
  let found: string | undefined;
  let index = skipSpace(json, 0);
  if (json[index] !== '{') return undefined;
  index = skipSpace(json, index + 1);
  while (index < json.length && json[index] === '"') {
    const nameEnd = endOfString(json, index);
    const name: unknown = JSON.parse(json.slice(index, nameEnd));
    const start = skipSpace(json, skipSpace(json, nameEnd) + 1);
    const end = endOfValue(json, start);
    if (name === member) found = json.slice(start, end);
    index = skipSpace(json, end);
    if (json[index] !== ',') break;
    index = skipSpace(json, index + 1);
  }
  return found;
}

function skipSpace(json: string, from: number): number {
  let index = from;
  while (json[index] === ' ' || json[index] === '\n' || json[index] === '\r' || json[index] === '\t')
    index += 1;
  return index;
}

/** The index behind the closing quote of the string that begins at `from`. */
function endOfString(json: string, from: number): number {
  let index = from + 1;
  while (index < json.length && json[index] !== '"') index += json[index] === '\\' ? 2 : 1;
  return index + 1;
}

function endOfValue(json: string, from: number): number {
  if (json[from] === '"') return endOfString(json, from);
  if (json[from] !== '{' && json[from] !== '[') {
    let index = from;
    while (index < json.length && !/[,}\]\s]/.test(json[index] ?? '')) index += 1;
    return index;
  }
  let depth = 0;
  for (let index = from; index < json.length;) {
    const character = json[index];
    if (character === '"') {
      index = endOfString(json, index);
      continue;
    }
    if (character === '{' || character === '[') depth += 1;
    if (character === '}' || character === ']') depth -= 1;
    index += 1;
    if (depth === 0) return index;
  }
  return json.length;
}
