import { splitShellCommands } from './shell-commands.ts';

/** What runs another command and may stand before `ngrok`. */
const wrappers = new Set([
  'sudo',
  'doas',
  'env',
  'nohup',
  'exec',
  'time',
  'winpty',
  'start',
  'npx',
  'pnpm',
  'pnpx',
  'yarn',
  'bunx',
  'docker',
  'podman',
]);

/** A command that runs ngrok: its arguments, and what its environment says. */
export interface NgrokWords {
  words: string[];
  /** `NGROK_AUTHTOKEN=… ngrok http 80`. */
  authtoken?: string;
}

/** The first command in a text that runs ngrok, under any path: `./ngrok`, `C:\tools\ngrok.exe`, `sudo ngrok`. */
export function findNgrokWords(text: string): NgrokWords | undefined {
  for (const command of splitShellCommands(text)) {
    const at = command.findIndex(isNgrok);
    const before = command.slice(0, Math.max(at, 0));
    if (at === -1 || !mayPrecede(before)) continue;
    const variable = before
      .map((word) => /^NGROK_AUTHTOKEN=(\S+)$/.exec(word)?.[1])
      .find((token) => token !== undefined);
    return { words: command.slice(at + 1), ...(variable === undefined ? {} : { authtoken: variable }) };
  }
  return undefined;
}

function isNgrok(word: string): boolean {
  const name = word.replace(/^.*[\\/](?!ngrok:)/, '');
  return (
    /^ngrok(?:[-_]?v?\d)?(?:\.exe|\.cmd)?$/i.test(name) ||
    /^(?:docker\.io\/)?ngrok\/ngrok(?::[\w.-]+)?$/.test(word)
  );
}

/** `brew install ngrok` runs something else. */
function mayPrecede(words: string[]): boolean {
  const [first] = words;
  return first === undefined || wrappers.has(first) || /^[A-Za-z_]\w*=/.test(first);
}
