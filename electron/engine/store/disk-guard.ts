import { statSync, statfsSync } from 'node:fs';
import { sqliteCodeOf } from './driver.ts';

/** Says when the disk does not take what is written, in sentences that say what to do. */
export interface DiskGuard {
  /** The sentence when writing must stop; looks at the disk at most once a second, or after 16 MiB. */
  check(aboutToWriteBytes: number): string | undefined;
  /** Looks now. */
  checkNow(): string | undefined;
}

export interface DiskGuardOptions {
  dataDir: string;
  databasePath: string;
  minimumFreeBytes: number;
  /** Of the file system that holds the folder. */
  readFreeBytes: (folder: string) => number;
}

const CHECK_EVERY_MS = 1000;
const CHECK_EVERY_BYTES = 16 * 1024 * 1024;

export const readFreeBytes = (folder: string): number => {
  const stats = statfsSync(folder);
  return stats.bavail * stats.bsize;
};

export function createDiskGuard(options: DiskGuardOptions): DiskGuard {
  const openedFile = statSync(options.databasePath).ino;
  let checkedAt = -Infinity;
  let writtenBytes = 0;
  let problem: string | undefined;

  const look = (): string | undefined => {
    const present = statSync(options.databasePath, { throwIfNoEntry: false });
    // A removed file can be written to until it is closed, and is gone then.
    if (present?.ino !== openedFile)
      return `${options.databasePath} was moved or deleted while Hookbench runs. Put it back, or restart Hookbench.`;
    const freeBytes = options.readFreeBytes(options.dataDir);
    return freeBytes < options.minimumFreeBytes
      ? lowSpaceSentence(options.dataDir, freeBytes, options.minimumFreeBytes)
      : undefined;
  };

  const checkNow = () => {
    checkedAt = performance.now();
    writtenBytes = 0;
    problem = look();
    return problem;
  };

  return {
    check(aboutToWriteBytes) {
      writtenBytes += aboutToWriteBytes;
      if (performance.now() - checkedAt < CHECK_EVERY_MS && writtenBytes < CHECK_EVERY_BYTES) return problem;
      return checkNow();
    },
    checkNow,
  };
}

const inMegabytes = (bytes: number) => `${Math.floor(bytes / 1_000_000)} MB`;

export function lowSpaceSentence(dataDir: string, freeBytes: number, minimumFreeBytes: number): string {
  return `The disk that holds ${dataDir} has ${inMegabytes(freeBytes)} left, and Hookbench stops storing below ${inMegabytes(minimumFreeBytes)}. Free some space; it goes on by itself.`;
}

/** What an error of SQLite or of the file system means to a person; `undefined` when it is not about storing. */
export function problemSentence(error: unknown, dataDir: string): string | undefined {
  const code = sqliteCodeOf(error) ?? (error instanceof Error && 'code' in error ? error.code : undefined);
  switch (code) {
    case 'SQLITE_FULL':
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return `The disk that holds ${dataDir} is full. Free some space; Hookbench goes on by itself.`;
    case 'SQLITE_READONLY':
    case 'SQLITE_CANTOPEN':
    case 'SQLITE_PERM':
    case 'EROFS':
    case 'EACCES':
    case 'EPERM':
    case 'ENOENT':
    case 'ENOTDIR':
    case 'EEXIST':
      return `Hookbench can't write to ${dataDir}. Check that the folder exists and that you may write to it.`;
    case 'SQLITE_BUSY':
    case 'SQLITE_LOCKED':
      return `Another program holds the database in ${dataDir}. Close it; Hookbench goes on by itself.`;
    case 'SQLITE_IOERR':
    case 'SQLITE_NOLFS':
    case 'EIO':
      return `The disk that holds ${dataDir} reports errors. Check the disk; Hookbench goes on when it works again.`;
    case 'SQLITE_NOMEM':
    case 'EMFILE':
    case 'ENFILE':
      return 'The computer is out of memory or open files. Close some programs; Hookbench goes on by itself.';
    case 'SQLITE_CORRUPT':
    case 'SQLITE_NOTADB':
      return `The database in ${dataDir} is damaged. Restart Hookbench: it moves the damaged file aside and begins a new one.`;
    default:
      return undefined;
  }
}
