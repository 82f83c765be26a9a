import { brotliDecompressSync, gunzipSync, gzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { bodyGuess } from '../body-guess.ts';
import type { Hypotheses } from '../scene.ts';

/** What a hostile body may grow to. */
const MAX_BYTES = 4 * 1024 * 1024;
/** A larger body is not packed again: too slow, and it seldom gives the same bytes. */
const MAX_PACKED_BYTES = 512 * 1024;

/** Compressed or decompressed on the way. */
export const bodyCoding: Hypotheses = function* (scene) {
  const { body, headers } = scene.setting.message;
  const coding =
    headers.find(({ name }) => name.toLowerCase() === 'content-encoding')?.value.toLowerCase() ?? '';
  const isGzip = body[0] === 0x1f && body[1] === 0x8b;
  const decoders: [string, (bytes: Uint8Array, options: { maxOutputLength: number }) => Uint8Array][] = [
    ...(isGzip ? [['gzip', gunzipSync] as [string, typeof gunzipSync]] : []),
    ...(coding.includes('deflate') ? [['deflate', inflateSync] as [string, typeof inflateSync]] : []),
    ...(coding.includes('deflate') ? [['deflate', inflateRawSync] as [string, typeof inflateRawSync]] : []),
    ...(coding.includes('br') ? [['br', brotliDecompressSync] as [string, typeof brotliDecompressSync]] : []),
  ];
  for (const [name, decode] of decoders) {
    const decoded = attempt(() => decode(body, { maxOutputLength: MAX_BYTES }));
    if (decoded === undefined || !scene.work.spend(decoded.length)) continue;
    yield bodyGuess(scene, 'body.compressed', decoded, {
      signed: `the body before it was compressed (${name})`,
      fix: 'The sender signs before it compresses: undo the Content-Encoding first, then verify, or find what compresses the body on the way.',
      hasDifference: false,
    });
  }
  if (isGzip || body.length > MAX_PACKED_BYTES) return;
  for (const level of [6, 9, 1, -1, 5]) {
    if (!scene.work.spend(body.length * 8)) return;
    const packed = gzipSync(body, { level });
    for (const system of [packed[9] ?? 3, 255, 3, 0, 10, 11, 19]) {
      const signed = Buffer.from(packed);
      signed[9] = system;
      yield bodyGuess(scene, 'body.decompressed', signed, {
        signed: 'the body compressed (gzip); what came is decompressed',
        fix: 'Verify over the bytes as they come, before the Content-Encoding is undone: in Express, verify in the verify option of the body parser with inflate: false.',
        hasDifference: false,
      });
    }
  }
};

function attempt(decode: () => Uint8Array): Uint8Array | undefined {
  try {
    return decode();
  } catch {
    return undefined;
  }
}
