import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { missingCommands, TEST_PROGRAMS } from './commands.mjs';
import { packageNamesFor, parseMissingLibraries, parseOsRelease } from './debian-packages.mjs';
import { SetupProblem } from './problem.mjs';
import { run } from './run.mjs';
import { say } from './say.mjs';
import { withoutStartingServices } from './service-policy.mjs';

/**
 * Makes sure that Electron finds its shared libraries, and that Xvfb and the programs of the tests are there when they
 * will be used. As root on Debian and its kin the missing packages are installed; anyone else is told the command that
 * does it.
 *
 * @param {import('./electron-runtime.mjs').ElectronRuntime} electron
 * @param {import('../setup.mjs').Needs} needs
 * @throws {SetupProblem}
 */
export async function provideSystemLibraries(electron, needs) {
  if (process.platform !== 'linux') return;
  const missing = await findMissing(electron, needs);
  if (missing.length === 0) return;
  const system = readSystem();
  if (system === undefined || missingCommands(['apt-get']).length > 0) {
    throw new SetupProblem(
      `this system lacks ${missing.join(', ')}: install what provides them with its package manager (GTK 3, NSS, ALSA, GBM; Xvfb for runs without a display; for the tests also curl, OpenSSH's server and Apache) and try again.`,
    );
  }
  if (process.getuid?.() !== 0) {
    const packages = packageNamesFor(missing, system, await aptKnows(missing));
    throw new SetupProblem(
      `this system lacks ${missing.join(', ')}. This command installs what is missing; then try again:\n\n  sudo apt-get update && sudo apt-get install -y --no-install-recommends ${packages.join(' ')}\n`,
    );
  }
  await installPackages(missing, system);
  const stillMissing = await findMissing(electron, needs);
  if (stillMissing.length > 0) {
    throw new SetupProblem(`after the installation this system still lacks ${stillMissing.join(', ')}.`);
  }
}

/**
 * @param {import('./electron-runtime.mjs').ElectronRuntime} electron
 * @param {import('../setup.mjs').Needs} needs
 * @returns {Promise<string[]>} names of shared libraries, and of commands
 */
async function findMissing(electron, { virtualDisplay, testPrograms = false }) {
  const folder = dirname(electron.executablePath);
  const libraries = readdirSync(folder).filter((name) => name.endsWith('.so'));
  const { output } = await run(
    'ldd',
    [electron.executablePath, ...libraries.map((name) => join(folder, name))],
    {
      env: { ...process.env, LC_ALL: 'C' },
    },
  );
  const commands = [...(virtualDisplay ? ['Xvfb'] : []), ...(testPrograms ? TEST_PROGRAMS : [])];
  return [...parseMissingLibraries(output), ...missingCommands(commands)];
}

/** @returns {import('./debian-packages.mjs').OsRelease | undefined} undefined where apt is not the package manager */
function readSystem() {
  const file = '/etc/os-release';
  if (!existsSync(file)) return undefined;
  const system = parseOsRelease(readFileSync(file, 'utf8'));
  return system.isDebianLike ? system : undefined;
}

/**
 * @param {string[]} missing
 * @param {import('./debian-packages.mjs').OsRelease} system
 */
async function installPackages(missing, system) {
  say(`this system lacks ${missing.join(', ')}`);
  await apt(['update']);
  const packages = packageNamesFor(missing, system, await aptKnows(missing));
  say(`installing ${packages.join(' ')} (apt-get)`);
  // Tests start their own servers, on free ports: this machine is to have none more than before.
  await withoutStartingServices(() => apt(['install', '-y', '--no-install-recommends', ...packages]));
}

/** @param {string[]} args */
async function apt(args) {
  // Another apt may run, on a machine that just booted for instance: wait for it.
  const { code, output } = await run(
    'apt-get',
    ['-o', 'DPkg::Lock::Timeout=300', '-o', 'Acquire::Retries=3', ...args],
    {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    },
  );
  if (code !== 0) throw new SetupProblem(`\`apt-get ${args.join(' ')}\` failed:\n${output}`);
}

/**
 * @param {string[]} missing
 * @returns {Promise<Set<string>>} of the packages in question, those that apt could install
 */
async function aptKnows(missing) {
  const names = packageNamesFor(missing, { isDebianLike: true, hasT64Names: false }, new Set());
  const { output } = await run('apt-cache', ['policy', ...names, ...names.map((name) => `${name}t64`)], {
    env: { ...process.env, LC_ALL: 'C' },
  });
  const known = output.matchAll(/^(\S+):\n {2}Installed: .*\n {2}Candidate: (?!\(none\))/gm);
  return new Set([...known].map(([, name]) => name ?? ''));
}
