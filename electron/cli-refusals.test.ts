import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildCli, type BuiltCli } from './headless/testing/build-cli.ts';
import { freePort, receiver } from './headless/testing/receiver.ts';
import { runCli, startCli, type RunningCli } from './headless/testing/run-cli.ts';

/** What the built command answers when it does not run: help, and one sentence when it can't. */

// A process is started for each; on a busy machine that takes a while.
vi.setConfig({ testTimeout: 30_000 });

let cli: BuiltCli;
let dataDir: string;
const running: RunningCli[] = [];

beforeAll(async () => {
  cli = await buildCli();
}, 60_000);
afterAll(() => cli.remove());

beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hookbench-'));
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop('SIGKILL')));
  await rm(dataDir, { recursive: true });
});

const start = async (...args: string[]): Promise<RunningCli> => {
  const one = await startCli(cli.path, ['--port', '0', '--data-dir', dataDir, ...args]);
  running.push(one);
  return one;
};

describe('asked for something short', () => {
  test('help and version', async () => {
    const help = await runCli(cli.path, ['--help']);
    expect([help.status, help.stderr]).toEqual([0, '']);
    expect(help.stdout).toContain('hookbench listen');
    const listenHelp = await runCli(cli.path, ['listen', '--help']);
    for (const flag of [
      'port',
      'host',
      'data-dir',
      'control-port',
      'tunnel',
      'forward',
      'host-header',
      'json',
    ]) {
      expect(listenHelp.stdout).toContain(`--${flag}`);
    }
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../package.json'), 'utf8')) as {
      version: string;
    };
    expect(await runCli(cli.path, ['--version'])).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
  });

  test.each([
    [['listen', '--prot', '1']],
    [['listen', '--port', 'x']],
    [['listen', '--tunnel', 'carrier-pigeon']],
    [[]],
  ])('%j: exit status 2, one sentence, nothing on standard output', async (args) => {
    const { status, stdout, stderr } = await runCli(cli.path, args);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^hookbench: [^\n]+\.\n$/);
  });

  test.skipIf(process.platform === 'win32')('the built file runs by itself', async () => {
    expect(readFileSync(cli.path, 'utf8')).toMatch(/^#!\/usr\/bin\/env node\n/);
    chmodSync(cli.path, 0o755);
    const child = spawn(cli.path, ['--version']);
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});

describe('what can not start says why in one sentence, with exit status 1', () => {
  const refused = async (...args: string[]) => {
    const { status, stdout, stderr } = await runCli(cli.path, [
      'listen',
      '--json',
      '--data-dir',
      dataDir,
      ...args,
    ]);
    expect([status, stdout]).toEqual([1, '']);
    expect(stderr.split('\n').filter((line) => line.startsWith('hookbench: '))).toHaveLength(1);
    expect(stderr).not.toMatch(/^\s+at /m);
    return stderr;
  };

  test('a capture or control port that is taken', async () => {
    const taken = await receiver();
    const port = new URL(taken.url).port;
    expect(await refused('--port', port)).toContain(port);
    expect(await refused('--port', '0', '--control-port', port)).toContain(`Port ${port} is taken`);
    expect(await readdir(dataDir)).not.toContain('hookbench.lock');
    taken.close();
  });

  test('a folder that another one uses, which goes on undisturbed', async () => {
    const one = await start();
    expect(await refused('--port', '0')).toContain(`Another Hookbench uses this folder (pid ${one.pid})`);
    expect((await fetch(one.captureUrl)).status).toBe(200);
  });

  test('a forward to itself', async () => {
    const port = String(await freePort());
    expect(await refused('--port', port, '--forward', `http://localhost:${port}/x`)).toContain('itself');
  });

  test('a folder that is a file', async () => {
    const { status, stderr } = await runCli(cli.path, ['listen', '--port', '0', '--data-dir', cli.path]);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^hookbench: The data folder can't be used .*--data-dir\.\n$/);
  });
});
