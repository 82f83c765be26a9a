import type { Duplex } from 'node:stream';
import {
  createFrameParser,
  encodeFrame,
  encodeFrameHeader,
  encodeUint32,
  FrameFlag,
  FrameType,
  MuxError,
} from './frame.ts';
import type { Frame } from './frame.ts';
import { MuxStream } from './mux-stream.ts';
import type { MuxStreamLink } from './mux-stream.ts';

/** The stream that the client opens first, for heartbeats: any frame on it is harmless. */
const heartbeatStreamId = 3;

export interface MuxConnection {
  /** Opens a stream towards the client; `firstBytes` (at most 64 KiB) travel in its first frame. */
  open(firstBytes: Uint8Array): MuxStream;
  readonly openStreamCount: number;
  /** Sends GOAWAY; the client then closes and connects anew. */
  goAway(message: string): void;
  destroy(): void;
}

export interface MuxConnectionHandlers {
  onStream(stream: MuxStream): void;
  /** Once, for whatever reason the connection ended. */
  onClose(reason: string): void;
  onStreamClosed(): void;
}

/** The server's half of a muxado session over an established (TLS) socket. */
export function createMuxConnection(socket: Duplex, handlers: MuxConnectionHandlers): MuxConnection {
  const parser = createFrameParser();
  const streams = new Map<number, MuxStream>();
  let nextStreamId = 2;
  let writeCount = 0;
  let isClosed = false;

  const write = (...parts: Uint8Array[]) => {
    if (isClosed) return;
    writeCount += 1;
    socket.cork();
    for (const part of parts) if (part.length > 0) socket.write(part);
    socket.uncork();
  };

  const link: MuxStreamLink = {
    sendData: (streamId, body, { isLast }) =>
      write(encodeFrameHeader(FrameType.data, isLast ? FrameFlag.fin : 0, streamId, body.length), body),
    sendWindowIncrement: (streamId, increment) =>
      write(encodeFrame(FrameType.windowIncrement, 0, streamId, encodeUint32(increment))),
    sendReset: (streamId, errorCode) =>
      write(encodeFrame(FrameType.rst, 0, streamId, encodeUint32(errorCode))),
    forget(streamId) {
      if (streams.delete(streamId)) handlers.onStreamClosed();
    },
  };

  const close = (reason: string) => {
    if (isClosed) return;
    isClosed = true;
    socket.destroy();
    const error = new Error(`the session ended: ${reason}`);
    for (const stream of [...streams.values()]) stream.abandon(error);
    streams.clear();
    handlers.onClose(reason);
  };

  const receiveData = (frame: Frame) => {
    let stream = streams.get(frame.streamId);
    if (stream === undefined && (frame.flags & FrameFlag.syn) !== 0) {
      stream = new MuxStream(frame.streamId, link);
      streams.set(stream.id, stream);
      handlers.onStream(stream);
    }
    // Frames may still arrive for a stream that was closed here a moment ago.
    if (stream === undefined) return;
    if (!stream.receive(frame.body, (frame.flags & FrameFlag.fin) !== 0)) {
      link.sendReset(stream.id, MuxError.flowControl);
      stream.abandon(new Error('the client exceeded its window'));
    }
  };

  const receive = (frame: Frame) => {
    switch (frame.type) {
      case FrameType.data:
        receiveData(frame);
        return;
      case FrameType.windowIncrement:
        if (frame.body.length === 4)
          streams.get(frame.streamId)?.grow(frame.body.readUInt32BE() & 0x7fff_ffff);
        return;
      case FrameType.rst:
        streams.get(frame.streamId)?.abandon(new Error('the client reset the stream'));
        return;
      case FrameType.goAway:
        // The client's GOAWAY announces a wrong length: what follows it can't be parsed, so it is final.
        close('the client sent GOAWAY');
        return;
      default:
        close(`unknown frame type ${frame.type}`);
    }
  };

  socket.on('data', (chunk: Buffer) => {
    const countBefore = writeCount;
    for (const frame of parser.push(chunk)) {
      if (isClosed) return;
      receive(frame);
    }
    // The client leaves Nagle's algorithm on: its next segment waits for an ACK, which the kernel delays by 40 ms unless
    // something is sent. A zero increment is the cheapest something.
    if (writeCount === countBefore && !isClosed) link.sendWindowIncrement(heartbeatStreamId, 0);
  });
  socket.on('error', (error) => close(error.message));
  socket.on('end', () => close('the client closed the connection'));
  socket.on('close', () => close('the connection was closed'));

  return {
    open(firstBytes) {
      const stream = new MuxStream(nextStreamId, link);
      nextStreamId += 2;
      if (isClosed) {
        stream.abandon(new Error('the session has ended'));
        return stream;
      }
      streams.set(stream.id, stream);
      stream.claim(firstBytes.length);
      write(encodeFrame(FrameType.data, FrameFlag.syn, stream.id, firstBytes));
      return stream;
    },
    get openStreamCount() {
      return streams.size;
    },
    goAway(message) {
      const fixed = Buffer.concat([encodeUint32(0), encodeUint32(MuxError.none), Buffer.from(message)]);
      write(encodeFrame(FrameType.goAway, 0, 0, fixed));
    },
    destroy: () => close('closed by the edge'),
  };
}
