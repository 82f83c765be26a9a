/**
 * The parts of a package-lock.json that are compared, and of node_modules/.package-lock.json, which has the same form.
 *
 * @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} LockFile
 */

/**
 * @param {LockFile} wanted
 * @param {LockFile} installed
 * @returns {string[]} the packages, by their path, that an install would add, change or remove
 */
export function whatIsNotInstalled(wanted, installed) {
  const different = [];
  for (const [path, entry] of Object.entries(wanted.packages)) {
    // The root has no path. An optional package may rightly be absent, it is for another system; and one of this
    // system may be missing in a lock file that was made on another.
    if (path === '' || (entry.optional && !(path in installed.packages))) continue;
    if (installed.packages[path]?.version !== entry.version) different.push(path);
  }
  for (const [path, entry] of Object.entries(installed.packages)) {
    if (!(path in wanted.packages) && !entry.optional) different.push(path);
  }
  return different;
}
