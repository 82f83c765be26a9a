import { findHeader, findHeaders } from '../../../../../shared/http/headers.ts';
import type { DiagnosisCause } from '../../../../../shared/model/diagnosis.ts';
import type { Header } from '../../../../../shared/model/header.ts';
import { headerLayout, withHeader, type HeaderLayout } from '../header-layout.ts';
import type { SignedMessage } from '../../scheme.ts';
import type { SigningScheme } from '../scene.ts';

/** A message whose headers are as the scheme expects them, and what was wrong with them. */
export interface Repair {
  cause: DiagnosisCause;
  message: SignedMessage;
  sentence: string;
  fix: string;
}

/** Headers under another name, with another label or prefix, in quotes, twice. */
export function* headerRepairs(scheme: SigningScheme, message: SignedMessage): Iterable<Repair> {
  const layout = headerLayout(scheme, message);
  const renamed = renameHeaders(message, layout);
  if (renamed !== undefined) yield renamed;
  const base = renamed?.message ?? message;
  const { signature } = layout;
  if (signature === undefined) return;
  for (const repair of valueRepairs(base, signature)) {
    yield renamed === undefined
      ? repair
      : { ...repair, sentence: `${renamed.sentence} ${repair.sentence}`, cause: renamed.cause };
  }
}

/** `HTTP_X_SLACK_SIGNATURE`, `Slack_Signature` and `x-slack-signature` are one name to whoever looks for it. */
const plainName = (name: string) =>
  name
    .toLowerCase()
    .replaceAll('_', '-')
    .replace(/^http-/, '')
    .replace(/^x-/, '');

function renameHeaders(message: SignedMessage, { names }: HeaderLayout): Repair | undefined {
  const missing = names.filter((name) => findHeader(message.headers, name) === undefined);
  const pairs = missing.flatMap((name): [string, Header][] => {
    const found =
      message.headers.find((header) => plainName(header.name) === plainName(name)) ??
      message.headers.find((header) => isKin(plainName(header.name), plainName(name)));
    return found === undefined ? [] : [[name, found]];
  });
  if (pairs.length === 0) return undefined;
  const repaired = pairs.reduce((done, [name, { value }]) => withHeader(done, name, value), message);
  const list = pairs.map(([name, found]) => `${found.name}, not ${name}`).join('; ');
  return {
    cause: 'header.name',
    message: repaired,
    sentence: `The signature is right but came in a header of another name: ${list}.`,
    fix: `Send and read ${pairs.map(([name]) => name).join(', ')}: a proxy or a framework renames it, or it was written wrongly.`,
  };
}

/** The same last word, such as `signature`, and another word in common: or a header of a related family. */
function isKin(found: string, wanted: string): boolean {
  const foundWords = found.split('-');
  const wantedWords = wanted.split('-');
  if (['webhook', 'svix'].includes(wantedWords[0] ?? '')) {
    return /^(webhook|svix|standard-webhooks?)-/.test(found) && foundWords.at(-1) === wantedWords.at(-1);
  }
  const shared = wantedWords.filter((word) => word.length > 2 && foundWords.includes(word));
  return (
    shared.length >= Math.min(2, wantedWords.length) && foundWords.some((word) => word === wantedWords.at(-1))
  );
}

