import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, createServer, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, startProgram } from './processes.mjs';
import { milliseconds, percentile } from './table.mjs';

/** Pairs of a direct call and a forwarded one, in turn, so that a busy spell of the machine meets both. */
const PAIRS = 2000;
const WARM_UP = 200;

/** What a proxied request takes longer than a direct call of the same server. @returns {Promise<import('./table.mjs').Row[]>} */
export async function forwardLatency() {
  const server = createServer((request, response) => {
    request.resume();
    request.on('end', () =>
      response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"ok":true}'),
    );
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  const destination = `http://127.0.0.1:${port}`;
  const dataDir = mkdtempSync(join(tmpdir(), 'hookbench-bench-'));
  const cli = join(ROOT, 'out/electron/cli.js');
  const args = ['listen', '--port', '0', '--data-dir', dataDir, '--json', '--forward', destination];
  const hookbench = await startProgram([cli, ...args]);
  const agent = new Agent({ keepAlive: true });
  try {
    /** @type {number[]} */
    const direct = [];
    /** @type {number[]} */
    const forwarded = [];
    for (let pair = -WARM_UP; pair < PAIRS; pair += 1) {
      const directMs = await timedPost(`${destination}/hook`, agent);
      const forwardedMs = await timedPost(`${hookbench.first.captureUrl}/inbox/hook`, agent);
      if (pair < 0) continue;
      direct.push(directMs);
      forwarded.push(forwardedMs);
    }
    const at = (/** @type {number} */ share) => ({
      direct: percentile(direct, share),
      forwarded: percentile(forwarded, share),
    });
    const [p50, p95] = [at(0.5), at(0.95)];
    const addedMs = p95.forwarded - p95.direct;
    console.log(`\na proxied request of 1 KB beside a direct call, ${PAIRS} of each in turn`);
    console.log(`  direct     p50 ${milliseconds(p50.direct)}  p95 ${milliseconds(p95.direct)}`);
    console.log(`  forwarded  p50 ${milliseconds(p50.forwarded)}  p95 ${milliseconds(p95.forwarded)}`);
    return [
      {
        what: 'added latency of a forward, p95',
        measured: `${milliseconds(addedMs)} (p50 ${milliseconds(p50.forwarded - p50.direct)})`,
        wanted: '< 5 ms',
        isReached: addedMs < 5,
      },
    ];
  } finally {
    agent.destroy();
    await hookbench.stop();
    server.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

const body = Buffer.alloc(1024, 'x');

/** @param {string} url @param {Agent} agent @returns {Promise<number>} milliseconds to the end of the answer */
function timedPost(url, agent) {
  return new Promise((resolve, reject) => {
    const startedAt = performance.now();
    const request = httpRequest(url, { method: 'POST', agent }, (response) => {
      response.resume();
      response.on('end', () => {
        if (response.statusCode === 200) resolve(performance.now() - startedAt);
        else reject(new Error(`${url} answered ${response.statusCode}`));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}
