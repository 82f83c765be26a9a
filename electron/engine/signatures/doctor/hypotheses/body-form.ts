import { parseForm, type FormPair } from '../../../../../shared/http/form.ts';
import { bodyGuess, bodyText, bytesOf, contentType } from '../body-guess.ts';
import type { Hypotheses } from '../scene.ts';
import { USE_RAW_BODY } from '../fixes.ts';
import { permutations } from '../permutations.ts';

/** More fields are not put in every order. */
const MAX_PERMUTED = 6;

/** A form written anew: its escapes, the order and the number of its fields. */
export const bodyForm: Hypotheses = function* (scene) {
  const text = bodyText(scene);
  if (text === undefined || !looksLikeForm(text, contentType(scene))) return;
  const pairs = parseForm(text);
  const said = (signed: string) => ({
    signed,
    fix: `The form was decoded and encoded again. ${USE_RAW_BODY}`,
  });

  for (const [signed, words] of escapings(text, pairs)) {
    if (signed !== text) yield bodyGuess(scene, 'body.form_encoding', bytesOf(signed), said(words));
  }
  const payload = pairs.find(({ name, value }) => name === 'payload' && /^[[{]/.test(value));
  const only = payload ?? (pairs.length === 1 ? pairs[0] : undefined);
  if (only !== undefined) {
    yield bodyGuess(scene, 'body.form_field', bytesOf(only.value), {
      signed: `the value of the field “${only.name}” alone, not of the whole form`,
      fix: `The whole body is signed, ${only.name}= and its escapes with it. ${USE_RAW_BODY}`,
      hasDifference: false,
    });
  }
  yield bodyGuess(scene, 'body.form_field', bytesOf(JSON.stringify(toObject(pairs))), {
    signed: 'the form as JSON',
    fix: `The form was parsed and written as JSON. ${USE_RAW_BODY}`,
    hasDifference: false,
  });

  const write = (each: readonly FormPair[]) => each.map(rawPair).join('&');
  const byName = [...pairs].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const orders: [FormPair[], string][] = [
    [byName, 'the form with its fields sorted by name'],
    [[...byName].reverse(), 'the form with its fields sorted by name, the last first'],
    [[...pairs].reverse(), 'the form with its fields in reverse order'],
  ];
  for (const [order, words] of orders) {
    const signed = write(order);
    if (signed !== text) yield bodyGuess(scene, 'body.form_order', bytesOf(signed), said(words));
  }
  yield* fieldChanges(scene, pairs, write);
  if (pairs.length <= MAX_PERMUTED) {
    for (const order of permutations(pairs)) {
      yield bodyGuess(
        scene,
        'body.form_order',
        bytesOf(write(order)),
        said('the form with its fields in another order'),
      );
    }
  }
};

/** A field more, a field less, a field twice. */
function* fieldChanges(
  scene: Parameters<Hypotheses>[0],
  pairs: readonly FormPair[],
  write: (pairs: readonly FormPair[]) => string,
): ReturnType<Hypotheses> {
  const firsts = pairs.filter(({ name }, index) => pairs.findIndex((other) => other.name === name) === index);
  const lasts = pairs.filter(
    ({ name }, index) => pairs.findLastIndex((other) => other.name === name) === index,
  );
  for (const [kept, which] of [
    [firsts, 'first'],
    [lasts, 'last'],
  ] as const) {
    if (kept.length === pairs.length) continue;
    const twice = [...new Set(pairs.filter((pair) => !kept.includes(pair)).map(({ name }) => name))].join(
      ', ',
    );
    yield bodyGuess(scene, 'body.duplicated_parameter', bytesOf(write(kept)), {
      signed: `the form with only the ${which} of the values of ${twice}, which came more than once`,
      fix: `Send each of ${twice} once, or keep all their values: a parser that knows one value a name loses the others.`,
    });
  }
  if (firsts.length < pairs.length) {
    const joined = firsts.map((pair) => ({
      ...pair,
      rawValue: pairs
        .filter(({ name }) => name === pair.name)
        .map(({ rawValue }) => rawValue)
        .join(','),
    }));
    yield bodyGuess(scene, 'body.duplicated_parameter', bytesOf(write(joined)), {
      signed: 'the form with the values of a repeated field joined by commas',
      fix: 'Keep each value of a repeated field by itself; your framework joins them.',
    });
  }
  const filled = pairs.filter(({ rawValue }) => rawValue !== '');
  if (filled.length < pairs.length && filled.length > 0) {
    yield bodyGuess(scene, 'body.form_field', bytesOf(write(filled)), {
      signed: 'the form without its empty fields',
      fix: 'Keep empty fields: they are signed as well. Something drops or turns them to null.',
    });
  }
  const trimmed = pairs.map((pair) => ({ ...pair, rawValue: encodeURIComponent(pair.value.trim()) }));
  yield bodyGuess(scene, 'body.form_field', bytesOf(write(trimmed)), {
    signed: 'the form with the white space around its values removed',
    fix: 'Do not trim the values before verifying: a middleware (Laravel’s TrimStrings, for one) does.',
  });
  for (const [index, pair] of pairs.slice(0, 40).entries()) {
    yield bodyGuess(scene, 'body.form_field', bytesOf(write(pairs.toSpliced(index, 1))), {
      signed: `the form without its field “${pair.name.slice(0, 60)}”`,
      fix: `Find what adds ${pair.name.slice(0, 60)} to the form, or leaves it out where the signature is made: all fields are signed.`,
    });
  }
}

const looksLikeForm = (text: string, type: string) =>
  type.includes('application/x-www-form-urlencoded') || /^[\w%.+-]+=[^\s]*$/.test(text);

const rawPair = ({ rawName, rawValue, hasValue }: FormPair) =>
  hasValue ? `${rawName}=${rawValue}` : rawName;

const toObject = (pairs: readonly FormPair[]) =>
  Object.fromEntries(pairs.map(({ name, value }) => [name, value]));

function escapings(text: string, pairs: readonly FormPair[]): [string, string][] {
  const written = (encode: (value: string) => string) =>
    pairs
      .map(({ name, value, hasValue }) => (hasValue ? `${encode(name)}=${encode(value)}` : encode(name)))
      .join('&');
  const component = (value: string) => encodeURIComponent(value);
  const strict = (value: string) => component(value).replace(/[!'()*]/g, percent);
  const lower = (value: string) => value.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
  const upper = (value: string) => value.replace(/%[0-9a-f]{2}/gi, (escape) => escape.toUpperCase());
  const whatwg = (value: string) => new URLSearchParams([['', value]]).toString().slice(1);
  return [
    [text.replaceAll('+', '%20'), 'the form with its spaces as %20, where what came has +'],
    [text.replaceAll('%20', '+'), 'the form with its spaces as +, where what came has %20'],
    [lower(text), 'the form with its percent escapes in lower case'],
    [upper(text), 'the form with its percent escapes in upper case'],
    [written(whatwg), 'the form as browsers encode it'],
    [written(component), 'the form as encodeURIComponent encodes it'],
    [written(strict), 'the form as RFC 3986 encodes it (PHP’s rawurlencode)'],
    [
      written((value) => strict(value).replaceAll('%20', '+')),
      'the form as PHP’s http_build_query encodes it',
    ],
    [
      written((value) => strict(value).replaceAll('%20', '+').replaceAll('%7E', '~')),
      'the form as Python’s urlencode encodes it',
    ],
    [written((value) => lower(whatwg(value))), 'the form as .NET encodes it, with its escapes in lower case'],
    [written((value) => value), 'the form with its escapes decoded'],
    [text.replaceAll('+', ' '), 'the form with its + as spaces'],
  ];
}

const percent = (char: string) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;
