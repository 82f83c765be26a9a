import type { RequestSketch } from './make-facts.ts';

/**
 * Reads the sentence of a matcher set and judges a request by it, with nothing but the sentence to go by: written from
 * the words, without the code that makes them or the code that matches.
 */
export function judgeBySentence(sentence: string, sketch: RequestSketch, nth: number): boolean {
  const words = wordsOf(sentence);
  const subject: Word[] = [];
  while (words.length > 0 && !nextIs(words, 'whose')) subject.push(...words.splice(0, 1));
  if (subject.pop()?.text.toLowerCase() !== 'requests') throw new Error(`No requests in: ${sentence}`);
  if (subject.length === 1 && nextIs(subject, 'All')) return true;
  const methods = subject
    .filter(({ text, isQuoted }) => isQuoted || (text !== 'or' && text !== ','))
    .map(({ text }) => text);
  const clauses: boolean[] = [];
  const joins: string[] = [];
  while (words.length > 0) {
    expectWord(words, 'whose');
    clauses.push(judgeClause(words, sketch, nth));
    if (words.length > 0) joins.push(words.shift()?.text ?? '');
  }
  if (joins.some((join) => join !== 'or' && join !== 'and')) throw new Error(`Odd join in: ${sentence}`);
  const isAny = joins.includes('or');
  if (isAny && joins.includes('and')) throw new Error(`Both joins in: ${sentence}`);
  const byClauses = isAny ? clauses.some(Boolean) : clauses.every(Boolean);
  return (methods.length === 0 || methods.includes(sketch.method ?? 'GET')) && byClauses;
}

interface Word {
  text: string;
  isQuoted: boolean;
}

function wordsOf(sentence: string): Word[] {
  return [...sentence.matchAll(/("(?:[^"\\]|\\.)*")|(,)|([^\s,"]+)/g)].map(([whole, quoted]) =>
    quoted === undefined
      ? { text: whole, isQuoted: false }
      : { text: JSON.parse(quoted) as string, isQuoted: true },
  );
}

function expectWord(words: Word[], ...expected: string[]): void {
  for (const text of expected) {
    const word = words.shift();
    if (word?.text !== text || word.isQuoted)
      throw new Error(`${text} was expected, not ${word?.text ?? 'the end'}`);
  }
}

const nextIs = (words: Word[], ...expected: string[]) =>
  expected.every((text, index) => words[index]?.text === text && !words[index].isQuoted);

function takes(words: Word[], ...expected: string[]): boolean {
  if (!nextIs(words, ...expected)) return false;
  words.splice(0, expected.length);
  return true;
}

const value = (words: Word[]) => words.shift()?.text ?? '';

function judgeClause(words: Word[], sketch: RequestSketch, nth: number): boolean {
  const found = lookUp(words, sketch, nth);
  const test = testOf(words);
  const isAnyCase = takes(words, 'in', 'any', 'case');
  const fold = (text: string) => (isAnyCase ? text.toLowerCase() : text);
  return found.some((text) => test.holds(text, fold)) !== test.isNegated;
}

function lookUp(words: Word[], sketch: RequestSketch, nth: number): string[] {
  const headers = (name: string) =>
    (sketch.headers ?? [])
      .filter((header) => header.name.toLowerCase() === name.toLowerCase())
      .map((header) => header.value);
  const text = typeof sketch.body === 'string' ? sketch.body : '';
  const pairs = (joined: string) => joined.split('&').map((pair) => pair.split('='));
  const named = (joined: string, name: string) =>
    pairs(joined).flatMap(([key, held = '']) => (key === name ? [decodeURIComponent(held)] : []));
  if (takes(words, 'method')) return [sketch.method ?? 'GET'];
  if (takes(words, 'body')) return [text];
  if (takes(words, 'number')) return [String(nth)];
  if (takes(words, 'verification')) return [sketch.verification ?? 'unverified'];
  if (takes(words, 'way', 'in')) return [sketch.via ?? 'local'];
  if (takes(words, 'event', 'type'))
    return sketch.recognition?.eventType === undefined ? [] : [sketch.recognition.eventType];
  if (takes(words, 'header')) return headers(value(words));
  if (takes(words, 'query', 'parameter')) return named(sketch.target?.split('?')[1] ?? '', value(words));
  if (takes(words, 'cookie')) {
    const name = value(words);
    return headers('cookie').flatMap((field) =>
      field.split('; ').flatMap((pair) => (pair.startsWith(`${name}=`) ? [pair.slice(name.length + 1)] : [])),
    );
  }
  if (takes(words, 'JSON')) {
    const key = value(words).replace(/^\$\./, '');
    const document = JSON.parse(text === '' ? '{}' : text) as Record<string, string>;
    const held = document[key];
    return held === undefined ? [] : [held];
  }
  throw new Error(`Nothing of a request is called ${words[0]?.text ?? 'that'}`);
}

interface Test {
  isNegated: boolean;
  holds(found: string, fold: (text: string) => string): boolean;
}

function testOf(words: Word[]): Test {
  const isDoes = takes(words, 'does', 'not');
  const plain = (holds: Test['holds']): Test => ({ isNegated: isDoes, holds });
  if (takes(words, 'contains') || takes(words, 'contain')) {
    const wanted = value(words);
    return plain((found, fold) => fold(found).includes(fold(wanted)));
  }
  if (takes(words, 'starts', 'with') || takes(words, 'start', 'with')) {
    const wanted = value(words);
    return plain((found, fold) => fold(found).startsWith(fold(wanted)));
  }
  if (takes(words, 'ends', 'with') || takes(words, 'end', 'with')) {
    const wanted = value(words);
    return plain((found, fold) => fold(found).endsWith(fold(wanted)));
  }
  if (
    takes(words, 'matches', 'the', 'regular', 'expression') ||
    takes(words, 'match', 'the', 'regular', 'expression')
  ) {
    const wanted = value(words);
    return plain((found, fold) => new RegExp(wanted, fold('A') === 'a' ? 'i' : '').test(found));
  }
  if (takes(words, 'fits', 'the', 'pattern') || takes(words, 'fit', 'the', 'pattern')) {
    const wanted = value(words).replace(/[.$^]/g, '\\$&').replaceAll('*', '[^]*').replaceAll('?', '[^]');
    return plain((found, fold) => new RegExp(`^${wanted}$`, fold('A') === 'a' ? 'i' : '').test(found));
  }
  expectWord(words, 'is');
  const isNegated = takes(words, 'not');
  if (takes(words, 'present')) return { isNegated: false, holds: () => true };
  if (takes(words, 'missing')) return { isNegated: true, holds: () => true };
  const wanted: string[] = [];
  if (takes(words, 'one', 'of')) {
    do wanted.push(value(words));
    while (takes(words, ',') || (nextIs(words, 'or') && !nextIs(words, 'or', 'whose') && takes(words, 'or')));
    return { isNegated, holds: (found, fold) => wanted.some((each) => fold(each) === fold(found)) };
  }
  const compared = (compare: (found: number, number: number) => boolean): Test => {
    const number = Number(value(words));
    return { isNegated, holds: (found) => /^-?\d+(\.\d+)?$/.test(found) && compare(Number(found), number) };
  };
  if (takes(words, 'less', 'than')) return compared((found, number) => found < number);
  if (takes(words, 'greater', 'than')) return compared((found, number) => found > number);
  if (takes(words, 'a', 'multiple', 'of')) return compared((found, number) => found % number === 0);
  const only = value(words);
  return { isNegated, holds: (found, fold) => fold(found) === fold(only) };
}
