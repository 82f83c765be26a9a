import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** All that a build reads, relative to the repository. */
const SOURCES = [
  'shared',
  'electron',
  'renderer',
  'assets',
  'package.json',
  'package-lock.json',
  'scripts/build.mjs',
];
const STAMP_FILE = join('out', 'build-stamp.txt');

/**
 * @param {string} repository
 * @returns {string} changes when any source is added, removed or written
 */
export function sourcesStamp(repository) {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const path of filesUnder(repository, source)) {
      const { size, mtimeMs } = statSync(join(repository, path));
      hash.update(`${path}\0${size}\0${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

/**
 * @param {string} repository
 * @param {string} path
 * @returns {string[]} files, sorted, tests left out: they are in no build
 */
function filesUnder(repository, path) {
  const absolute = join(repository, path);
  if (!existsSync(absolute)) return [];
  if (statSync(absolute).isFile()) return [path];
  return readdirSync(absolute, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name).slice(repository.length + 1))
    .sort();
}

/**
 * @param {string} repository
 * @returns {boolean} whether out/ was built from the sources as they are
 */
export function isBuilt(repository) {
  const file = join(repository, STAMP_FILE);
  return existsSync(file) && readFileSync(file, 'utf8') === sourcesStamp(repository);
}

/**
 * @param {string} repository
 * @param {string} stamp of the sources before the build began: what changed meanwhile is built next time
 */
export function writeBuildStamp(repository, stamp) {
  writeFileSync(join(repository, STAMP_FILE), stamp);
}
