import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DataDirInUse, lockDataDir } from './data-dir-lock.ts';
import { buildEntry } from './testing/build-entry.ts';

let folder: string;
let lock: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookbench-'));
  lock = join(folder, 'hookbench.lock');
});
afterEach(() => rm(folder, { recursive: true }));

test('the folder is made, held, and given back', () => {
  const inner = join(folder, 'made', 'here');
  const release = lockDataDir(inner);
  expect(readFileSync(join(inner, 'hookbench.lock'), 'utf8')).toContain(String(process.pid));
  release();
  release();
  expect(readdirSync(inner)).toEqual([]);
  lockDataDir(inner)();
});

test('a second engine is refused and told who has the folder, the first stays', () => {
  const release = lockDataDir(folder);
  expect(() => lockDataDir(folder)).toThrow(new DataDirInUse(process.pid));
  expect(() => lockDataDir(join(folder, '.'))).toThrow(DataDirInUse);
  expect(readdirSync(folder)).toEqual(['hookbench.lock']);
  release();
  expect(existsSync(lock)).toBe(false);
});

test('the lock of another process holds while it lives, and is taken over when it was killed', async () => {
  const program = join(folder, 'holder.ts');
  writeFileSync(
    program,
    `import { lockDataDir } from ${JSON.stringify(join(import.meta.dirname, 'data-dir-lock.ts'))};
     lockDataDir(process.argv[2] ?? '');
     process.stdout.write('held');
     setInterval(() => {}, 1000);`,
  );
  const dataDir = join(folder, 'data');
  const holder = spawn(process.execPath, [await buildEntry(program), dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(holder.stdout, 'data');
  expect(() => lockDataDir(dataDir)).toThrow(new DataDirInUse(holder.pid ?? 0));
  holder.kill('SIGKILL');
  await once(holder, 'exit');
  const release = lockDataDir(dataDir);
  expect(readdirSync(dataDir)).toEqual(['hookbench.lock']);
  release();
});

test.each([
  ['a process that is gone', '{"pid":2147483646}'],
  ['this very pid, from before', `{"pid":${process.pid}}`],
  ['half a lock', '{"pid":'],
  ['no lock at all', 'null'],
  ['an impossible pid', '{"pid":0}'],
])('%s does not keep anyone out', (_name, content) => {
  writeFileSync(lock, content);
  const release = lockDataDir(folder);
  expect(JSON.parse(readFileSync(lock, 'utf8'))).toMatchObject({ pid: process.pid });
  release();
});

test.runIf(process.platform === 'linux')(
  'a pid that now belongs to another process does not keep anyone out',
  () => {
    writeFileSync(lock, JSON.stringify({ pid: process.ppid, startedAt: 'another boot/1' }));
    lockDataDir(folder)();
    writeFileSync(lock, JSON.stringify({ pid: process.ppid }));
    expect(() => lockDataDir(folder)).toThrow(new DataDirInUse(process.ppid));
  },
);

test('a lock that someone else took meanwhile is left to them', () => {
  const release = lockDataDir(folder);
  writeFileSync(lock, '{"pid":1}');
  release();
  expect(readFileSync(lock, 'utf8')).toBe('{"pid":1}');
});
