import type { DiagnosisCause } from '../../../../../shared/model/diagnosis.ts';
import { bodyGuess, bodyText, bytesOf } from '../body-guess.ts';
import { USE_RAW_BODY } from '../fixes.ts';
import { commonOrders, jsonOrders } from '../json-order.ts';
import {
  asIs,
  escapedHtml,
  escapedSlash,
  escapedUnicode,
  escapedUnicodeUpper,
  layouts,
  plainNumbers,
  unescapedSlash,
  unescapedUnicode,
  writers,
  type ScalarStyle,
} from '../json-style.ts';
import { readJsonText, reorder, writeJsonText, type JsonLayout, type JsonNode } from '../json-text.ts';
import type { Guess, Hypotheses, Scene } from '../scene.ts';

/** The same JSON, written in another way: escapes, white space, order of keys, numbers. */
export const bodyJson: Hypotheses = function* (scene) {
  const text = bodyText(scene)?.replace(/^\uFEFF/, '');
  if (text === undefined || !/^\s*["[{]/.test(text)) return;
  const root = readJsonText(text);
  if (root === undefined) return;
  yield* textChanges(scene, text);
  yield* doublyEncoded(scene, text);
  if (root.kind === 'scalar') return;
  const own: [JsonNode, string][] = [[root, '']];
  const ordered = () =>
    commonOrders.map(({ name, order }): [JsonNode, string] => [reorder(root, order), name]);
  // White space alone first: the most common by far. Then one writer at a time, then orders, then all of them together.
  yield* written(scene, text, own, [asIs], layouts);
  yield* written(scene, text, own, writers, layouts.slice(0, 4));
  yield* written(scene, text, ordered(), [asIs], layouts.slice(0, 3));
  yield* permuted(scene, text, root);
  yield* numbers(scene, text);
  yield* written(scene, text, [...own, ...ordered()], [...writers, plainNumbers], layouts);
};

/** Writing it costs so many times as much as hashing it. */
const WRITING_COST = 6;
const SEEN_LIMIT = 4000;
const seenTexts = new WeakMap<Scene, Set<string>>();

/** The candidates that were not tried before, with what sets them apart said in words. */
function* written(
  scene: Scene,
  text: string,
  trees: readonly [JsonNode, string][],
  styles: readonly ScalarStyle[],
  tried: typeof layouts,
): Iterable<Guess> {
  const seen = seenTexts.get(scene) ?? new Set([text]);
  seenTexts.set(scene, seen);
  for (const style of styles) {
    const scalar = memoized(style.write);
    for (const [tree, order] of trees) {
      for (const { name, layout } of tried) {
        if (!scene.work.spend(text.length * WRITING_COST)) return;
        const signed = writeJsonText(tree, layout, scalar);
        if (seen.has(signed) || seen.size > SEEN_LIMIT) continue;
        seen.add(signed);
        const words = [name, style.name, order].filter(Boolean).join(', ');
        yield jsonGuess(scene, causeOf(order, style), signed, `the same JSON ${words}`);
        yield jsonGuess(
          scene,
          causeOf(order, style),
          `${signed}\n`,
          `the same JSON ${words}, with a line feed at its end`,
        );
      }
    }
  }
}

const causeOf = (order: string, style: ScalarStyle): DiagnosisCause =>
  order === '' ? (style === plainNumbers ? 'body.numbers' : 'body.reserialized') : 'body.key_order';

const jsonGuess = (scene: Scene, cause: DiagnosisCause, signed: string, words: string): Guess =>
  bodyGuess(scene, cause, bytesOf(signed), {
    signed: words,
    fix: `The JSON was parsed and written again, which changes its bytes. ${USE_RAW_BODY}`,
  });

/** Escapes changed in the text as it is, with no other character touched. */
function* textChanges(scene: Scene, text: string): Iterable<Guess> {
  const styles: [DiagnosisCause, ScalarStyle][] = [
    ['body.escaped_slash', unescapedSlash],
    ['body.escaped_slash', escapedSlash],
    ['body.escaped_unicode', escapedUnicode],
    ['body.escaped_unicode', unescapedUnicode],
    ['body.escaped_unicode', escapedUnicodeUpper],
    ['body.escaped_unicode', escapedHtml],
    ['body.numbers', plainNumbers],
  ];
  for (const [cause, style] of styles) {
    const signed = rewriteScalars(text, style);
    if (signed === text) continue;
    yield jsonGuess(scene, cause, signed, `the same JSON ${style.name}`);
  }
  const cases: [RegExp, (digits: string) => string, string][] = [
    [/\\u([0-9a-f]{4})/gi, (digits) => digits.toLowerCase(), 'lower'],
    [/\\u([0-9a-f]{4})/gi, (digits) => digits.toUpperCase(), 'upper'],
  ];
  for (const [pattern, convert, which] of cases) {
    const signed = text.replace(pattern, (_, digits: string) => `\\u${convert(digits)}`);
    if (signed !== text) {
      yield jsonGuess(
        scene,
        'body.escaped_unicode',
        signed,
        `the same JSON with the digits of its escapes in ${which} case`,
      );
    }
  }
}

/** Each string and number of a JSON text written anew, all white space kept. */
const rewriteScalars = (text: string, style: ScalarStyle): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (raw) => style.write(raw));

function* doublyEncoded(scene: Scene, text: string): Iterable<Guess> {
  const fix = `The JSON was written as a string inside of JSON. ${USE_RAW_BODY}`;
  const once: unknown = text.trimStart().startsWith('"') ? JSON.parse(text) : undefined;
  if (typeof once === 'string') {
    yield bodyGuess(scene, 'body.double_encoded', bytesOf(once), {
      signed: 'the JSON before it was encoded as a JSON string',
      fix,
      hasDifference: false,
    });
  }
  yield bodyGuess(scene, 'body.double_encoded', bytesOf(JSON.stringify(text)), {
    signed: 'the body encoded once more, as a JSON string',
    fix,
    hasDifference: false,
  });
}

/** Objects with their keys in other orders, laid out as what came, or as the usual writers do. */
function* permuted(scene: Scene, text: string, root: JsonNode): Iterable<Guess> {
  const own = layouts.find(({ layout }) => writeJsonText(root, layout, asIs.write) === text.trim())?.layout;
  const usual: JsonLayout[] = [
    { comma: ',', colon: ':' },
    { comma: ', ', colon: ': ' },
  ];
  const tried =
    own === undefined
      ? usual
      : [own, ...usual.filter((layout) => layout.comma !== own.comma || own.indent !== undefined)];
  for (const tree of jsonOrders(root)) {
    for (const layout of tried) {
      if (!scene.work.spend(text.length * WRITING_COST)) return;
      const signed = writeJsonText(tree, layout, asIs.write);
      yield jsonGuess(scene, 'body.key_order', signed, 'the same JSON with its keys in another order');
    }
  }
}

/** One number at a time that lost its decimals when it was parsed: `10.0` became `10`. */
function* numbers(scene: Scene, text: string): Iterable<Guess> {
  const pattern = /(?<=[:[,]\s*)-?\d+(?:\.\d+)?(?=\s*[,\]}])/g;
  const found = [...text.matchAll(pattern)].slice(0, 60);
  const isWhole = (raw: string) => !raw.includes('.');
  const all = (suffix: string) => text.replace(pattern, (raw) => (isWhole(raw) ? raw + suffix : raw));
  const rewritten = [all('.0'), all('.00')];
  for (const { 0: raw, index } of found) {
    const forms = isWhole(raw) ? [`${raw}.0`, `${raw}.00`] : [`${raw}0`];
    for (const form of forms) rewritten.push(text.slice(0, index) + form + text.slice(index + raw.length));
  }
  for (const signed of rewritten) {
    yield jsonGuess(
      scene,
      'body.numbers',
      signed,
      'the same JSON with the decimals of a number that were lost when it was parsed',
    );
  }
}

/** Strings repeat: keys above all. */
function memoized(write: (raw: string) => string): (raw: string) => string {
  const known = new Map<string, string>();
  return (raw) => {
    const found = known.get(raw);
    if (found !== undefined) return found;
    const result = write(raw);
    known.set(raw, result);
    return result;
  };
}
