import { mkdtemp, rm, truncate, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { whatIsNotInstalled } from './lock-file.mjs';
import { whyNodeIsTooOld } from './node-version.mjs';
import { checkManifest, writeManifest } from './runtime-manifest.mjs';

describe('whyNodeIsTooOld', () => {
  it('takes 20.18 and newer', () => {
    for (const version of ['20.18.0', '20.20.2', '22.0.0', '24.11.1'])
      expect(whyNodeIsTooOld(version)).toBeUndefined();
    for (const version of ['20.17.9', '18.20.0', '8.0.0'])
      expect(whyNodeIsTooOld(version)).toContain(version);
  });
});

describe('whatIsNotInstalled', () => {
  const wanted = {
    packages: {
      '': {},
      'node_modules/a': { version: '1.0.0' },
      'node_modules/for-another-system': { version: '1.0.0', optional: true },
    },
  };

  it('finds nothing where all is there', () => {
    const installed = {
      'node_modules/a': { version: '1.0.0' },
      'node_modules/for-this-system': { version: '1.0.0', optional: true },
    };
    expect(whatIsNotInstalled(wanted, { packages: installed })).toEqual([]);
  });

  it('finds what to add, change and remove', () => {
    expect(whatIsNotInstalled(wanted, { packages: {} })).toEqual(['node_modules/a']);
    expect(
      whatIsNotInstalled(wanted, {
        packages: { 'node_modules/a': { version: '2.0.0' }, 'node_modules/b': { version: '1.0.0' } },
      }),
    ).toEqual(['node_modules/a', 'node_modules/b']);
  });
});

describe('checkManifest', () => {
  /** @type {string} */
  let folder;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'hookbench-runtime-'));
    await writeFile(join(folder, 'electron'), 'program');
    await writeFile(join(folder, 'data.pak'), 'data');
    await writeManifest(folder, 'electron');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('tells a whole runtime from none and from a damaged one', async () => {
    expect(await checkManifest(folder, 'electron')).toBe('whole');
    expect(await checkManifest(join(folder, 'none'), 'electron')).toBe('absent');
    await writeFile(join(folder, 'electron'), 'pr0gram');
    expect(await checkManifest(folder, 'electron')).toBe('damaged');
  });

  it('notices a file that is gone, cut short, or a missing manifest', async () => {
    await truncate(join(folder, 'data.pak'), 1);
    expect(await checkManifest(folder, 'electron')).toBe('damaged');
    await unlink(join(folder, 'data.pak'));
    expect(await checkManifest(folder, 'electron')).toBe('damaged');
    await unlink(join(folder, 'hookbench-runtime.json'));
    expect(await checkManifest(folder, 'electron')).toBe('damaged');
  });
});
