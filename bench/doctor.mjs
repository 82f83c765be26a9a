import { createHmac } from 'node:crypto';
import { withHookbench } from './headless.mjs';
import { milliseconds, percentile } from './table.mjs';

const BODY_BYTES = 100 * 1024;
const ROUNDS = 12;
const SECRET = 'whsec_TheSecretOfTheBench';

/** An order with so many lines that its JSON has about the size. */
function largeEvent() {
  const lines = [];
  for (let size = 0; size < BODY_BYTES; size += 120) {
    lines.push({
      id: `line_${lines.length}`,
      name: `Größe ${lines.length} / <b>`,
      price: lines.length * 1.5,
      tags: ['a', 'b'],
    });
  }
  return JSON.stringify({ type: 'order.paid', id: 'evt_1', live: false, lines });
}

/** What is asked, and how long the doctor takes: with a cause that it finds late, and with none. */
const cases = {
  'keys sorted': (/** @type {string} */ body) => sortKeys(body),
  'a line feed added': (/** @type {string} */ body) => `${body}\n`,
  'no cause to be found': (/** @type {string} */ body) => body.replace('order.paid', 'order.lost'),
};

/** @param {string} body */
function sortKeys(body) {
  const sorted = (/** @type {unknown} */ value) => {
    if (Array.isArray(value)) return value.map(sorted);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, each]) => [key, sorted(each)]),
    );
  };
  return JSON.stringify(sorted(JSON.parse(body)));
}

/** Time per diagnosis of a 100 KB body, as a caller waits for it. @returns {Promise<import('./table.mjs').Row[]>} */
export async function diagnosisTime() {
  /** @type {import('./table.mjs').Row[]} */
  const rows = [];
  await withHookbench(async ({ controlUrl, token }) => {
    const call = async (/** @type {string} */ name, /** @type {unknown} */ input) => {
      const response = await fetch(`${controlUrl}/commands/${name}`, {
        method: 'POST',
        headers: { Authorization: `Bearer ${token}`, 'Content-Type': 'application/json' },
        body: JSON.stringify(input),
      });
      return response.json();
    };
    const body = largeEvent();
    const signature = `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`;
    for (const [name, change] of Object.entries(cases)) {
      /** @type {number[]} */
      const times = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const startedAt = performance.now();
        await call('signatures.diagnose', {
          provider: 'github',
          secret: SECRET,
          request: {
            url: 'https://example.com/hooks',
            headers: [
              { name: 'Content-Type', value: 'application/json' },
              { name: 'X-Hub-Signature-256', value: signature },
            ],
            body: { text: change(body) },
          },
        });
        times.push(performance.now() - startedAt);
      }
      const p95 = percentile(times, 0.95);
      rows.push({
        what: `time per diagnosis, 100 KB body, ${name}, p95`,
        measured: milliseconds(p95),
        wanted: '< 300 ms',
        isReached: p95 < 300,
      });
    }
  });
  return rows;
}
