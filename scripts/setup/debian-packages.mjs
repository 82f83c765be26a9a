/**
 * Which Debian package holds a shared library that Chromium links, or a command that the app or its tests run.
 * Names from packages.debian.org/search for bookworm.
 *
 * @type {Record<string, string>}
 */
const PACKAGE_OF = {
  Xvfb: 'xvfb',
  apache2: 'apache2',
  curl: 'curl',
  'libX11.so.6': 'libx11-6',
  'libXcomposite.so.1': 'libxcomposite1',
  'libXdamage.so.1': 'libxdamage1',
  'libXext.so.6': 'libxext6',
  'libXfixes.so.3': 'libxfixes3',
  'libXrandr.so.2': 'libxrandr2',
  'libasound.so.2': 'libasound2',
  'libatk-1.0.so.0': 'libatk1.0-0',
  'libatk-bridge-2.0.so.0': 'libatk-bridge2.0-0',
  'libatspi.so.0': 'libatspi2.0-0',
  'libcairo.so.2': 'libcairo2',
  'libcups.so.2': 'libcups2',
  'libdbus-1.so.3': 'libdbus-1-3',
  'libdrm.so.2': 'libdrm2',
  'libexpat.so.1': 'libexpat1',
  'libgbm.so.1': 'libgbm1',
  'libgio-2.0.so.0': 'libglib2.0-0',
  'libglib-2.0.so.0': 'libglib2.0-0',
  'libgmodule-2.0.so.0': 'libglib2.0-0',
  'libgobject-2.0.so.0': 'libglib2.0-0',
  'libgtk-3.so.0': 'libgtk-3-0',
  'libgdk-3.so.0': 'libgtk-3-0',
  'libgdk_pixbuf-2.0.so.0': 'libgdk-pixbuf-2.0-0',
  'libnspr4.so': 'libnspr4',
  'libnss3.so': 'libnss3',
  'libnssutil3.so': 'libnss3',
  'libsmime3.so': 'libnss3',
  'libpango-1.0.so.0': 'libpango-1.0-0',
  'libudev.so.1': 'libudev1',
  'libxcb.so.1': 'libxcb1',
  'libxkbcommon.so.0': 'libxkbcommon0',
  sshd: 'openssh-server',
};

/** Renamed when Debian 13 and Ubuntu 24.04 went to 64-bit time (https://wiki.debian.org/ReleaseGoals/64bit-time). */
const RENAMED_T64 = new Set([
  'libasound2',
  'libatk1.0-0',
  'libatk-bridge2.0-0',
  'libatspi2.0-0',
  'libcups2',
  'libglib2.0-0',
  'libgtk-3-0',
]);

/**
 * @typedef {object} OsRelease
 * @property {boolean} isDebianLike apt is its package manager
 * @property {boolean} hasT64Names its release is known to have the names with `t64`
 */

/**
 * @param {string} text of /etc/os-release (os-release(5))
 * @returns {OsRelease}
 */
export function parseOsRelease(text) {
  /** @param {string} key */
  const read = (key) => new RegExp(`^${key}="?([^"\\n]*)"?$`, 'm').exec(text)?.[1];
  const id = read('ID') ?? '';
  const kin = [id, ...(read('ID_LIKE') ?? '').split(' ')];
  // Debian's testing and unstable name no version.
  const version = Number(read('VERSION_ID') ?? Infinity);
  return {
    isDebianLike: kin.includes('debian') || kin.includes('ubuntu'),
    hasT64Names: (id === 'debian' && version >= 13) || (id === 'ubuntu' && version >= 24.04),
  };
}

/**
 * @param {string} lddOutput of one or more files, in the C locale
 * @returns {string[]} sonames that the dynamic linker does not find, each once, except those that lie beside the
 *   executable
 */
export function parseMissingLibraries(lddOutput) {
  const names = [...lddOutput.matchAll(/^\s*(\S+) => not found/gm)].map(([, name]) => name ?? '');
  return [...new Set(names)];
}

/**
 * @param {string[]} missing sonames and commands
 * @param {OsRelease} system
 * @param {ReadonlySet<string>} known packages that apt can install; may be empty, when it has no lists yet
 * @returns {string[]} packages to install, sorted, each once; a library without an entry here is left out, and
 *   reported by the check after the installation
 */
export function packageNamesFor(missing, system, known) {
  const packages = new Set();
  for (const library of missing) {
    const name = PACKAGE_OF[library];
    if (name === undefined) continue;
    const renamed = `${name}t64`;
    const isRenamed = known.has(renamed) || (!known.has(name) && system.hasT64Names && RENAMED_T64.has(name));
    packages.add(isRenamed ? renamed : name);
  }
  return [...packages].sort();
}
