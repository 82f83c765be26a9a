import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { REPOSITORY } from './paths.mjs';

/**
 * The file behind a command of an installed package, to be run by this Node: unlike node_modules/.bin/* it needs no
 * shell on Windows.
 *
 * @param {string} packageName
 * @param {string} command one of the package's `bin` entries
 * @returns {string}
 */
export function toolPath(packageName, command) {
  const folder = join(REPOSITORY, 'node_modules', packageName);
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return join(folder, typeof bin === 'string' ? bin : bin[command]);
}
