import { createHash } from 'node:crypto';
import type { BodyStore } from '../collect-body.ts';

/** A place for bodies that keeps what was spooled, by hash, or refuses it. */
export interface MemoryBodies extends BodyStore {
  readonly files: Map<string, Uint8Array>;
  readonly discardedCount: number;
}

export function createMemoryBodies(inlineLimitBytes: number, refusal?: Error): MemoryBodies {
  const files = new Map<string, Uint8Array>();
  let discardedCount = 0;
  return {
    files,
    get discardedCount() {
      return discardedCount;
    },
    inlineLimitBytes,
    createSpool() {
      const chunks: Uint8Array[] = [];
      return {
        write(chunk) {
          if (refusal !== undefined) return Promise.reject(refusal);
          chunks.push(chunk);
          return Promise.resolve();
        },
        finish() {
          const bytes = Buffer.concat(chunks);
          const sha256 = createHash('sha256').update(bytes).digest('hex');
          files.set(sha256, bytes);
          return Promise.resolve({ kind: 'file', sha256, sizeBytes: bytes.length });
        },
        discard() {
          discardedCount += 1;
          return Promise.resolve();
        },
      };
    },
  };
}
