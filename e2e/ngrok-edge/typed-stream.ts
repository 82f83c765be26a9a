import type { Duplex } from 'node:stream';

/** The first four bytes of every stream say what it is for. */
export const StreamType = {
  auth: 0,
  bind: 1,
  unbind: 2,
  proxy: 3,
  stopTunnel: 9,
  heartbeat: 0xffff_ffff,
} as const;

const maxRequestBytes = 4 * 1024 * 1024;

/** Gathers what arrives and hands over everything so far, until `take` says how many bytes it used. */
function readUntil(stream: Duplex, take: (bytes: Buffer) => number | undefined): void {
  let bytes: Buffer = Buffer.alloc(0);
  const onData = (chunk: Buffer) => {
    bytes = bytes.length === 0 ? chunk : Buffer.concat([bytes, chunk]);
    if (bytes.length > maxRequestBytes) {
      stream.destroy(new Error('the request is too large'));
      return;
    }
    const used = take(bytes);
    if (used === undefined) return;
    stream.off('data', onData);
    stream.pause();
    if (used < bytes.length) stream.unshift(bytes.subarray(used));
  };
  stream.on('data', onData);
  // It stays paused after an earlier read that put something back.
  stream.resume();
}

/** Calls back with the type of a stream that the client opened; what follows can then be read from the stream. */
export function readStreamType(stream: Duplex, found: (type: number) => void): void {
  readUntil(stream, (bytes) => {
    if (bytes.length < 4) return undefined;
    // After the rest was put back.
    queueMicrotask(() => found(bytes.readUInt32BE()));
    return 4;
  });
}

/** Reads one JSON document: it has neither a length nor an end, so each chunk may be the one that completes it. */
export function readJsonRequest(stream: Duplex, found: (request: unknown) => void): void {
  readUntil(stream, (bytes) => {
    let request: unknown;
    try {
      request = JSON.parse(bytes.toString('utf8'));
    } catch {
      return undefined;
    }
    queueMicrotask(() => found(request));
    return bytes.length;
  });
}

/** Answers and ends the stream: the client reads to its end. */
export function answerJson(stream: Duplex, answer: unknown): void {
  stream.end(JSON.stringify(answer));
  stream.resume();
}

/** A stream that the edge opens to tell the client something, such as StopTunnel. */
export function encodeNotice(type: number, notice: unknown): Buffer {
  const prefix = Buffer.allocUnsafe(4);
  prefix.writeUInt32BE(type);
  return Buffer.concat([prefix, Buffer.from(JSON.stringify(notice))]);
}

/** Sends heartbeats back and reports them, while `shouldAnswer` says so. */
export function echoHeartbeats(stream: Duplex, shouldAnswer: () => boolean, onBeat: () => void): void {
  let waiting: Buffer = Buffer.alloc(0);
  stream.on('data', (chunk: Buffer) => {
    waiting = Buffer.concat([waiting, chunk]);
    while (waiting.length >= 4) {
      const beat = waiting.subarray(0, 4);
      waiting = waiting.subarray(4);
      if (!shouldAnswer()) continue;
      onBeat();
      stream.write(Buffer.from(beat));
    }
  });
  stream.resume();
}
