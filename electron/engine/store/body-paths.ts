import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Large bodies are files named by the hash of their bytes; those that are being written have names of their own. */

export const bodiesDirOf = (dataDir: string): string => join(dataDir, 'bodies');

export const bodyFolderOf = (dataDir: string, sha256: string): string =>
  join(bodiesDirOf(dataDir), sha256.slice(0, 2));

export const bodyPathOf = (dataDir: string, sha256: string): string =>
  join(bodyFolderOf(dataDir, sha256), sha256);

export const TEMPORARY_PREFIX = 'tmp-';

/** The first bytes of a body file, for the search index; empty when there is no such file. */
export function readBodyStart(dataDir: string, sha256: string, byteCount: number): Uint8Array {
  let file: number;
  try {
    file = openSync(bodyPathOf(dataDir, sha256), 'r');
  } catch {
    return new Uint8Array();
  }
  try {
    const bytes = new Uint8Array(byteCount);
    return bytes.subarray(0, readSync(file, bytes, 0, byteCount, 0));
  } finally {
    closeSync(file);
  }
}
