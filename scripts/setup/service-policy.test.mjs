import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { withoutStartingServices } from './service-policy.mjs';

/** @type {string} */
let folder;
/** @type {string} */
let policy;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hookbench-policy-'));
  policy = join(folder, 'policy-rc.d');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('forbids services to start while it installs, and only then', async () => {
  await withoutStartingServices(async () => {
    expect(() => execFileSync(policy, ['ssh', 'start'])).toThrow(expect.objectContaining({ status: 101 }));
    await Promise.resolve();
  }, policy);
  expect(existsSync(policy)).toBe(false);
  await expect(
    withoutStartingServices(() => Promise.reject(new Error('no network')), policy),
  ).rejects.toThrow('no network');
  expect(existsSync(policy)).toBe(false);
});

it('leaves a policy of the machine alone', async () => {
  await writeFile(policy, 'mine');
  await withoutStartingServices(() => Promise.resolve(), policy);
  expect(await readFile(policy, 'utf8')).toBe('mine');
});
