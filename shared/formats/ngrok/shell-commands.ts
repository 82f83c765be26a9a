/**
 * Takes a pasted command line apart, whichever shell it was written for: bash and zsh, cmd.exe, PowerShell. Where their
 * rules differ the reading is chosen that fits commands as people write them: a backslash before a letter is part of a
 * Windows path, before anything else it escapes.
 */

/** One command: its words, without quotes. */
export type ShellCommand = string[];

/** What of a shell's syntax ends a command. The rest of the line is another command, or redirects output. */
const enders = new Set(['&', '|', ';', '<', '>']);

/** Characters that `\`, `^` and the backtick take their meaning from. */
const escapable = /[\s"'`\\$&|;<>()*?!#^{}[\]~=]/;

const openingQuotes: Record<string, string> = {
  '"': '"',
  "'": "'",
  '“': '”',
  '‘': '’',
  '„': '“',
  '”': '”',
  '’': '’',
};

/** What stands before the command on a copied line: `$ `, `C:\shop>`, `PS C:\>`, `me@host:~$ `. */
const prompts =
  /^\s*(?:(?:PS )?[A-Za-z]:\\[^>\n]{0,200}>|PS>|(?:\([\w.-]{1,60}\) ?)?[\w.-]{1,60}@[\w.-]{1,60}[^$#%\n]{0,200}[$#%]|~?[$%#❯➜»>])\s*/u;

/** Every command in the text, in order. Never throws: a quote that is not closed ends with the text. */
export function splitShellCommands(text: string): ShellCommand[] {
  return joinLines(text)
    .split('\n')
    .flatMap((line) => splitLine(line.replace(prompts, '')));
}

/** One line that `splitShellCommands` takes apart into these words again; a line break in one becomes a space. */
export const joinShellWords = (words: readonly string[]): string =>
  words
    .map((word) =>
      /^[A-Za-z0-9_/.,@+:=-]+$/.test(word)
        ? word
        : `"${word.replace(/[\r\n]+/g, ' ').replace(/["\\$`]/g, '\\$&')}"`,
    )
    .join(' ');

/** Lines that end in `\` (bash), `^` (cmd) or a backtick (PowerShell) go on in the next. */
function joinLines(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/(?:^|(?<=\s))[\\^`][ \t]*\n\s*/g, ' ')
    .replace(/[\\^`]\n/g, '');
}

function splitLine(line: string): ShellCommand[] {
  const commands: ShellCommand[] = [];
  let words: ShellCommand = [];
  let word: string | undefined;
  const endWord = () => {
    if (word !== undefined) words.push(word);
    word = undefined;
  };
  const endCommand = () => {
    endWord();
    if (words.length > 0) commands.push(words);
    words = [];
  };

  let at = 0;
  while (at < line.length) {
    const character = line.charAt(at);
    const next = line.charAt(at + 1);
    const closing = openingQuotes[character];
    if (closing !== undefined) {
      const quoted = readQuoted(line, at + 1, character, closing);
      word = (word ?? '') + quoted.text;
      at = quoted.end;
    } else if (/\s/.test(character)) {
      endWord();
      at += 1;
    } else if (character === '#' && word === undefined) {
      break;
    } else if (enders.has(character)) {
      // The file descriptor of `2>&1` is no word.
      if (word !== undefined && /^\d$/.test(word) && '<>'.includes(character)) word = undefined;
      endCommand();
      // Where to or from belongs to the redirection.
      if ('<>'.includes(character)) at = endOfRedirection(line, at);
      at += 1;
    } else if ('\\^`'.includes(character) && next !== '' && escapable.test(next)) {
      word = (word ?? '') + next;
      at += 2;
    } else {
      word = (word ?? '') + character;
      at += 1;
    }
  }
  endCommand();
  return commands;
}

/** `end` is behind the closing quote. */
function readQuoted(
  line: string,
  start: number,
  opening: string,
  closing: string,
): { text: string; end: number } {
  let text = '';
  let at = start;
  while (at < line.length) {
    const character = line.charAt(at);
    const next = line.charAt(at + 1);
    if (character === closing) return { text, end: at + 1 };
    const isEscape =
      opening === '"' && ((character === '\\' && /["\\$`]/.test(next)) || (character === '`' && next !== ''));
    text += isEscape ? next : character;
    at += isEscape ? 2 : 1;
  }
  return { text, end: at };
}

function endOfRedirection(line: string, at: number): number {
  const rest = /^[<>]+&?\s*(?:"[^"]*"|'[^']*'|[^\s&|;<>]*)/.exec(line.slice(at));
  return at + (rest?.[0].length ?? 1) - 1;
}
