/**
 * JSON re-indented or packed without being parsed into values: every digit, escape, duplicate key and the order stay as
 * they were sent. Grammar: RFC 8259. One pass without recursion, so neither size nor depth matters.
 */
export type JsonRewrite =
  | { isJson: true; text: string }
  /** `errorAt` is the index of the first character that does not fit. */
  | { isJson: false; errorAt: number };

/** Deeper than this nothing is put on lines of its own: indentation would grow with the square of the depth. */
const MAX_INDENTED_DEPTH = 200;

/** What may come next. */
type Expected = 'value' | 'value or ]' | 'key' | 'key or }' | 'colon' | 'comma or end' | 'nothing';

export function formatJson(text: string, indent = '  '): JsonRewrite {
  return rewrite(text, indent);
}

export function minifyJson(text: string): JsonRewrite {
  return rewrite(text, undefined);
}

function rewrite(text: string, indent: string | undefined): JsonRewrite {
  const out: string[] = [];
  /** The closing bracket of each open container. */
  const open: string[] = [];
  const breaks =
    indent === undefined
      ? []
      : Array.from({ length: MAX_INDENTED_DEPTH + 1 }, (_, depth) => `\n${indent.repeat(depth)}`);
  const breakLine = (depth: number) => {
    const lineBreak = breaks[depth];
    if (lineBreak !== undefined) out.push(lineBreak);
  };
  const colon = indent === undefined ? ':' : ': ';
  let expected: Expected = 'value';
  let at = 0;

  while (at < text.length) {
    const char = text.charAt(at);
    if (char === ' ' || char === '\n' || char === '\r' || char === '\t') {
      at += 1;
      continue;
    }
    const isValueExpected = expected === 'value' || expected === 'value or ]';
    const isKeyExpected = expected === 'key' || expected === 'key or }';
    const isFirst = expected === 'value or ]' || expected === 'key or }';

    if (char === '}' || char === ']') {
      const mayClose = expected === 'comma or end' || isFirst;
      if (!mayClose || open.at(-1) !== char) return { isJson: false, errorAt: at };
      open.pop();
      if (!isFirst) breakLine(open.length);
      out.push(char);
      at += 1;
      expected = open.length === 0 ? 'nothing' : 'comma or end';
    } else if (char === ',') {
      if (expected !== 'comma or end') return { isJson: false, errorAt: at };
      out.push(char);
      if (breaks[open.length] === undefined && indent !== undefined) out.push(' ');
      breakLine(open.length);
      at += 1;
      expected = open.at(-1) === '}' ? 'key' : 'value';
    } else if (char === ':') {
      if (expected !== 'colon') return { isJson: false, errorAt: at };
      out.push(colon);
      at += 1;
      expected = 'value';
    } else if (isKeyExpected) {
      const end = char === '"' ? endOfString(text, at) : -1 - at;
      if (end < 0) return { isJson: false, errorAt: -1 - end };
      if (isFirst) breakLine(open.length);
      out.push(text.slice(at, end));
      at = end;
      expected = 'colon';
    } else if (isValueExpected) {
      if (isFirst) breakLine(open.length);
      if (char === '{' || char === '[') {
        out.push(char);
        open.push(char === '{' ? '}' : ']');
        at += 1;
        expected = char === '{' ? 'key or }' : 'value or ]';
        continue;
      }
      const end = endOfScalar(text, at);
      if (end < 0) return { isJson: false, errorAt: -1 - end };
      out.push(text.slice(at, end));
      at = end;
      expected = open.length === 0 ? 'nothing' : 'comma or end';
    } else {
      return { isJson: false, errorAt: at };
    }
  }
  return expected === 'nothing' ? { isJson: true, text: out.join('') } : { isJson: false, errorAt: at };
}

/** Where the scalar that begins at `at` ends; `-1 - index` of the character that does not fit. */
function endOfScalar(text: string, at: number): number {
  switch (text.charAt(at)) {
    case '"':
      return endOfString(text, at);
    case 't':
      return endOfWord(text, at, 'true');
    case 'f':
      return endOfWord(text, at, 'false');
    case 'n':
      return endOfWord(text, at, 'null');
    default:
      return endOfNumber(text, at);
  }
}

function endOfWord(text: string, at: number, word: string): number {
  for (let index = 0; index < word.length; index += 1) {
    if (text.charAt(at + index) !== word.charAt(index)) return -1 - (at + index);
  }
  return at + word.length;
}

function endOfString(text: string, at: number): number {
  let index = at + 1;
  while (index < text.length) {
    const code = text.charCodeAt(index);
    if (code === 0x22) return index + 1;
    if (code < 0x20) return -1 - index;
    if (code !== 0x5c) {
      index += 1;
      continue;
    }
    const escape = text.charAt(index + 1);
    if (escape === 'u') {
      for (let digit = index + 2; digit < index + 6; digit += 1) {
        if (!/^[0-9A-Fa-f]$/.test(text.charAt(digit))) return -1 - digit;
      }
      index += 6;
    } else if (escape !== '' && '"\\/bfnrt'.includes(escape)) {
      index += 2;
    } else {
      return -1 - (index + 1);
    }
  }
  return -1 - text.length;
}

function endOfNumber(text: string, at: number): number {
  let index = text.charAt(at) === '-' ? at + 1 : at;
  const digits = (from: number) => {
    let end = from;
    while (isDigit(text.charCodeAt(end))) end += 1;
    return end;
  };
  if (text.charAt(index) === '0') index += 1;
  else {
    const end = digits(index);
    if (end === index) return -1 - index;
    index = end;
  }
  if (text.charAt(index) === '.') {
    const end = digits(index + 1);
    if (end === index + 1) return -1 - end;
    index = end;
  }
  if (/^[eE]$/.test(text.charAt(index))) {
    const sign = text.charAt(index + 1);
    const from = sign === '+' || sign === '-' ? index + 2 : index + 1;
    const end = digits(from);
    if (end === from) return -1 - from;
    index = end;
  }
  return index;
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
