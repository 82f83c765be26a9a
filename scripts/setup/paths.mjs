import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of this clone. */
export const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url)).replace(/[\\/]$/, '');

/** What set-up knows about this clone's node_modules; gone with them, so it is never about others. */
export const CLONE_STATE = join(REPOSITORY, 'node_modules', '.cache', 'hookbench');

/** Shared by all clones of a user and kept when node_modules goes: it holds the 300 MB Electron runtime. */
export const USER_CACHE = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'hookbench');
