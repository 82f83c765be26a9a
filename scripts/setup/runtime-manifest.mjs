import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hashFile } from './file-hash.mjs';

const MANIFEST = 'hookbench-runtime.json';

/**
 * @typedef {object} RuntimeManifest
 * @property {string} executableSha256 base64
 * @property {Record<string, number>} sizesBytes of every file of the runtime, by path relative to its folder
 */

/**
 * Records what an unpacked runtime consists of, so that a later start notices when it is no longer whole.
 *
 * @param {string} folder
 * @param {string} executable name inside the folder
 */
export async function writeManifest(folder, executable) {
  const names = await readdir(folder, { recursive: true });
  /** @type {Record<string, number>} */
  const sizesBytes = {};
  for (const name of names.sort()) {
    const entry = await stat(join(folder, name));
    if (entry.isFile()) sizesBytes[name] = entry.size;
  }
  /** @type {RuntimeManifest} */
  const manifest = { executableSha256: await hashFile(join(folder, executable), 'sha256'), sizesBytes };
  await writeFile(join(folder, MANIFEST), JSON.stringify(manifest, null, 2));
}

/**
 * The executable is hashed (0.3 s); of the rest the sizes are compared, which finds what a full disk, a cleaner or
 * an interrupted copy leaves behind without reading 300 MB at each start.
 *
 * @param {string} folder
 * @param {string} executable
 * @returns {Promise<'whole' | 'absent' | 'damaged'>}
 */
export async function checkManifest(folder, executable) {
  try {
    await stat(folder);
  } catch {
    return 'absent';
  }
  try {
    /** @type {RuntimeManifest} */
    const manifest = JSON.parse(await readFile(join(folder, MANIFEST), 'utf8'));
    for (const [name, sizeBytes] of Object.entries(manifest.sizesBytes)) {
      if ((await stat(join(folder, name))).size !== sizeBytes) return 'damaged';
    }
    const sha256 = await hashFile(join(folder, executable), 'sha256');
    return sha256 === manifest.executableSha256 ? 'whole' : 'damaged';
  } catch {
    return 'damaged';
  }
}
