/**
 * The load: `node bench/load.mjs <json>`, a process of its own so that it shares nothing with what it measures. Raw
 * sockets, one request in flight on each, so that the generator costs little beside the server.
 *
 * @typedef {object} LoadOptions
 * @property {string} url
 * @property {number} connections
 * @property {number} bodyBytes
 * @property {number} warmUpMs not counted
 * @property {number} durationMs
 *
 * @typedef {object} LoadResult
 * @property {number} perSecond
 * @property {number} answered
 * @property {number} refused answers other than 2xx
 * @property {number} p50Ms
 * @property {number} p99Ms
 */
import { connect } from 'node:net';

/** @type {LoadOptions} */
const options = JSON.parse(process.argv[2] ?? '{}');
const url = new URL(options.url);
const head = [
  `POST ${url.pathname} HTTP/1.1`,
  `Host: ${url.host}`,
  'User-Agent: hookbench-bench/1',
  'Accept: */*',
  'Content-Type: application/json',
  'X-Request-Id: 7c1f3ad2-52f0-4bd2-9c39-2ab0a5a0b6b1',
  `Content-Length: ${options.bodyBytes}`,
];
const filler = 'x'.repeat(Math.max(0, options.bodyBytes - '{"data":""}'.length));
const request = Buffer.from(`${head.join('\r\n')}\r\n\r\n{"data":"${filler}"}`);

const latencies = new Float64Array(5_000_000);
let answered = 0;
let refused = 0;
const countFrom = performance.now() + options.warmUpMs;
const countUntil = countFrom + options.durationMs;

await Promise.all(Array.from({ length: options.connections }, run));
const sorted = latencies.subarray(0, answered).sort();
/** @type {LoadResult} */
const result = {
  perSecond: Math.round((answered * 1000) / options.durationMs),
  answered,
  refused,
  p50Ms: sorted[Math.floor(answered * 0.5)] ?? Number.NaN,
  p99Ms: sorted[Math.floor(answered * 0.99)] ?? Number.NaN,
};
console.log(JSON.stringify(result));

/** One connection: sends, waits for the whole answer, sends again. */
function run() {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(url.port), url.hostname);
    socket.setNoDelay(true);
    let pending = '';
    let sentAt = 0;
    const send = () => {
      sentAt = performance.now();
      socket.write(request);
    };
    socket.setEncoding('latin1');
    socket.on('connect', send);
    socket.on('error', reject);
    socket.on('close', () =>
      performance.now() >= countUntil ? resolve(undefined) : reject(new Error('closed early')),
    );
    socket.on('data', (chunk) => {
      pending += chunk;
      const length = answerLength(pending);
      if (length === undefined || pending.length < length) return;
      const now = performance.now();
      const isOk = pending.startsWith('HTTP/1.1 2');
      pending = pending.slice(length);
      if (now >= countFrom && now < countUntil) {
        if (isOk) latencies[answered++] = now - sentAt;
        else refused += 1;
      }
      if (now < countUntil) send();
      else socket.destroy();
    });
  });
}

/** @param {string} text @returns {number | undefined} how long the first answer in `text` is, once that can be told */
function answerLength(text) {
  const headEnd = text.indexOf('\r\n\r\n');
  if (headEnd === -1) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(text.slice(0, headEnd));
  if (length !== null) return headEnd + 4 + Number(length[1]);
  if (/^HTTP\/1\.1 204/.test(text)) return headEnd + 4;
  const end = text.indexOf('\r\n0\r\n\r\n', headEnd + 2);
  return end === -1 ? undefined : end + 7;
}
