import { existsSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { whatIsNotInstalled } from './lock-file.mjs';
import { REPOSITORY } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { npm, run } from './run.mjs';
import { say } from './say.mjs';

const LOCK_FILE = join(REPOSITORY, 'package-lock.json');
/** Written by npm as the last act of an install, so it is absent after one that was killed. */
const INSTALLED_LOCK_FILE = join(REPOSITORY, 'node_modules', '.package-lock.json');

/**
 * Installs exactly what package-lock.json names, unless it is there already, whoever installed it.
 *
 * Not `npm ci`: registries exist that hold only some of the optional packages for other systems. A lock file made
 * there lacks the others, and `npm ci` then refuses it on every system. This does the same without that refusal:
 * from nothing, never writing the lock file, and what was installed is compared with it afterwards.
 *
 * @throws {SetupProblem} when npm fails
 */
export async function installNodeModules() {
  const reason = whyInstall();
  if (reason === undefined) return;

  say(`${reason}: installing node_modules`);
  await rm(join(REPOSITORY, 'node_modules'), { recursive: true, force: true });
  // --include=dev: with NODE_ENV=production npm would leave out the very tools that build and test.
  const quiet = ['--no-audit', '--no-fund', '--loglevel', 'error'];
  const [command, args, options] = npm(['install', '--no-save', '--include=dev', ...quiet]);
  const { code } = await run(command, args, { ...options, cwd: REPOSITORY, isShown: true });
  if (code !== 0) {
    throw new SetupProblem(
      '`npm install` failed, see above; nothing runs without node_modules. Is the npm registry reachable?',
    );
  }
  if (whyInstall() !== undefined) {
    throw new SetupProblem('package.json and package-lock.json disagree: run `npm install` and commit both.');
  }
}

/** @returns {string | undefined} */
function whyInstall() {
  if (!existsSync(INSTALLED_LOCK_FILE)) return 'there are no dependencies yet';
  const [first, ...others] = whatIsNotInstalled(
    JSON.parse(readFileSync(LOCK_FILE, 'utf8')),
    JSON.parse(readFileSync(INSTALLED_LOCK_FILE, 'utf8')),
  );
  if (first === undefined) return undefined;
  return `package-lock.json has changed (${others.length === 0 ? first : `${first} and ${others.length} more`})`;
}
