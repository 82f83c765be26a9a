import { Duplex } from 'node:stream';
import type { Socket } from 'node:net';

/** The rest of a connection, as a stream that the HTTP server takes for a new one. */
export interface Tail extends Duplex {
  /**
   * Stops reading and returns what was read from the socket but not handed on. It can still be written to; destroying it
   * leaves the socket alone from now on.
   */
  release(): Buffer;
  /** As `net.Socket` has it: the connection ends with a reset (TCP RST). */
  resetAndDestroy(): void;
}

/**
 * Takes a socket away from its HTTP parser and makes a stream of `rest`, then of all that still arrives; what is written
 * to it goes to the socket. Injecting such a stream by `connection` is a documented use of `http.Server`.
 */
export function createTail(socket: Socket, rest: Buffer): Tail {
  let isReleased = false;
  // The parser's own listeners for its close, timeout and drain stay: they end what it had under way.
  socket.removeAllListeners('data');
  socket.removeAllListeners('end');

  const onData = (chunk: Buffer) => {
    if (!tail.push(chunk)) socket.pause();
  };
  const onEnd = () => void tail.push(null);
  const onClose = () => void tail.destroy();

  const stream = new Duplex({
    allowHalfOpen: true,
    read() {
      socket.resume();
    },
    write(chunk: Buffer, _encoding, done) {
      socket.write(chunk, done);
    },
    final(done) {
      socket.end(done);
    },
    destroy(error, done) {
      if (!isReleased) socket.destroy();
      done(error);
    },
  });
  const tail: Tail = Object.assign(stream, {
    resetAndDestroy: () => void socket.resetAndDestroy(),
    release(): Buffer {
      isReleased = true;
      socket.off('data', onData);
      socket.off('end', onEnd);
      stream.removeAllListeners('data');
      const left: unknown = stream.read();
      return Buffer.isBuffer(left) ? left : Buffer.alloc(0);
    },
  });

  tail.push(rest);
  socket.on('data', onData);
  socket.on('end', onEnd);
  socket.on('close', onClose);
  // A connection may be carried on many times.
  tail.on('close', () => socket.off('close', onClose));
  return tail;
}
