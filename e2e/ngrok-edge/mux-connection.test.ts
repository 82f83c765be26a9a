import { duplexPair } from 'node:stream';
import { expect, test } from 'vitest';
import { createFrameParser, encodeFrame, encodeUint32, FrameFlag, FrameType, MuxError } from './frame.ts';
import type { Frame } from './frame.ts';
import { createMuxConnection } from './mux-connection.ts';
import type { MuxConnection } from './mux-connection.ts';
import type { MuxStream } from './mux-stream.ts';

interface Peer {
  connection: MuxConnection;
  streams: MuxStream[];
  /** Why it ended, once it has. */
  ended: Promise<string>;
  send: (type: number, flags: number, streamId: number, body?: Uint8Array) => void;
  /** Resolves with the next frame that fits; frames before it are passed over. */
  receive: (fits: (frame: Frame) => boolean) => Promise<Frame>;
}

function connect(): Peer {
  const [near, far] = duplexPair();
  const streams: MuxStream[] = [];
  let ended: (reason: string) => void = () => undefined;
  const endedPromise = new Promise<string>((resolve) => (ended = resolve));
  const connection = createMuxConnection(near, {
    onStream: (stream) => streams.push(stream),
    onClose: (reason) => ended(reason),
    onStreamClosed: () => undefined,
  });

  const parser = createFrameParser();
  const waiting: Frame[] = [];
  let wake: () => void = () => undefined;
  far.on('data', (chunk: Buffer) => {
    waiting.push(...parser.push(chunk));
    wake();
  });
  return {
    connection,
    streams,
    ended: endedPromise,
    send: (type, flags, streamId, body = Buffer.alloc(0)) =>
      far.write(encodeFrame(type, flags, streamId, body)),
    async receive(fits) {
      for (;;) {
        for (let frame = waiting.shift(); frame !== undefined; frame = waiting.shift()) {
          if (fits(frame)) return frame;
        }
        await new Promise<void>((resolve) => (wake = resolve));
      }
    },
  };
}

const isData = ({ type }: Frame) => type === FrameType.data;

test('a stream sends no more than the window until the peer gives credit', async () => {
  const { connection, send, receive } = connect();
  const stream = connection.open(Buffer.alloc(4));
  stream.write(Buffer.alloc(300_000, 'a'));
  let sentBytes = 0;
  while (sentBytes < 262_144) sentBytes += (await receive(isData)).body.length;
  expect(sentBytes).toBe(262_144);
  // Anything that makes it answer shows that no more data came before.
  send(FrameType.data, FrameFlag.syn, 3, Buffer.from('ping'));
  expect((await receive(() => true)).type).toBe(FrameType.windowIncrement);
  send(FrameType.windowIncrement, 0, stream.id, encodeUint32(100_000));
  while (sentBytes < 300_004) sentBytes += (await receive(isData)).body.length;
  expect(sentBytes).toBe(300_004);
});

test('a peer that sends more than the window is reset with a flow control error', async () => {
  const { streams, send, receive } = connect();
  send(FrameType.data, FrameFlag.syn, 7, Buffer.from('x'));
  await receive(({ type }) => type === FrameType.windowIncrement);
  streams[0]?.pause();
  for (let part = 0; part < 3; part += 1) send(FrameType.data, 0, 7, Buffer.alloc(200_000));
  const reset = await receive(({ type }) => type === FrameType.rst);
  expect(reset).toMatchObject({ streamId: 7, body: encodeUint32(MuxError.flowControl) });
});

test('every chunk is answered at once, if only with an empty increment', async () => {
  const { connection, send, receive } = connect();
  const stream = connection.open(Buffer.alloc(4));
  await receive(isData);
  send(FrameType.windowIncrement, 0, stream.id, encodeUint32(4));
  expect(await receive(() => true)).toMatchObject({ type: FrameType.windowIncrement, body: encodeUint32(0) });
});

test('closing a stream sends FIN before RST, and ends it', async () => {
  const { connection, receive } = connect();
  const stream = connection.open(Buffer.alloc(4));
  await receive(isData);
  stream.destroy();
  expect(await receive(() => true)).toMatchObject({ type: FrameType.data, flags: FrameFlag.fin });
  expect(await receive(() => true)).toMatchObject({
    type: FrameType.rst,
    body: encodeUint32(MuxError.streamCancelled),
  });
  expect(connection.openStreamCount).toBe(0);
});

test('a stream is over when both sides have ended it', async () => {
  const { connection, send, receive } = connect();
  const stream = connection.open(Buffer.alloc(4));
  stream.resume();
  stream.end('request');
  await receive(({ flags }) => flags === FrameFlag.fin);
  expect(connection.openStreamCount).toBe(1);
  send(FrameType.data, FrameFlag.fin, stream.id, Buffer.from('reply'));
  await receive(({ type }) => type === FrameType.windowIncrement);
  expect(connection.openStreamCount).toBe(0);
});

test('GOAWAY is final: what follows it is not read', async () => {
  const { streams, ended, send, connection } = connect();
  const open = connection.open(Buffer.alloc(4));
  send(FrameType.goAway, 0, 0, Buffer.alloc(8));
  send(FrameType.data, FrameFlag.syn, 9, Buffer.from('late'));
  expect(await ended).toBe('the client sent GOAWAY');
  expect(streams).toEqual([]);
  expect(open.destroyed).toBe(true);
});
