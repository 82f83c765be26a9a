import { readFile, writeFile } from 'node:fs/promises';

const MAIN = new URL('./default-app/main.mjs', import.meta.url);

/** @returns {Promise<Record<string, Buffer>>} the files of the app of last resort, by name */
export async function readDefaultApp() {
  return {
    'package.json': Buffer.from(JSON.stringify({ name: 'electron', type: 'module', main: 'main.mjs' })),
    'main.mjs': await readFile(MAIN),
  };
}

/**
 * Writes files as an asar archive, the only form in which Electron looks for `resources/default_app.asar`.
 *
 * Format (https://github.com/electron/asar#format): two Chromium pickles, the first holding the size of the second,
 * the second holding a JSON header; then the files' bytes one after another.
 *
 * @param {string} path
 * @param {Record<string, Buffer>} files
 */
export async function writeAsar(path, files) {
  /** @type {Record<string, { size: number, offset: string }>} */
  const entries = {};
  let offset = 0;
  for (const [name, content] of Object.entries(files)) {
    entries[name] = { size: content.length, offset: String(offset) };
    offset += content.length;
  }
  const header = Buffer.from(JSON.stringify({ files: entries }));
  const paddedLength = Math.ceil(header.length / 4) * 4;
  const prefix = Buffer.alloc(16 + paddedLength);
  prefix.writeUInt32LE(4, 0);
  prefix.writeUInt32LE(8 + paddedLength, 4);
  prefix.writeUInt32LE(4 + paddedLength, 8);
  prefix.writeUInt32LE(header.length, 12);
  header.copy(prefix, 16);
  await writeFile(path, Buffer.concat([prefix, ...Object.values(files)]));
}
