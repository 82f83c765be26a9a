import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { isBuilt, sourcesStamp, writeBuildStamp } from './build-stamp.mjs';
import { installNodeModules } from './setup/node-modules.mjs';
import { REPOSITORY } from './setup/paths.mjs';
import { runScript, SetupProblem } from './setup/problem.mjs';
import { runShown } from './setup/run-shown.mjs';
import { say } from './setup/say.mjs';
import { toolPath } from './setup/tool.mjs';

/** The main process with its workers, the preload script, the window's page. */
const CONFIGS = ['electron/vite.config.ts', 'electron/vite.preload.config.ts', 'renderer/vite.config.ts'];

/**
 * Builds everything into a new out/.
 *
 * @throws {SetupProblem} when a part does not build; out/ is then incomplete, and the next start builds again
 */
export async function build() {
  say('building the app');
  const stamp = sourcesStamp(REPOSITORY);
  rmSync(join(REPOSITORY, 'out'), { recursive: true, force: true });
  const vite = toolPath('vite', 'vite');
  for (const config of CONFIGS) {
    const code = await runShown(vite, ['build', '--config', config, '--logLevel', 'warn'], {
      cwd: REPOSITORY,
    });
    if (code !== 0) throw new SetupProblem(`\`vite build --config ${config}\` failed, see above.`);
  }
  makeCommandExecutable();
  writeBuildStamp(REPOSITORY, stamp);
}

/** Builds unless out/ is what the sources as they are give. */
export async function buildIfNeeded() {
  if (!isBuilt(REPOSITORY)) await build();
}

/** `bin.hookbench` of package.json names this file, and npm links it as it is. */
function makeCommandExecutable() {
  const file = join(REPOSITORY, 'out', 'electron', 'cli.js');
  if (!readFileSync(file, 'utf8').startsWith('#!/usr/bin/env node\n')) {
    throw new SetupProblem(
      'out/electron/cli.js does not begin with `#!/usr/bin/env node`: electron/cli.ts must.',
    );
  }
  chmodSync(file, 0o755);
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runScript(async () => {
    await installNodeModules();
    await build();
  });
}
