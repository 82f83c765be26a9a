import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { missingCommands } from './commands.mjs';

/** @type {string} */
let folder;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookbench-commands-'));
  for (const name of ['bin', 'sbin']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'bin', 'curl'), '');
  await writeFile(join(folder, 'sbin', 'sshd'), '');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('finds commands on PATH, and servers beside it', () => {
  const path = ['', join(folder, 'none'), join(folder, 'bin')].join(delimiter);
  expect(missingCommands(['curl', 'sshd', 'apache2'], path, [join(folder, 'sbin')])).toEqual(['apache2']);
  expect(missingCommands(['curl', 'sshd'], path, [])).toEqual(['sshd']);
  expect(missingCommands(['curl'], '', [])).toEqual(['curl']);
});
