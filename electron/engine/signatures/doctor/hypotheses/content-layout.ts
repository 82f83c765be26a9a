import { parseForm } from '../../../../../shared/http/form.ts';
import type { DiagnosisCause } from '../../../../../shared/model/diagnosis.ts';
import { contentParts, joinParts, partsWords, type ContentPart } from '../content-parts.ts';
import { permutations } from '../permutations.ts';
import type { Guess, Hypotheses } from '../scene.ts';

const separators = ['.', ':', '', '|', ',', '\n', '-', '_', ';', ' ', '/', '\r\n', '&', '='];

/** More parts than these are not put in every order. */
const MAX_PERMUTED = 5;
/** What is signed of more pieces than these is no list of a few values. */
const MAX_PARTS = 24;

/** The right values, put together in another way. */
export const contentLayout: Hypotheses = function* ({ scheme, setting }) {
  const { message, claim } = setting;
  const content = attempt(() => scheme.content(message, claim));
  if (content === undefined) return;
  const parts = contentParts(content, message, claim);
  const expected = partsWords(parts);
  const guess = (cause: DiagnosisCause, other: readonly ContentPart[], sentence: string): Guess => ({
    cause,
    change: { content: joinParts(other) },
    explain: () => ({
      sentence,
      fix: `What is signed is ${expected}; put exactly this together, byte for byte, before you compute the signature.`,
      evidence: [
        { label: 'To be signed', value: expected },
        { label: 'Was signed', value: partsWords(other) },
      ],
    }),
  });

  const body: ContentPart = { name: 'body', text: Buffer.from(message.body).toString('latin1') };
  yield* urlAndForm(message.url, body, parts, guess);
  if (parts.length < 2 || parts.length > MAX_PARTS || isUrlAndForm(parts)) return;
  if (parts.some(({ name }) => name === 'body')) {
    yield guess(
      'content.part_left_out',
      [body],
      `The signature is that of the body alone; what has to be signed is ${expected}.`,
    );
  }
  const named = parts.filter(({ name }) => name !== undefined);
  for (const part of named) {
    for (const other of without(parts, part)) {
      yield guess(
        'content.part_left_out',
        other,
        `The signature leaves out the ${part.name ?? ''}: ${partsWords(other)} was signed, not ${expected}.`,
      );
    }
  }
  for (const separator of separators) {
    const other = parts.map((part) => (part.name === undefined ? { text: separator } : part));
    yield guess(
      'content.separator',
      other,
      `The parts that are signed were put together as ${partsWords(other)}, not as ${expected}.`,
    );
    const between = named.flatMap((part, index) => (index === 0 ? [part] : [{ text: separator }, part]));
    yield guess(
      'content.separator',
      between,
      `The parts that are signed were put together as ${partsWords(between)}, not as ${expected}.`,
    );
  }
  const method = parts.find(({ name }) => name === 'method');
  if (method !== undefined) {
    const other = parts.map((part) => (part === method ? { ...part, text: part.text.toLowerCase() } : part));
    yield guess('content.method_case', other, 'The signature has the method in lower case.');
  }
  if (named.length > MAX_PERMUTED) return;
  const own = parts.find(({ name }) => name === undefined)?.text ?? '';
  for (const order of permutations(named)) {
    for (const separator of new Set([own, '', '.', ':'])) {
      const other = order.flatMap((part, index) => (index === 0 ? [part] : [{ text: separator }, part]));
      yield guess(
        'content.order',
        other,
        `The parts that are signed were put together as ${partsWords(other)}, not as ${expected}.`,
      );
    }
  }
};

/** The parts without one of them, and without the separator after or before it. */
function without(parts: readonly ContentPart[], part: ContentPart): ContentPart[][] {
  const index = parts.indexOf(part);
  const bare = parts.filter((each) => each !== part);
  const after = parts[index + 1];
  const before = parts[index - 1];
  const neighbours = [after, before].filter((each) => each !== undefined && each.name === undefined);
  return [bare, ...neighbours.map((separator) => bare.filter((each) => each !== separator))];
}

const isUrlAndForm = (parts: readonly ContentPart[]) =>
  parts[0]?.name === 'url' && !parts.some(({ name }) => name === 'body');

/** Where the URL and a form's fields are signed, as Twilio does: what is made of them otherwise. */
function* urlAndForm(
  url: string,
  body: ContentPart,
  parts: readonly ContentPart[],
  guess: (cause: DiagnosisCause, parts: readonly ContentPart[], sentence: string) => Guess,
): Iterable<Guess> {
  if (!isUrlAndForm(parts)) return;
  const address: ContentPart = { name: 'url', text: url };
  const fields = parseForm(Buffer.from(body.text, 'latin1').toString('utf8'));
  const asLatin1 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
  const sorted = [...fields].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const byCase = [...fields].sort((a, b) => a.name.localeCompare(b.name));
  const all = (list: typeof fields, write: (field: (typeof fields)[number]) => string) =>
    asLatin1(list.map(write).join(''));
  const forms: [DiagnosisCause, string, string][] = [
    ['content.part_left_out', '', 'the URL alone, without the fields of the form'],
    [
      'content.order',
      all(fields, ({ name, value }) => name + value),
      'the URL and the fields in the order they came in, not sorted by name',
    ],
    [
      'content.order',
      all(byCase, ({ name, value }) => name + value),
      'the URL and the fields sorted without regard to case',
    ],
    ['content.separator', body.text, 'the URL and the raw body, not its fields'],
    [
      'content.separator',
      all(sorted, ({ rawName, rawValue }) => rawName + rawValue),
      'the URL and the fields with their escapes not decoded',
    ],
    [
      'content.separator',
      all(sorted, ({ name, value }) => `${name}=${value}`),
      'the URL and the fields with = between name and value',
    ],
    [
      'content.part_left_out',
      all(sorted, ({ value }) => value),
      'the URL and the values of the fields, without their names',
    ],
  ];
  for (const [cause, text, words] of forms) {
    yield guess(cause, [address, { name: 'fields', text }], `The signature is that of ${words}.`);
  }
  const onlyFields = all(sorted, ({ name, value }) => name + value);
  yield guess(
    'content.part_left_out',
    [{ name: 'fields', text: onlyFields }],
    'The signature is that of the fields alone, without the URL.',
  );
}

function attempt(make: () => Uint8Array): Uint8Array | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