/** The header is there, but its value is not of the scheme's form, or not only. */
function* valueRepairs(
  message: SignedMessage,
  { name, before }: NonNullable<HeaderLayout['signature']>,
): Iterable<Repair> {
  const values = findHeaders(message.headers, name);
  if (values.length > 1) {
    for (const [index, value] of values.entries()) {
      yield {
        cause: 'header.duplicated',
        message: withHeader(message, name, value),
        sentence: `The ${name} header came ${values.length} times; number ${index + 1} is right.`,
        fix: `Send ${name} once: something adds it a second time instead of replacing it.`,
      };
    }
  }
  const [value = ''] = values;
  if (value === '') return;
  const repair = (cause: DiagnosisCause, repaired: string, what: string, fix: string): Repair => ({
    cause,
    message: withHeader(message, name, repaired),
    sentence: `The signature is right but the ${name} header ${what}.`,
    fix,
  });
  const bare = value.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (bare !== value) {
    yield repair(
      'header.format',
      bare,
      'has quotes or white space around its value',
      'Send the value as it is, without quotes.',
    );
  }
  const decoded = decodeOnce(bare);
  if (decoded !== bare) {
    yield repair(
      'header.format',
      decoded,
      'is percent-encoded',
      'Send the value as it is, not percent-encoded.',
    );
  }
  yield* labels(bare, before, name, repair);
  const parts = bare.split(/,\s*|;\s*|\s+/).filter(Boolean);
  const halves = new Set(parts.filter((part, index) => parts.indexOf(part) === index));
  if (parts.length > 1) {
    for (const part of halves) {
      yield repair(
        'header.duplicated',
        part,
        `has ${parts.length} values in one; one of them is right`,
        `Send ${name} once: something joins two headers of this name with a comma.`,
      );
    }
    const middle = [/,(?=\s*t=)/, /,\s(?=\S)/];
    for (const pattern of middle) {
      for (const part of bare.split(pattern)) {
        if (part !== bare) {
          yield repair(
            'header.duplicated',
            part.trim(),
            'has two values in one; one of them is right',
            `Send ${name} once: something joins two headers of this name with a comma.`,
          );
        }
      }
    }
  }
  const swapped = [
    bare.replaceAll(';', ','),
    bare.replaceAll(',', ';'),
    bare.replaceAll(', ', ','),
    bare.replaceAll(/\s+/g, ''),
  ];
  for (const other of swapped) {
    if (other !== bare)
      yield repair(
        'header.format',
        other,
        'has other separators between its parts',
        'Keep the separators of the header as the sender writes them.',
      );
  }
}

type MakeRepair = (cause: DiagnosisCause, repaired: string, what: string, fix: string) => Repair;

/** `v0=` where `v1=` belongs, `sha1=` where `sha256=` does, or no label at all. */
function* labels(bare: string, before: string, name: string, repair: MakeRepair): Iterable<Repair> {
  // Of `t=0,v1=` only the label: what stands before it is another part.
  const label = /[^,;\s]*$/.exec(before.replace(/,$/, ''))?.[0] ?? '';
  const mark = before.endsWith(',') ? ',' : '';
  const wanted = label + mark;
  if (wanted === '') {
    const prefixed = /^(?:sha\d+|v\d+[a-z]?|hmac[- ]?\w*|bearer|h\d)[=,:\s]\s*(.+)$/i.exec(bare);
    if (prefixed?.[1] !== undefined) {
      yield repair(
        'header.prefix',
        prefixed[1],
        `has a prefix before the signature that does not belong there: ${bare.slice(0, bare.length - prefixed[1].length)}`,
        'Send the signature alone, without a prefix.',
      );
    }
    return;
  }
  const isList = before !== wanted;
  if (!bare.includes(wanted)) {
    const others = [...bare.matchAll(/(?<=^|[,;\s])([A-Za-z]+\d*[a-z]?)([=,:])/g)].map(([found]) => found);
    for (const found of new Set(others)) {
      if (/^ts?[=:]$/i.test(found)) continue;
      yield repair(
        'header.version',
        bare.replaceAll(found, wanted),
        `has it under ${found.slice(0, -1)}, where ${wanted.slice(0, -1)} belongs`,
        `Take the signature under ${wanted.slice(0, -1)}; another label is another version of the scheme.`,
      );
    }
    if (!isList) {
      yield repair(
        'header.prefix',
        wanted + bare,
        `lacks the prefix ${wanted} before the signature`,
        `Send the whole value, with ${wanted} before the signature.`,
      );
    }
    const lower = bare.replace(
      /(^|[,;\s])([A-Za-z]+\d*)=/g,
      (_, start: string, found: string) => `${start}${found.toLowerCase()}=`,
    );
    if (lower !== bare)
      yield repair(
        'header.format',
        lower,
        'has its labels in upper case',
        `Keep the case of the labels in ${name}.`,
      );
    return;
  }
  // The label is there, but another one holds what fits.
  const parts = [...bare.matchAll(/(?<=^|[,;\s])([A-Za-z]+\d*[a-z]?)([=,])/g)].map(([found]) => found);
  for (const found of new Set(parts)) {
    if (found === wanted || /^ts?[=,]$/i.test(found)) continue;
    const separator = isList ? (before.includes(';') ? ';' : ',') : mark === '' ? ',' : ' ';
    const kept = bare
      .split(separator)
      .map((part) => part.trim())
      .filter((part) => !part.startsWith(wanted));
    yield repair(
      'header.version',
      kept.join(separator).replaceAll(found, wanted),
      `has the one that fits under ${found.slice(0, -1)}, not under ${wanted.slice(0, -1)}`,
      `Take the signature under ${wanted.slice(0, -1)}; ${found.slice(0, -1)} is another version of the scheme.`,
    );
  }
}

function decodeOnce(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
