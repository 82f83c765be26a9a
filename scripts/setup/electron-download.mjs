import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CLONE_STATE } from './paths.mjs';

/** A download that brings nothing for so long is given up: some networks drop connections without an answer. */
const STALL_LIMIT_MS = 20_000;
const POLL_INTERVAL_MS = 1_000;

/**
 * Runs the electron package's own downloader, which npm 11 no longer does at install. A slow download may take as
 * long as it needs, one that stands still may not.
 *
 * @param {string} electronPackage the folder node_modules/electron
 * @returns {Promise<string | undefined>} why it failed, in a few words; undefined when the runtime is there
 */
export async function downloadElectron(electronPackage) {
  await mkdir(CLONE_STATE, { recursive: true });
  // Its temporary files go where their growth can be watched.
  const temporary = await mkdtemp(join(CLONE_STATE, 'electron-download-'));
  const child = spawn(process.execPath, [join(electronPackage, 'install.js')], {
    env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  child.stderr.on('data', (chunk) => (complaint += chunk));
  let isStalled = false;
  const stopWatching = onStandstill([temporary, join(electronPackage, 'dist')], () => {
    isStalled = true;
    child.kill('SIGKILL');
  });
  try {
    const [code] = await once(child, 'close');
    if (code === 0) return undefined;
    return isStalled
      ? `nothing arrived for ${STALL_LIMIT_MS / 1000} s`
      : (complaint.split('\n')[0] ?? 'no reason given');
  } finally {
    stopWatching();
    await rm(temporary, { recursive: true, force: true });
  }
}

/**
 * @param {string[]} folders
 * @param {() => void} whenStill called once, when the folders have not changed in size for STALL_LIMIT_MS
 * @returns {() => void} stops watching
 */
function onStandstill(folders, whenStill) {
  let lastSizeBytes = -1;
  let lastGrowthAt = Date.now();
  const timer = setInterval(async () => {
    const sizesBytes = await Promise.all(folders.map(folderSizeBytes));
    const sizeBytes = sizesBytes.reduce((sum, size) => sum + size, 0);
    if (sizeBytes !== lastSizeBytes) lastGrowthAt = Date.now();
    lastSizeBytes = sizeBytes;
    if (Date.now() - lastGrowthAt < STALL_LIMIT_MS) return;
    clearInterval(timer);
    whenStill();
  }, POLL_INTERVAL_MS);
  return () => clearInterval(timer);
}

/** @param {string} folder which may be absent or changing */
async function folderSizeBytes(folder) {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = await Promise.all(
    names.map((name) =>
      stat(join(folder, name)).then(
        (entry) => entry.size,
        () => 0,
      ),
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}
