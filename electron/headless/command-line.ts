import { parseArgs, type ParseArgsConfig } from 'node:util';
import { joinShellWords } from '../../shared/formats/ngrok/shell-commands.ts';
import { isNgrokCommand, parseNgrokCommand } from '../../shared/formats/ngrok-command.ts';
import { readTunnelFlags, tunnelFlags, type TunnelChoice } from './tunnel-flags.ts';

/** What `hookbench listen` was asked to do. What is absent was not said. */
export interface ListenOptions {
  host?: string;
  /** 0 takes any free port. */
  port?: number;
  dataDir?: string;
  controlPort: number;
  tunnel: TunnelChoice;
  forward?: { url: string; hostHeader?: string };
  /** An `ngrok` command whose effect this run is to have. */
  ngrokCommand?: string;
  isJson: boolean;
}

export type CommandLine =
  | { kind: 'listen'; options: ListenOptions }
  | { kind: 'help'; topic: 'hookbench' | 'listen' }
  | { kind: 'version' }
  /** `message` is one sentence that says what to do. */
  | { kind: 'wrong'; message: string };

const listenFlags = {
  port: { type: 'string' },
  host: { type: 'string' },
  'data-dir': { type: 'string' },
  'control-port': { type: 'string' },
  ...tunnelFlags,
  forward: { type: 'string' },
  'host-header': { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies ParseArgsConfig['options'];

type ListenFlag = keyof typeof listenFlags;
type Given = Partial<Record<ListenFlag, string>>;

class Wrong extends Error {}

/** Reads what follows `hookbench` on the command line. */
export function parseCommandLine(args: string[]): CommandLine {
  try {
    const [first, ...rest] = args;
    if (first === '--version' && rest.length === 0) return { kind: 'version' };
    if (first === '--help' || first === '-h' || first === 'help') return { kind: 'help', topic: 'hookbench' };
    const ngrok = findNgrok(first === 'listen' ? rest : args);
    if (ngrok !== undefined) return readNgrok(ngrok);
    if (first !== 'listen')
      throw new Wrong(`${nameWhatIsWrong(first)} hookbench --help shows what there is.`);
    const given = readFlags(rest);
    return given.help === undefined
      ? { kind: 'listen', options: readOptions(given) }
      : { kind: 'help', topic: 'listen' };
  } catch (error) {
    if (error instanceof Wrong) return { kind: 'wrong', message: error.message };
    throw error;
  }
}

/** `hookbench [flags] ngrok http 80`, and the same command as one argument. */
function findNgrok(args: string[]): { flags: string[]; command: string } | undefined {
  const { tokens } = parseArgs({ args, options: listenFlags, strict: false, tokens: true });
  const first = tokens.find(({ kind }) => kind === 'positional');
  if (first?.kind !== 'positional') return undefined;
  const flags = args.slice(0, first.index);
  if (first.value === 'ngrok') {
    const words = args.slice(first.index);
    return { flags, command: joinShellWords(words) };
  }
  const isWhole = /\s/.test(first.value) && isNgrokCommand(first.value) && args.length === first.index + 1;
  return isWhole ? { flags, command: first.value } : undefined;
}

function readNgrok({ flags, command }: { flags: string[]; command: string }): CommandLine {
  const parsed = parseNgrokCommand(command);
  if (parsed.kind === 'refused') throw new Wrong(parsed.message);
  const given = readFlags(flags);
  const doubled = (['tunnel', 'forward', 'host-header'] as const).find((flag) => given[flag] !== undefined);
  if (doubled !== undefined) throw new Wrong(`--${doubled} is what the ngrok command says: leave it out.`);
  return { kind: 'listen', options: { ...readOptions(given), ngrokCommand: command } };
}

function nameWhatIsWrong(first: string | undefined): string {
  if (first === undefined) return 'Say what to do, such as hookbench listen;';
  return `There is no ${first.startsWith('-') ? 'flag' : 'command'} ${first};`;
}

/** Lenient, because the sentences of the strict parser differ between versions of Node. */
function readFlags(args: string[]): Given {
  const { tokens } = parseArgs({ args, options: listenFlags, strict: false, tokens: true });
  const given: Given = {};
  for (const token of tokens) {
    if (token.kind === 'positional') {
      throw new Wrong(
        `hookbench listen takes no ${JSON.stringify(token.value)}; hookbench listen --help shows its flags.`,
      );
    }
    if (token.kind === 'option-terminator') continue;
    if (!isListenFlag(token.name)) {
      throw new Wrong(`There is no flag ${token.rawName}; hookbench listen --help shows what there is.`);
    }
    if (listenFlags[token.name].type === 'boolean') {
      if (token.value !== undefined)
        throw new Wrong(`${token.rawName} takes no value; leave out ${JSON.stringify(token.value)}.`);
      given[token.name] = '';
    } else {
      if (token.value === undefined || token.value === '') {
        throw new Wrong(`${token.rawName} needs a value; hookbench listen --help explains it.`);
      }
      given[token.name] = token.value;
    }
  }
  return given;
}

const isListenFlag = (name: string): name is ListenFlag => Object.hasOwn(listenFlags, name);

function readOptions(given: Given): ListenOptions {
  const { host, forward, port } = given;
  const hostHeader = given['host-header'];
  const dataDir = given['data-dir'];
  if (host !== undefined && !/^[A-Za-z0-9.:_-]{1,253}$/.test(host)) {
    throw new Wrong(
      '--host must be an address of this computer, such as 127.0.0.1, or 0.0.0.0 for all of them.',
    );
  }
  if (hostHeader !== undefined && forward === undefined) {
    throw new Wrong('--host-header changes forwarded requests: give --forward URL too.');
  }
  if (hostHeader !== undefined && !/^(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/.test(hostHeader)) {
    throw new Wrong(
      '--host-header must be a host name such as eshop.localhost, or rewrite to take it from --forward.',
    );
  }
  return {
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port: readPort('--port', port) }),
    ...(dataDir === undefined ? {} : { dataDir }),
    controlPort: readPort('--control-port', given['control-port'] ?? '0'),
    tunnel: readTunnel(given),
    ...(forward === undefined
      ? {}
      : { forward: { url: readUrl(forward), ...(hostHeader === undefined ? {} : { hostHeader }) } }),
    isJson: given.json !== undefined,
  };
}

function readPort(flag: string, text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (!(port <= 65_535)) throw new Wrong(`${flag} must be a number from 0 to 65535; 0 takes any free port.`);
  return port;
}

function readTunnel(given: Given): TunnelChoice {
  const named = Object.fromEntries(
    Object.entries(given).filter(([name]) => Object.hasOwn(tunnelFlags, name)),
  );
  const read = readTunnelFlags(named);
  if ('problem' in read) throw new Wrong(read.problem);
  return read.choice;
}

function readUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') {
    throw new Wrong(
      '--forward must be a URL that starts with http:// or https://, such as http://localhost:3000.',
    );
  }
  return text;
}
