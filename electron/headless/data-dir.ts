import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';

/**
 * Where the command keeps its data unless told otherwise: beside the desktop app's, never in it, so that both can run at
 * once. Linux follows the XDG base directory specification, which says to ignore relative paths.
 */
export function defaultDataDir(
  platform: NodeJS.Platform = process.platform,
  environment: NodeJS.ProcessEnv = process.env,
  home = homedir(),
): string {
  const name = 'hookbench-headless';
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', name);
  if (platform === 'win32') return join(environment['APPDATA'] ?? join(home, 'AppData', 'Roaming'), name);
  const xdg = environment['XDG_DATA_HOME'];
  return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(home, '.local', 'share'), name);
}
