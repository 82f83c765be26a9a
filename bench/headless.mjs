import { createHash, randomBytes } from 'node:crypto';
import { createServer, request as httpRequest } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HERE, putUnderLoad, residentBytes, ROOT, startProgram } from './processes.mjs';
import { count, megabytes, milliseconds } from './table.mjs';

const LARGE_BYTES = 100 * 1024 * 1024;
/** Rounds in turn, so that a busy spell of the machine meets every server; the median counts. */
const ROUNDS = 3;

/** Runs `use` with the headless engine on a fresh folder. @param {(ready: any, pid: number) => Promise<void>} use */
export async function withHookbench(use) {
  const dataDir = mkdtempSync(join(tmpdir(), 'hookbench-bench-'));
  const cli = join(ROOT, 'out/electron/cli.js');
  const hookbench = await startProgram([cli, 'listen', '--port', '0', '--data-dir', dataDir, '--json']);
  try {
    await use(hookbench.first, hookbench.pid);
  } finally {
    await hookbench.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** Durable captures a second beside what peers do without storage. @returns {Promise<import('./table.mjs').Row[]>} */
export async function captureRate() {
  /** @type {Record<string, import('./load.mjs').LoadResult[]>} */
  const results = { hookbench: [], 'node-http': [], mockttp: [], mockoon: [] };
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const peer of ['node-http', 'mockttp', 'mockoon']) {
      const program = await startProgram([join(HERE, 'peers', `${peer}.mjs`)]);
      results[peer]?.push(await putUnderLoad(program.first.url));
      await program.stop();
    }
    await withHookbench(async (ready) => {
      results['hookbench']?.push(await putUnderLoad(`${ready.captureUrl}/inbox`));
    });
  }
  const median = (/** @type {string} */ name) => {
    const sorted = [...(results[name] ?? [])].sort((a, b) => a.perSecond - b.perSecond);
    const middle = sorted[Math.floor(sorted.length / 2)];
    if (middle === undefined) throw new Error(`no result for ${name}`);
    return middle;
  };
  const own = median('hookbench');
  console.log('\ndurable captures, 1 KB POST, 32 connections, median of', ROUNDS, 'rounds');
  for (const name of Object.keys(results)) {
    const { perSecond, p50Ms, p99Ms, refused } = median(name);
    console.log(
      `  ${name.padEnd(10)} ${count(perSecond).padStart(7)}/s  p50 ${milliseconds(p50Ms)}  p99 ${milliseconds(p99Ms)}  not 2xx ${refused}`,
    );
  }
  const ratio = (/** @type {string} */ peer, /** @type {number} */ wanted) => {
    const value = own.perSecond / median(peer).perSecond;
    return {
      what: `durable captures a second, against ${peer}`,
      measured: `${value.toFixed(2)} × (${count(own.perSecond)} to ${count(median(peer).perSecond)})`,
      wanted: `≥ ${wanted} ×`,
      isReached: value >= wanted,
    };
  };
  return [
    ratio('node-http', 0.45),
    ratio('mockttp', 6),
    ratio('mockoon', 8),
    {
      what: 'p99 reply time under that load',
      measured: milliseconds(own.p99Ms),
      wanted: '< 25 ms',
      isReached: own.p99Ms < 25,
    },
  ];
}

/** A 100 MB body in and out again. @returns {Promise<import('./table.mjs').Row[]>} */
export async function largeBody() {
  /** @type {import('./table.mjs').Row[]} */
  const rows = [];
  await withHookbench(async (ready, pid) => {
    const sent = createHash('sha256');
    const chunk = randomBytes(1024 * 1024);
    await post(`${ready.captureUrl}/inbox`, Buffer.alloc(1024));
    const beforeBytes = residentBytes(pid);
    let peakBytes = beforeBytes;
    const watch = setInterval(() => (peakBytes = Math.max(peakBytes, residentBytes(pid))), 10);

    await new Promise((resolve, reject) => {
      const request = httpRequest(
        `${ready.captureUrl}/inbox`,
        { method: 'POST', headers: { 'Content-Length': String(LARGE_BYTES) } },
        (response) => response.resume().on('end', resolve),
      );
      request.on('error', reject);
      let left = LARGE_BYTES / chunk.length;
      const write = () => {
        while (left > 0) {
          left -= 1;
          sent.update(chunk);
          if (!request.write(chunk)) return void request.once('drain', write);
        }
        request.end();
      };
      write();
    });

    const command = async (/** @type {string} */ name, /** @type {object} */ input) => {
      const response = await fetch(`${ready.controlUrl}/commands/${name}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${ready.token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(input),
      });
      const envelope = /** @type {any} */ (await response.json());
      if (!envelope.ok) throw new Error(`${name}: ${envelope.error.message}`);
      return envelope.value;
    };
    const received = createHash('sha256');
    const receiver = createServer((request, response) => {
      request.on('data', (data) => received.update(data));
      request.on('end', () => response.end('ok'));
    });
    await new Promise((resolve) => receiver.listen(0, '127.0.0.1', () => resolve(undefined)));
    const { port } = /** @type {import('node:net').AddressInfo} */ (receiver.address());
    const [captured] = (await command('exchanges.list', { limit: 1 })).items;
    await command('exchanges.replay', { id: captured.id, url: `http://127.0.0.1:${port}/` });
    clearInterval(watch);
    receiver.close();

    const isExact = captured.sizeBytes === LARGE_BYTES && sent.digest('hex') === received.digest('hex');
    const extraBytes = peakBytes - beforeBytes;
    rows.push({
      what: 'a 100 MB body captured and replayed',
      measured: `${isExact ? 'byte-exact' : 'CHANGED'}, ${megabytes(extraBytes)} extra memory`,
      wanted: 'byte-exact, < 150 MB extra',
      isReached: isExact && extraBytes < 150 * 1024 * 1024,
    });
  });
  return rows;
}

/** @param {string} url @param {Buffer} body */
async function post(url, body) {
  const response = await fetch(url, { method: 'POST', body: new Uint8Array(body) });
  await response.arrayBuffer();
}
