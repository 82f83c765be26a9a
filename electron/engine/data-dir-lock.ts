import {
  copyFileSync,
  constants,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import type { Dispose } from './ports.ts';

/** Thrown when another running Hookbench has this data folder. */
export class DataDirInUse extends Error {
  readonly pid: number;

  constructor(pid: number) {
    super(`Another Hookbench uses this folder (pid ${pid})`);
    this.name = 'DataDirInUse';
    this.pid = pid;
  }
}

interface Owner {
  pid: number;
  /** Tells a process from a later one that got the same pid; absent where the system does not say. */
  startedAt?: string;
}

const LOCK_NAME = 'hookbench.lock';
/** Folders this process holds: its own pid in a lock may also be left over from a process before it. */
const held = new Set<string>();

/**
 * Makes this process the only one to use a data folder, desktop app and command line alike: two engines on one store
 * would both believe they are alone. Creates the folder when it is not there. A lock whose process is gone is taken
 * over. Returns what gives the folder back.
 */
export function lockDataDir(dataDir: string): Dispose {
  const folder = resolve(dataDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, LOCK_NAME);
  const own = JSON.stringify(describeProcess(process.pid));
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, own, { mode: 0o600 });
  try {
    // A lock found stale may be replaced by a living one before it is out of the way: look again then.
    while (!claim(draft, path)) clearStale(path, folder);
  } finally {
    unlinkSync(draft);
  }
  held.add(folder);

  return () => {
    if (!held.delete(folder)) return;
    if (readIfThere(path) === own) unlinkSync(path);
  };
}

/** Puts the lock in place with its content at once, so that no reader ever sees half of it. */
function claim(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
  }
  // File systems without hard links, such as exFAT.
  try {
    copyFileSync(draft, path, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

function clearStale(path: string, folder: string): void {
  const found = readIfThere(path);
  if (found === undefined) return;
  const pid = livingOwner(found, folder);
  if (pid !== undefined) throw new DataDirInUse(pid);
  const aside = `${path}.stale-${process.pid}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  // Between reading and renaming, another process may have cleared it first and put its own there.
  if (readIfThere(aside) !== found) claim(aside, path);
  unlinkSync(aside);
}

/** The pid of the lock's owner, when that still runs. */
function livingOwner(lock: string, folder: string): number | undefined {
  const owner = parseOwner(lock);
  if (owner === undefined) return undefined;
  if (owner.pid === process.pid) return held.has(folder) ? owner.pid : undefined;
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it runs, as another user.
    if (codeOf(error) !== 'EPERM') return undefined;
  }
  const { startedAt } = describeProcess(owner.pid);
  const isAnother = owner.startedAt !== undefined && startedAt !== undefined && owner.startedAt !== startedAt;
  return isAnother ? undefined : owner.pid;
}

function parseOwner(lock: string): Owner | undefined {
  try {
    const value = JSON.parse(lock) as Partial<Owner> | null;
    const pid = value?.pid;
    if (typeof pid !== 'number' || !Number.isInteger(pid) || pid <= 0) return undefined;
    return typeof value?.startedAt === 'string' ? { pid, startedAt: value.startedAt } : { pid };
  } catch {
    return undefined;
  }
}

/** On Linux with the start time in clock ticks since boot (proc(5), `stat` field 22) and the boot's id. */
function describeProcess(pid: number): Owner {
  const stat = readIfThere(`/proc/${pid}/stat`);
  const boot = readIfThere('/proc/sys/kernel/random/boot_id')?.trim();
  // The second field, the program's name in parentheses, may itself hold spaces and parentheses.
  const ticks = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
  return ticks === undefined || boot === undefined ? { pid } : { pid, startedAt: `${boot}/${ticks}` };
}

function readIfThere(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (['ENOENT', 'ESRCH', 'EACCES'].includes(codeOf(error) ?? '')) return undefined;
    throw error;
  }
}

const codeOf = (error: unknown) => (error as NodeJS.ErrnoException).code;
