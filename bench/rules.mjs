import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { putUnderLoad, ROOT, startProgram } from './processes.mjs';
import { count, milliseconds } from './table.mjs';

/** None of these fits the load, so that each request is judged by all of them: by header, JSON path, regex and path in turn. */
const rulesOf = (/** @type {number} */ length) =>
  Array.from({ length }, (_, index) => {
    const matcher = [
      { target: 'header', name: 'X-Request-Id', operator: 'equals', value: `none-${index}` },
      { target: 'jsonPath', name: '$.data', operator: 'startsWith', value: `none-${index}` },
      { target: 'body', operator: 'regex', value: `"event":"none-${index}\\.[a-z]+"` },
      { target: 'path', operator: 'glob', value: `/none/${index}/**` },
    ][index % 4];
    return { when: { matchers: [matcher] }, respond: { kind: 'reply', status: 500 } };
  });

/** What a request costs by the number of rules of its bin. @returns {Promise<import('./table.mjs').Row[]>} */
export async function ruleCost() {
  const dataDir = mkdtempSync(join(tmpdir(), 'hookbench-bench-'));
  const cli = join(ROOT, 'out/electron/cli.js');
  const hookbench = await startProgram([cli, 'listen', '--port', '0', '--data-dir', dataDir, '--json']);
  const { captureUrl, controlUrl, token } = hookbench.first;
  const results = new Map();
  try {
    for (const length of [0, 10, 100]) {
      const response = await fetch(`${controlUrl}/commands/bins.create`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify({ name: `Rules ${length}`, slug: `rules-${length}`, rules: rulesOf(length) }),
      });
      const envelope = /** @type {any} */ (await response.json());
      if (!envelope.ok) throw new Error(envelope.error.message);
      results.set(length, await putUnderLoad(`${captureUrl}/rules-${length}`));
    }
  } finally {
    await hookbench.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
  const microseconds = (/** @type {number} */ length) => 1e6 / results.get(length).perSecond;
  console.log('\ncaptures in a bin with rules that none of the requests fits, 1 KB POST, 32 connections');
  for (const [length, { perSecond, p50Ms, p99Ms }] of results) {
    const cost = microseconds(length) - microseconds(0);
    console.log(
      `  ${String(length).padStart(3)} rules ${count(perSecond).padStart(7)}/s  p50 ${milliseconds(p50Ms)}  p99 ${milliseconds(p99Ms)}  +${cost.toFixed(0)} µs a request`,
    );
  }
  return [10, 100].map((length) => {
    const { perSecond } = results.get(length);
    const cost = microseconds(length) - microseconds(0);
    return {
      what: `captures a second with ${length} rules`,
      measured: `${count(perSecond)} (+${cost.toFixed(0)} µs a request)`,
      wanted: '≥ 2,000',
      isReached: perSecond >= 2000,
    };
  });
}
