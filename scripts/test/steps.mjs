import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openVirtualDisplay } from '../display.mjs';
import { CLONE_STATE, REPOSITORY } from '../setup/paths.mjs';
import { runShown } from '../setup/run-shown.mjs';
import { toolPath } from '../setup/tool.mjs';
import { countCheck, countPlaywright, countVitest } from './counts.mjs';

/** No step may hang a run: far above what any needs, below what a build server allows. */
const STEP_LIMIT_MS = 40 * 60_000;

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {boolean} [needsApp] the built app and a virtual display
 * @property {(electron: import('../setup/electron-runtime.mjs').ElectronRuntime) => Promise<import('./counts.mjs').Counts>} run
 */

/** @type {Step[]} in the order they run */
export const STEPS = [
  check('format', 'prettier', 'prettier', ['--check', '.']),
  check('types', 'typescript', 'tsc', ['-b']),
  check('lint', 'eslint', 'eslint', ['.', '--max-warnings', '0']),
  check('boundaries', 'dependency-cruiser', 'depcruise', [
    '--config',
    '.dependency-cruiser.mjs',
    'electron',
    'shared',
    'renderer',
  ]),
  check('knip', 'knip', 'knip', []),
  { name: 'unit', run: runUnit },
  { name: 'e2e', needsApp: true, run: runEndToEnd },
];

/**
 * @param {string} name
 * @param {string} packageName
 * @param {string} command
 * @param {string[]} args
 * @returns {Step}
 */
function check(name, packageName, command, args) {
  return { name, run: async () => countCheck(await runTool(packageName, command, args)) };
}

/**
 * @param {string} packageName
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} [env]
 */
function runTool(packageName, command, args, env = process.env) {
  const options = {
    cwd: REPOSITORY,
    env,
    timeout: STEP_LIMIT_MS,
    killSignal: /** @type {const} */ ('SIGKILL'),
  };
  return runShown(toolPath(packageName, command), args, options);
}

async function runUnit() {
  const file = join(CLONE_STATE, 'vitest.json');
  rmSync(file, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const code = await runTool('vitest', 'vitest', ['run', ...reporters]);
  return countVitest(readReport(file), code);
}

/** @param {import('../setup/electron-runtime.mjs').ElectronRuntime} electron */
async function runEndToEnd(electron) {
  // As e2e/playwright.config.ts names it.
  const file = join(REPOSITORY, 'test-results', 'e2e.json');
  rmSync(file, { force: true });
  // Also where a person has a display: tests need its size, and windows that pop up take the keyboard away.
  const display = process.platform === 'linux' ? await openVirtualDisplay() : undefined;
  try {
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, ...electron.env, ...display?.env };
    // With both set Electron could still pick the person's own display.
    if (display !== undefined) delete env['WAYLAND_DISPLAY'];
    const code = await runTool('playwright', 'playwright', ['test', '-c', 'e2e/playwright.config.ts'], env);
    return countPlaywright(readReport(file), code);
  } finally {
    await display?.close();
  }
}

/** @param {string} file */
function readReport(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
