import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { writeFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../clock.ts';
import { buildEntry } from '../testing/build-entry.ts';
import { createFakeClock } from '../testing/fake-clock.ts';
import { parseContentEncoding } from './content-encoding.ts';
import { createDecoder, type Decoder } from './decoder.ts';

let workerPath: string;
let decoder: Decoder;
beforeAll(async () => {
  workerPath = await buildEntry(new URL('./decode-worker.ts', import.meta.url));
  decoder = createDecoder({ workerPath, clock: systemClock, timeLimitMs: 60_000 });
});
afterAll(() => decoder.close());

const text = Buffer.from('{"order":12345678901234567890,"items":["\u00e9","x"]}'.repeat(40));
const random = Buffer.from(
  Array.from({ length: 200_000 }, (_, at) => (at * 7919 + (at >> 3) * 104_729) % 251),
);
/** Made by the zstd command: `{"a":1}` 100 times. */
const zstdText = Buffer.from('{"a":1}'.repeat(100));
const zstd = Buffer.from('KLUv/QRYdQAAOHsiYSI6MX0BALJUFSNPJNg+', 'base64');

describe('decode', () => {
  it.each([
    ['gzip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
  ])('undoes %s', async (coding, encode) => {
    for (const original of [text, random]) {
      const { bytes, ...rest } = await decoder.decode([coding], encode(original));
      expect(original.equals(bytes)).toBe(true);
      expect(rest).toEqual({ totalBytes: original.length, isComplete: true, codings: [coding] });
    }
  });

  it('undoes zstd', async () => {
    const { bytes, ...rest } = await decoder.decode(['zstd'], zstd);
    expect(Buffer.from(bytes)).toEqual(zstdText);
    expect(rest).toEqual({ totalBytes: zstdText.length, isComplete: true, codings: ['zstd'] });
  });

  it('undoes chains, the last coding first', async () => {
    const body = gzipSync(brotliCompressSync(deflateSync(text)));
    expect(await decoder.decode(['deflate', 'br', 'gzip'], body)).toMatchObject({
      bytes: new Uint8Array(text),
      isComplete: true,
      codings: ['gzip', 'br', 'deflate'],
    });
  });

  it('takes a body as a stream, in several gzip members', async () => {
    const members = [gzipSync(text), gzipSync(random)];
    // eslint-disable-next-line @typescript-eslint/require-await -- the shape of a stream
    async function* chunks() {
      yield* members;
    }
    const { bytes } = await decoder.decode(['gzip'], chunks());
    expect(Buffer.concat([text, random]).equals(bytes)).toBe(true);
  });

  it('leaves an empty body and one without codings as they are', async () => {
    expect(await decoder.decode(['gzip'], new Uint8Array())).toMatchObject({
      totalBytes: 0,
      isComplete: true,
    });
    expect(await decoder.decode([], text, { maxBytes: 10 })).toEqual({
      bytes: text.subarray(0, 10),
      totalBytes: 10,
      isComplete: false,
      codings: [],
    });
  });

  it('stops at a coding it does not know, with the bytes before it', async () => {
    expect(await decoder.decode(['aes128gcm', 'gzip'], gzipSync(text))).toEqual({
      bytes: new Uint8Array(text),
      totalBytes: text.length,
      isComplete: false,
      codings: ['gzip'],
      problem: '"aes128gcm" is a content coding that Hookbench can\'t undo.',
    });
  });

  it.each(['gzip', 'deflate', 'br', 'zstd'])('says when a body is no %s at all', async (coding) => {
    const plain = Buffer.from('hello, this is not compressed');
    expect(await decoder.decode([coding], plain)).toEqual({
      bytes: new Uint8Array(plain),
      totalBytes: plain.length,
      isComplete: false,
      codings: [],
      problem: `The body is not in the ${coding} format that its Content-Encoding names.`,
    });
  });

  it.each([
    ['gzip', gzipSync(random)],
    ['deflate', deflateSync(random)],
    ['br', brotliCompressSync(random)],
  ])('gives what can be decoded of truncated %s', async (coding, encoded) => {
    const half = await decoder.decode([coding], encoded.subarray(0, encoded.length >> 1));
    expect(half.problem).toBe(`The ${coding} data ends too early: this is what could be decoded.`);
    expect(half.isComplete).toBe(false);
    expect(half.totalBytes).toBeGreaterThan(0);
    expect(random.subarray(0, half.totalBytes).equals(half.bytes)).toBe(true);
  });

  it('gives all of a gzip whose sum is wrong or missing', async () => {
    const wrong = Buffer.from(gzipSync(text));
    wrong.writeUInt32LE(0, wrong.length - 8);
    const damaged = await decoder.decode(['gzip'], wrong);
    expect(damaged.problem).toBe('The gzip data is damaged: this is what could be decoded before that.');
    expect(damaged.totalBytes).toBeGreaterThan(text.length / 2);
    const missing = await decoder.decode(['gzip'], gzipSync(text).subarray(0, -8));
    expect(Buffer.from(missing.bytes)).toEqual(text);
  });

  it.each([
    ['br', brotliCompressSync(Buffer.alloc(64 * 1024 * 1024))],
    ['gzip', gzipSync(Buffer.alloc(64 * 1024 * 1024))],
  ])('defuses a bomb of %s', async (coding, bomb) => {
    const { totalBytes, isComplete, problem } = await decoder.decode([coding], bomb);
    expect(totalBytes).toBeLessThanOrEqual(16 * 1024 * 1024);
    expect(isComplete).toBe(false);
    if (coding === 'br') expect(problem).toContain('grows more than 1000-fold');
  });

  it('shows the beginning of what is larger than its limit, without blame', async () => {
    const result = await decoder.decode(['gzip'], gzipSync(random), { maxBytes: 1000 });
    expect(result).toEqual({
      bytes: new Uint8Array(random.subarray(0, 1000)),
      totalBytes: 1000,
      isComplete: false,
      codings: ['gzip'],
    });
  });

  it('undoes five codings, and none of six', async () => {
    let body: Uint8Array = text;
    for (let count = 0; count < 5; count += 1) body = gzipSync(body);
    const five = Array.from({ length: 5 }, () => 'gzip');
    expect(await decoder.decode(five, body)).toMatchObject({ isComplete: true, totalBytes: text.length });
    expect(await decoder.decode([...five, 'gzip'], gzipSync(body))).toMatchObject({
      codings: [],
      problem: 'The body has 6 content codings; more than 5 are not undone.',
    });
  });

  it('answers for any bytes at all', async () => {
    const codings = fc.array(fc.constantFrom('gzip', 'deflate', 'br', 'zstd'), {
      minLength: 1,
      maxLength: 3,
    });
    const mutated = fc
      .tuple(
        fc.constantFrom(gzipSync(text), deflateSync(text), brotliCompressSync(text), zstd),
        fc.nat(),
        fc.nat(255),
      )
      .map(([bytes, at, value]) => {
        const copy = Buffer.from(bytes);
        copy[at % copy.length] = value;
        return copy;
      });
    await fc.assert(
      fc.asyncProperty(codings, fc.oneof(fc.uint8Array({ maxLength: 100 }), mutated), async (list, bytes) => {
        const result = await decoder.decode(list, bytes);
        expect(result.totalBytes).toBe(result.bytes.length);
        expect(result.isComplete).toBe(result.problem === undefined);
      }),
      { numRuns: 300 },
    );
  });
});

describe('the thread', () => {
  it('is ended when idle, and started again for the next job', async () => {
    const clock = createFakeClock();
    const own = createDecoder({ workerPath, clock, idleMs: 1000 });
    expect((await own.decode(['gzip'], gzipSync(text))).isComplete).toBe(true);
    expect(clock.pendingCount).toBe(1);
    clock.advance(1000);
    expect(clock.pendingCount).toBe(0);
    expect((await own.decode(['gzip'], gzipSync(text))).isComplete).toBe(true);
    await own.close();
    expect(clock.pendingCount).toBe(0);
  });

  it.each([
    ['hangs', 'for (;;);', 'Decoding this body took longer than 2 s, so it is shown as it came.'],
    ['fails', 'throw new Error("x");', 'Decoding this body failed.'],
    ['ends', 'process.exit(0);', 'Decoding was ended.'],
  ])('that %s costs its job only', async (_how, code, problem) => {
    const folder = await mkdtemp(join(tmpdir(), 'hookbench-decode-'));
    const path = join(folder, 'worker.mjs');
    await writeFile(
      path,
      `import { parentPort } from 'node:worker_threads';
       parentPort.on('message', (job) => {
         if (job.codings[0] === 'bad') { ${code} }
         parentPort.postMessage({ bytes: job.bytes, totalBytes: 0, isComplete: true, codings: [] });
       });`,
    );
    const own = createDecoder({ workerPath: path, clock: systemClock, timeLimitMs: 2000 });
    const [bad, good] = await Promise.all([own.decode(['bad'], text), own.decode(['good'], text)]);
    expect(bad).toEqual({ bytes: text, totalBytes: text.length, isComplete: false, codings: [], problem });
    expect(good.isComplete).toBe(true);
    await own.close();
    await rm(folder, { recursive: true });
  });
});

describe('parseContentEncoding', () => {
  it.each([
    [undefined, []],
    ['', []],
    ['identity', []],
    [' GZip ', ['gzip']],
    ['x-gzip, Identity,,br', ['gzip', 'br']],
    ['constructor', ['constructor']],
  ])('%j', (value, codings) => {
    expect(parseContentEncoding(value)).toEqual(codings);
  });
});
