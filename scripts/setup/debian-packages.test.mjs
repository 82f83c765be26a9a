import { describe, expect, it } from 'vitest';
import { TEST_PROGRAMS } from './commands.mjs';
import { packageNamesFor, parseMissingLibraries, parseOsRelease } from './debian-packages.mjs';

const BOOKWORM = parseOsRelease('PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n');
const NOBLE = parseOsRelease('NAME="Ubuntu"\nVERSION_ID="24.04"\nID=ubuntu\nID_LIKE=debian\n');

describe('parseOsRelease', () => {
  it('knows Debian and what is made from it', () => {
    expect(BOOKWORM).toEqual({ isDebianLike: true, hasT64Names: false });
    expect(NOBLE).toEqual({ isDebianLike: true, hasT64Names: true });
    expect(parseOsRelease('ID=debian\n').hasT64Names).toBe(true);
    expect(parseOsRelease('ID=linuxmint\nID_LIKE="ubuntu debian"\n').isDebianLike).toBe(true);
    expect(parseOsRelease('ID=fedora\nVERSION_ID=42\n').isDebianLike).toBe(false);
  });
});

describe('parseMissingLibraries', () => {
  it('names each missing library once', () => {
    const output = [
      '/x/electron:',
      '\tlinux-vdso.so.1 (0x00007ffd)',
      '\tlibffmpeg.so => /x/libffmpeg.so (0x00007f)',
      '\tlibgtk-3.so.0 => not found',
      '\tlibnss3.so => not found',
      '/x/libEGL.so:',
      '\tlibnss3.so => not found',
    ].join('\n');
    expect(parseMissingLibraries(output)).toEqual(['libgtk-3.so.0', 'libnss3.so']);
  });
});

describe('packageNamesFor', () => {
  const missing = ['libnssutil3.so', 'libnss3.so', 'libasound.so.2', 'Xvfb', 'libunheard-of.so.1'];

  it('names each package once', () => {
    expect(packageNamesFor(missing, BOOKWORM, new Set())).toEqual(['libasound2', 'libnss3', 'xvfb']);
  });

  it('names the packages of the programs that the tests run', () => {
    expect(packageNamesFor(TEST_PROGRAMS, BOOKWORM, new Set())).toEqual([
      'apache2',
      'curl',
      'openssh-server',
    ]);
  });

  it('goes by the release where apt has no lists', () => {
    expect(packageNamesFor(missing, NOBLE, new Set())).toEqual(['libasound2t64', 'libnss3', 'xvfb']);
  });

  it('goes by what apt knows before anything else', () => {
    expect(packageNamesFor(['libasound.so.2'], BOOKWORM, new Set(['libasound2t64']))).toEqual([
      'libasound2t64',
    ]);
    expect(packageNamesFor(['libasound.so.2'], NOBLE, new Set(['libasound2']))).toEqual(['libasound2']);
  });
});
