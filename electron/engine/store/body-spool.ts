import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { StoreUnavailable } from '../ports.ts';
import type { BodySpool } from '../ports.ts';
import { TEMPORARY_PREFIX, bodiesDirOf, bodyFolderOf, bodyPathOf } from './body-paths.ts';
import { problemSentence } from './disk-guard.ts';

export interface SpoolOptions {
  dataDir: string;
  /** Unique within the data folder. */
  name: string;
  /** Rejects with `StoreUnavailable` when there is too little space for more. */
  checkSpace: () => Promise<void>;
  /** Called before the file gets its name: from then on it must not be swept. */
  onNaming: (sha256: string) => void;
  /** The disk refused. */
  onProblem: (problem: StoreUnavailable) => void;
}

const CHECK_EVERY_BYTES = 16 * 1024 * 1024;

export function createBodySpool(options: SpoolOptions): BodySpool {
  const { dataDir } = options;
  const path = join(bodiesDirOf(dataDir), `${TEMPORARY_PREFIX}${options.name}`);
  const hash = createHash('sha256');
  let file: FileHandle | undefined;
  let sizeBytes = 0;
  let checkAtBytes = 0;
  let isDiscarded = false;
  // Each step waits for the one before, whether or not the caller did.
  let last: Promise<unknown> = Promise.resolve();

  const discardNow = async () => {
    isDiscarded = true;
    const opened = file;
    file = undefined;
    await opened?.close().catch(() => undefined);
    await rm(path, { force: true }).catch(() => undefined);
  };

  const inOrder = <Value>(step: () => Promise<Value>): Promise<Value> => {
    const result = last.then(step).catch(async (error: unknown) => {
      await discardNow();
      throw unavailable(error, options);
    });
    last = result.catch(() => undefined);
    return result;
  };

  const openFile = async (): Promise<FileHandle> => {
    if (isDiscarded) throw new Error('This body was discarded.');
    if (file !== undefined) return file;
    await mkdir(bodiesDirOf(dataDir), { recursive: true });
    file = await open(path, 'wx', 0o600);
    return file;
  };

  return {
    write: (chunk) =>
      inOrder(async () => {
        const target = await openFile();
        if (sizeBytes >= checkAtBytes) {
          await options.checkSpace();
          checkAtBytes = sizeBytes + CHECK_EVERY_BYTES;
        }
        await writeAll(target, chunk);
        hash.update(chunk);
        sizeBytes += chunk.byteLength;
      }),
    finish: () =>
      inOrder(async () => {
        const target = await openFile();
        await target.sync();
        file = undefined;
        await target.close();
        isDiscarded = true;
        const sha256 = hash.digest('hex');
        options.onNaming(sha256);
        await nameByHash(dataDir, path, sha256, sizeBytes);
        return { kind: 'file' as const, sha256, sizeBytes };
      }),
    discard: () => inOrder(discardNow),
  };
}

async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  let written = 0;
  while (written < chunk.byteLength) {
    const { bytesWritten } = await file.write(chunk, written);
    written += bytesWritten;
  }
}

async function nameByHash(dataDir: string, path: string, sha256: string, sizeBytes: number): Promise<void> {
  const folder = bodyFolderOf(dataDir, sha256);
  const isNewFolder = (await mkdir(folder, { recursive: true })) !== undefined;
  const target = bodyPathOf(dataDir, sha256);
  try {
    await rename(path, target);
  } catch (error) {
    // Windows refuses while the same body is being read; the file that is there then has the same bytes.
    const present = await stat(target).catch(() => undefined);
    if (present?.size !== sizeBytes) throw error;
    await rm(path, { force: true });
  }
  await syncFolder(folder);
  if (isNewFolder) await syncFolder(bodiesDirOf(dataDir));
}

/** Makes the names in a folder durable. Windows has no such call and needs none: NTFS journals its names. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function unavailable(error: unknown, options: SpoolOptions): unknown {
  if (error instanceof StoreUnavailable) {
    options.onProblem(error);
    return error;
  }
  const sentence = problemSentence(error, options.dataDir);
  if (sentence === undefined) return error;
  const problem = new StoreUnavailable(sentence, { cause: error });
  options.onProblem(problem);
  return problem;
}
