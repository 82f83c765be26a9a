import { mkdir, mkdtemp, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { isBuilt, sourcesStamp, writeBuildStamp } from './build-stamp.mjs';

/** @type {string} */
let repository;
beforeEach(async () => {
  repository = await mkdtemp(join(tmpdir(), 'hookbench-build-'));
  await mkdir(join(repository, 'electron', 'app'), { recursive: true });
  await mkdir(join(repository, 'out'));
  await writeFile(join(repository, 'electron', 'app', 'window.ts'), 'one');
});
afterEach(() => rm(repository, { recursive: true, force: true }));

it('asks for a build until there is one of the sources as they are', async () => {
  expect(isBuilt(repository)).toBe(false);
  writeBuildStamp(repository, sourcesStamp(repository));
  expect(isBuilt(repository)).toBe(true);

  await writeFile(join(repository, 'electron', 'app', 'window.test.ts'), 'a test is in no build');
  expect(isBuilt(repository)).toBe(true);
  await writeFile(join(repository, 'electron', 'main.ts'), 'new');
  expect(isBuilt(repository)).toBe(false);
});

it('notices a change that keeps the size', async () => {
  writeBuildStamp(repository, sourcesStamp(repository));
  await utimes(join(repository, 'electron', 'app', 'window.ts'), 1, 1);
  expect(isBuilt(repository)).toBe(false);
});
