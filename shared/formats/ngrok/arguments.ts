import { flags } from './flags.ts';

export interface GivenFlag {
  /** Without dashes, in lower case. */
  name: string;
  /** As it was written, dashes included. */
  written: string;
  /** Absent for a switch. */
  value?: string;
}

export interface NgrokArguments {
  given: GivenFlag[];
  positionals: string[];
  /** A flag that stands without the value it needs. */
  withoutValue?: string;
}

/**
 * Tells flags from the rest. ngrok 2 writes `-name value` and `-name=value`, ngrok 3 `--name`; text that went through a
 * word processor has dashes of other lengths.
 */
export function readArguments(words: readonly string[]): NgrokArguments {
  const result: NgrokArguments = { given: [], positionals: [] };
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? '';
    const match = /^(?:-{1,2}|[\u2010-\u2015\u2212]{1,2})([A-Za-z][\w-]*)(?:=(.*))?$/su.exec(word);
    const name = match?.[1]?.toLowerCase().replaceAll('_', '-');
    if (name === undefined) {
      if (word !== '--') result.positionals.push(word);
      continue;
    }
    const written = `${name.length === 1 ? '-' : '--'}${name}`;
    const inline = match?.[2];
    if (inline !== undefined) {
      result.given.push({ name, written, value: inline });
      continue;
    }
    const next = words[at + 1];
    if (takesNext(name, next)) {
      result.given.push({ name, written, value: next ?? '' });
      at += 1;
    } else if (flags[name]?.takesValue === true) {
      result.withoutValue ??= written;
    } else result.given.push({ name, written });
  }
  return result;
}

function takesNext(name: string, next: string | undefined): boolean {
  if (next === undefined || /^-{1,2}[A-Za-z]/.test(next)) return false;
  const flag = Object.hasOwn(flags, name) ? flags[name] : undefined;
  if (flag?.takesValue === true) return true;
  if (/^(?:true|false)$/i.test(next)) return true;
  // Of a flag that is not known, what follows is taken for its value unless it can be the address.
  return flag === undefined && !/^(?::?\d+|[\w.-]+:\d+|https?:\/\/.*)$/i.test(next);
}
