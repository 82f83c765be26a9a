import { constants } from 'node:fs';
import { open } from 'node:fs/promises';

/** A larger file is no reply: it would be held in memory for each request. */
const FILE_LIMIT_BYTES = 16 * 1024 * 1024;

export type BodyFile = { kind: 'read'; bytes: Buffer } | { kind: 'problem'; problem: string };

/** Reads the file of a reply, or says what keeps it from being read. Never rejects, and never waits for a pipe. */
export async function readBodyFile(path: string): Promise<BodyFile> {
  try {
    // Opening a named pipe would wait for its other end.
    const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const stat = await file.stat();
      if (!stat.isFile()) return problem('is no regular file');
      if (stat.size > FILE_LIMIT_BYTES) {
        return problem(`is larger than ${FILE_LIMIT_BYTES / 1024 / 1024} MiB`);
      }
      const buffer = Buffer.alloc(stat.size);
      let filled = 0;
      while (filled < buffer.length) {
        const { bytesRead } = await file.read(buffer, filled, buffer.length - filled, filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      return { kind: 'read', bytes: buffer.subarray(0, filled) };
    } finally {
      await file.close();
    }
  } catch (error) {
    return problem(reasonOf(error));
  }
}

const problem = (text: string): BodyFile => ({ kind: 'problem', problem: text });

function reasonOf(error: unknown): string {
  switch ((error as NodeJS.ErrnoException).code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return 'does not exist';
    case 'EACCES':
    case 'EPERM':
      return 'may not be read by Hookbench';
    case 'EISDIR':
      return 'is no regular file';
    default:
      return `can’t be read (${(error as NodeJS.ErrnoException).code ?? 'unknown reason'})`;
  }
}
