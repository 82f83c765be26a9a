import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Ready } from '../report.ts';

type Line = { type: string } & Record<string, unknown>;

/** A running `hookbench listen --json`, in a process of its own. */
export interface RunningCli extends Ready {
  child: ChildProcess;
  /** The first line, seen or still to come, for which this is true. */
  line(isWanted: (line: Line) => boolean): Promise<Line>;
  lines: Line[];
  /** What `POST {controlUrl}/commands/<name>` answers. */
  command(
    name: string,
    input?: unknown,
  ): Promise<{ status: number; ok: boolean; value: never; error: never }>;
  fetch(path: string): Promise<Response>;
  /** Ends it; resolves with its exit status, or the signal's name. */
  stop(signal?: NodeJS.Signals): Promise<number | string | null>;
  stderr(): string;
}

export interface Finished {
  status: number | string | null;
  stdout: string;
  stderr: string;
}

/** Without the tunnel's token, whatever the environment of the tests. */
function environment(more: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...process.env, NGROK_AUTHTOKEN: '', ...more };
}

/** Runs it to its end. */
export async function runCli(path: string, args: string[], env: NodeJS.ProcessEnv = {}): Promise<Finished> {
  const child = spawn(process.execPath, [path, ...args], {
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const texts = { stdout: '', stderr: '' };
  child.stdout.on('data', (chunk: Buffer) => (texts.stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (texts.stderr += chunk.toString()));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  return { status: code ?? signal, ...texts };
}

export async function startCli(
  path: string,
  args: string[],
  env: NodeJS.ProcessEnv = {},
): Promise<RunningCli> {
  const child = spawn(process.execPath, [path, 'listen', '--json', ...args], {
    env: environment(env),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = once(child, 'exit') as Promise<[number | null, string | null]>;
  const lines: Line[] = [];
  let stderr = '';
  let isOver = false;
  const watchers = new Set<() => void>();
  const look = () => {
    for (const watcher of watchers) watcher();
  };
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const reader = createInterface(child.stdout);
  reader.on('line', (text) => {
    lines.push(JSON.parse(text) as Line);
    look();
  });
  reader.on('close', () => {
    isOver = true;
    look();
  });

  const line = (isWanted: (line: Line) => boolean): Promise<Line> =>
    new Promise((resolve, reject) => {
      const watcher = () => {
        const found = lines.find(isWanted);
        if (found === undefined && !isOver) return;
        watchers.delete(watcher);
        if (found === undefined) reject(new Error(`hookbench ended first: ${stderr}`));
        else resolve(found);
      };
      watchers.add(watcher);
      watcher();
    });

  const ready = (await line(() => true)) as unknown as Ready;
  const headers = { Authorization: `Bearer ${ready.token}` };
  return {
    ...ready,
    child,
    line,
    lines,
    async command(name, input = {}) {
      const response = await fetch(`${ready.controlUrl}/commands/${name}`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify(input),
      });
      return {
        status: response.status,
        ...((await response.json()) as { ok: boolean; value: never; error: never }),
      };
    },
    fetch: (at) => fetch(`${ready.controlUrl}${at}`, { headers }),
    async stop(signal = 'SIGTERM') {
      child.kill(signal);
      const [code, name] = await ended;
      return code ?? name;
    },
    stderr: () => stderr,
  };
}
