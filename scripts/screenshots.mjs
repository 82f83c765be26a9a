import { buildIfNeeded } from './build.mjs';
import { openVirtualDisplay } from './display.mjs';
import { setUp } from './setup.mjs';
import { REPOSITORY } from './setup/paths.mjs';
import { runScript, SetupProblem } from './setup/problem.mjs';
import { runShown } from './setup/run-shown.mjs';
import { say } from './setup/say.mjs';
import { toolPath } from './setup/tool.mjs';

/** `npm run screenshots` takes pictures of every view into docs/screenshots, from the real app with real webhooks. */
await runScript(async () => {
  const electron = await setUp({ virtualDisplay: process.platform === 'linux' });
  await buildIfNeeded();
  say('taking screenshots');
  const display = process.platform === 'linux' ? await openVirtualDisplay() : undefined;
  try {
    /** @type {NodeJS.ProcessEnv} */
    const env = { ...process.env, ...electron.env, ...display?.env };
    if (display !== undefined) delete env['WAYLAND_DISPLAY'];
    const args = ['test', '-c', 'e2e/screenshots/playwright.config.ts', ...process.argv.slice(2)];
    const code = await runShown(toolPath('playwright', 'playwright'), args, { cwd: REPOSITORY, env });
    if (code !== 0) throw new SetupProblem('the screenshots were not all taken, see above.');
  } finally {
    await display?.close();
  }
});
