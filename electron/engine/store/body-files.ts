import { createHash } from 'node:crypto';
import { unlinkSync } from 'node:fs';
import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { TEMPORARY_PREFIX, bodiesDirOf, bodyPathOf } from './body-paths.ts';

/** Reads the files of large bodies and removes those that nothing refers to. */
export interface BodyFiles {
  /** `undefined` when the file is gone. */
  read(sha256: string, offset: number, length: number): Promise<Uint8Array | undefined>;
  /** The whole file in chunks of at most 1 MiB; fails when its bytes are not those of the hash. */
  stream(sha256: string): AsyncIterable<Uint8Array>;
  /** Says that a row is about to refer to the file: from here on this run does not remove it. */
  claim: (sha256: string) => void;
  /** Removes the files of these hashes, but for those that were claimed. */
  remove: (hashes: readonly string[]) => void;
  /** Removes what crashes left behind: unfinished files, and files that `findUnreferenced` does not know. */
  sweep(findUnreferenced: (hashes: string[]) => Promise<string[]>): Promise<void>;
}

const CHUNK_BYTES = 1024 * 1024;
const SHA256_NAME = /^[0-9a-f]{64}$/;

export class DamagedBody extends Error {
  constructor(sha256: string) {
    super(`The stored body ${sha256} no longer matches its hash: the disk or another program changed it.`);
    this.name = 'DamagedBody';
  }
}

/** `spoolPrefix` begins the names of unfinished files of this run. */
export function createBodyFiles(dataDir: string, spoolPrefix: string): BodyFiles {
  const claimed = new Set<string>();

  const remove = (hashes: readonly string[]) => {
    for (const hash of hashes) {
      // Checked and removed in one turn: a claim comes before it, or its file after it.
      if (claimed.has(hash)) continue;
      try {
        unlinkSync(bodyPathOf(dataDir, hash));
      } catch {
        // Gone already, or held open by another program: the next start tries again.
      }
    }
  };

  return {
    async read(sha256, offset, length) {
      const file = await open(bodyPathOf(dataDir, sha256), 'r').catch(() => undefined);
      if (file === undefined) return undefined;
      try {
        const { size } = await file.stat();
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - offset)));
        let filled = 0;
        while (filled < bytes.byteLength) {
          const { bytesRead } = await file.read(bytes, filled, bytes.byteLength - filled, offset + filled);
          if (bytesRead === 0) break;
          filled += bytesRead;
        }
        return bytes.subarray(0, filled);
      } finally {
        await file.close();
      }
    },

    async *stream(sha256) {
      const file = await open(bodyPathOf(dataDir, sha256), 'r');
      try {
        const hash = createHash('sha256');
        // One chunk is held back, so that a damaged body never looks complete to who reads it.
        let held: Uint8Array | undefined;
        for (;;) {
          const chunk = new Uint8Array(CHUNK_BYTES);
          const { bytesRead } = await file.read(chunk, 0, CHUNK_BYTES, null);
          if (bytesRead === 0) break;
          if (held !== undefined) yield held;
          held = chunk.subarray(0, bytesRead);
          hash.update(held);
        }
        if (hash.digest('hex') !== sha256) throw new DamagedBody(sha256);
        if (held !== undefined) yield held;
      } finally {
        await file.close();
      }
    },

    claim: (sha256) => void claimed.add(sha256),
    remove,

    async sweep(findUnreferenced) {
      const root = bodiesDirOf(dataDir);
      for (const entry of await readdir(root, { withFileTypes: true }).catch(() => [])) {
        if (entry.isDirectory()) {
          const names = await readdir(join(root, entry.name)).catch(() => []);
          const hashes = names.filter((name) => SHA256_NAME.test(name));
          if (hashes.length > 0) remove(await findUnreferenced(hashes));
        } else if (
          entry.name.startsWith(TEMPORARY_PREFIX) &&
          !entry.name.startsWith(TEMPORARY_PREFIX + spoolPrefix)
        ) {
          await rm(join(root, entry.name), { force: true }).catch(() => undefined);
        }
      }
    },
  };
}
