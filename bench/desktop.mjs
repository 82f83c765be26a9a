import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron } from 'playwright';
import { openVirtualDisplay } from '../scripts/display.mjs';
import { resolveElectron } from '../scripts/setup/electron-runtime.mjs';
import { familyOf, HERE, proportionalBytes, putUnderLoad, ROOT } from './processes.mjs';
import { count, megabytes, milliseconds, percentile } from './table.mjs';

const START_ROUNDS = 5;
const ARRIVALS = 500;
const ARRIVAL_GAP_MS = 10;

/** @param {string} appFolder @param {(app: import('playwright').ElectronApplication, page: import('playwright').Page, startedAt: number) => Promise<void>} use */
async function withApp(appFolder, use) {
  const electron = await resolveElectron();
  const dataDir = mkdtempSync(join(tmpdir(), 'hookbench-bench-'));
  const startedAt = performance.now();
  const app = await _electron.launch({
    executablePath: electron.executablePath,
    args: [...electron.args, appFolder, `--user-data-dir=${dataDir}`],
    env: { .../** @type {Record<string, string>} */ (process.env), ...electron.env },
  });
  try {
    await use(app, await app.firstWindow(), startedAt);
  } finally {
    await app.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** The engine inside the desktop app, its window open and the list live. @returns {Promise<import('./table.mjs').Row[]>} */
export async function desktopRows() {
  const display = process.env['DISPLAY'] ? undefined : await openVirtualDisplay();
  if (display !== undefined) process.env['DISPLAY'] = display.env.DISPLAY;
  try {
    return [...(await rateAndFrames()), ...(await captureToRow()), ...(await atRest())];
  } finally {
    await display?.close();
  }
}

/** @param {import('playwright').Page} page @returns {Promise<string>} the local address of Inbox */
async function useFreePort(page) {
  const port = await freePort();
  const outcome = await page.evaluate(
    (port) => /** @type {any} */ (window).hookbench.call('settings.update', { capture: { port } }),
    port,
  );
  if (!outcome.ok) throw new Error(outcome.error.message);
  return `http://127.0.0.1:${port}/inbox`;
}

async function rateAndFrames() {
  /** @type {import('./table.mjs').Row[]} */
  const rows = [];
  await withApp(ROOT, async (_app, page) => {
    const url = await useFreePort(page);
    await fetch(url, { method: 'POST', body: 'first' });
    await page.getByText('/inbox').first().waitFor();
    await page.evaluate(() => {
      const frames = { count: 0, longestMs: 0, lastAt: performance.now() };
      Object.assign(window, { frames });
      const tick = (/** @type {number} */ at) => {
        frames.count += 1;
        frames.longestMs = Math.max(frames.longestMs, at - frames.lastAt);
        frames.lastAt = at;
        requestAnimationFrame(tick);
      };
      requestAnimationFrame(tick);
    });
    const framesNow = () =>
      page.evaluate(() => ({ .../** @type {any} */ (window).frames, at: performance.now() }));
    const before = await framesNow();
    const load = await putUnderLoad(url);
    const after = await framesNow();
    const framesPerSecond = ((after.count - before.count) * 1000) / (after.at - before.at);
    rows.push(
      {
        what: 'the same in the desktop app, window open and list live',
        measured: `${count(load.perSecond)}/s, p99 ${milliseconds(load.p99Ms)}`,
        wanted: '≥ 12,000/s',
        isReached: load.perSecond >= 12_000 && load.refused === 0,
      },
      {
        what: 'frames a second of that window meanwhile',
        measured: `${framesPerSecond.toFixed(0)} fps, longest frame ${milliseconds(after.longestMs)}`,
        wanted: '≥ 50 fps',
        isReached: framesPerSecond >= 50,
      },
    );
  });
  return rows;
}

async function captureToRow() {
  /** @type {import('./table.mjs').Row[]} */
  const rows = [];
  await withApp(ROOT, async (_app, page) => {
    const url = await useFreePort(page);
    await fetch(`${url}/first`, { method: 'POST', body: 'first' });
    await page.getByText('/inbox/first').first().waitFor();
    await page.evaluate(() => {
      /** @type {Map<string, number>} */
      const seen = new Map();
      Object.assign(window, { seen });
      const look = () => {
        const at = performance.timeOrigin + performance.now();
        for (const found of document.body.innerText.matchAll(/\/inbox\/n(\d+)/g)) {
          const number = /** @type {string} */ (found[1]);
          if (!seen.has(number)) seen.set(number, at);
        }
      };
      new MutationObserver(look).observe(document.body, {
        childList: true,
        subtree: true,
        characterData: true,
      });
    });
    /** @type {number[]} */
    const sentAt = [];
    for (let number = 0; number < ARRIVALS; number += 1) {
      sentAt.push(performance.timeOrigin + performance.now());
      void fetch(`${url}/n${number}`, { method: 'POST', body: '{"n":1}' }).then((response) =>
        response.arrayBuffer(),
      );
      await new Promise((resolve) => setTimeout(resolve, ARRIVAL_GAP_MS));
    }
    await page
      .getByText(`/inbox/n${ARRIVALS - 1}`)
      .first()
      .waitFor();
    const seen = new Map(await page.evaluate(() => [.../** @type {any} */ (window).seen.entries()]));
    const delays = sentAt.flatMap((at, number) => {
      const shownAt = seen.get(String(number));
      return shownAt === undefined ? [] : [shownAt - at];
    });
    rows.push({
      what: 'sent → row on screen, p95, at 100 requests a second',
      measured: `${milliseconds(percentile(delays, 0.95))} (p50 ${milliseconds(percentile(delays, 0.5))}, ${delays.length} of ${ARRIVALS} rows seen)`,
      wanted: '< 100 ms',
      isReached: delays.length >= ARRIVALS * 0.9 && percentile(delays, 0.95) < 100,
    });
  });
  return rows;
}

async function atRest() {
  const empty = join(HERE, 'empty-app');
  const measure = async (/** @type {string} */ folder, /** @type {boolean} */ isOurs) => {
    /** @type {number[]} */
    const starts = [];
    /** @type {number[]} */
    const sizes = [];
    for (let round = 0; round < START_ROUNDS; round += 1) {
      await withApp(folder, async (app, page, startedAt) => {
        // Interactive: the window's main control answers a click.
        if (isOurs) await page.getByRole('button', { name: 'Search everything' }).click({ trial: true });
        else await page.getByText('empty').waitFor();
        starts.push(performance.now() - startedAt);
        await new Promise((resolve) => setTimeout(resolve, 3000));
        const pid = /** @type {number} */ (app.process().pid);
        sizes.push(familyOf(pid).reduce((sum, member) => sum + proportionalBytes(member), 0));
      });
    }
    return { startMs: percentile(starts, 0.5), restBytes: percentile(sizes, 0.5) };
  };
  const peer = await measure(empty, false);
  const own = await measure(ROOT, true);
  return [
    {
      what: 'start to an interactive window, against an empty Electron window',
      measured: `${(own.startMs / peer.startMs).toFixed(2)} × (${milliseconds(own.startMs)} to ${milliseconds(peer.startMs)})`,
      wanted: '≤ 1.5 ×',
      isReached: own.startMs / peer.startMs <= 1.5,
    },
    {
      what: 'memory at rest, against an empty Electron window',
      measured: `${(own.restBytes / peer.restBytes).toFixed(2)} × (${megabytes(own.restBytes)} to ${megabytes(peer.restBytes)})`,
      wanted: '≤ 1.5 ×',
      isReached: own.restBytes / peer.restBytes <= 1.5,
    },
  ];
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}
