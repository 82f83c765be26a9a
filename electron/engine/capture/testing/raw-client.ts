import { connect, type Socket } from 'node:net';

/** A client that writes bytes as they are given and keeps what comes back. */
export interface RawClient {
  readonly socket: Socket;
  /** What was received so far, a character a byte. */
  received(): string;
  write(bytes: string | Uint8Array): void;
  /** Closes the sending half. */
  finish(): void;
  /** Resets the connection. */
  reset(): void;
  /** Resolves once what was received satisfies the test; rejects when the connection ends before. */
  until(test: RegExp | ((received: string) => boolean)): Promise<string>;
  /** Resolves with all that was received when the other side has closed or reset the connection. */
  closed(): Promise<string>;
}

/** Strings are written as Latin-1. */
export function openRaw(port: number, host = '127.0.0.1'): Promise<RawClient> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host, allowHalfOpen: true });
    const waiting = new Set<() => void>();
    let received = '';
    let isOver = false;
    const look = () => {
      for (const check of waiting) check();
    };
    const over = () => {
      isOver = true;
      look();
    };
    socket.on('data', (chunk) => {
      received += chunk.toString('latin1');
      look();
    });
    socket.on('end', () => {
      over();
      socket.end();
    });
    socket.on('close', over);
    socket.on('error', reject);
    const client: RawClient = {
      socket,
      received: () => received,
      write: (bytes) => void socket.write(typeof bytes === 'string' ? Buffer.from(bytes, 'latin1') : bytes),
      finish: () => void socket.end(),
      reset: () => void socket.resetAndDestroy(),
      until: (test) =>
        new Promise((done, fail) => {
          const isMet = () => (typeof test === 'function' ? test(received) : test.test(received));
          const check = () => {
            if (isMet()) done(received);
            else if (isOver) fail(new Error(`The connection ended after ${JSON.stringify(received)}`));
            else return;
            waiting.delete(check);
          };
          waiting.add(check);
          check();
        }),
      closed: () =>
        new Promise((done) => {
          const check = () => {
            if (!isOver) return;
            waiting.delete(check);
            done(received);
          };
          waiting.add(check);
          check();
        }),
    };
    socket.on('connect', () => resolve(client));
  });
}

/** Sends bytes on a connection of their own and resolves with all that came back until it was closed. */
export async function sendRaw(port: number, bytes: string | Uint8Array): Promise<string> {
  const client = await openRaw(port);
  client.write(bytes);
  return client.closed();
}
