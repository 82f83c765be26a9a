import type { Socket } from 'node:net';

/**
 * Methods are case-sensitive (RFC 9110 §9.1), yet Node's client writes them in capitals. The first bytes it writes on a
 * connection of its own are the method, so those are written as they were given.
 */
export function keepMethodCase(socket: Socket, method: string): void {
  if (method === method.toUpperCase()) return;
  const write = socket.write.bind(socket) as (chunk: unknown, ...rest: unknown[]) => boolean;
  let isFirst = true;
  const writeOnce = (chunk: unknown, ...rest: unknown[]): boolean => {
    if (!isFirst) return write(chunk, ...rest);
    isFirst = false;
    if (typeof chunk === 'string') return write(method + chunk.slice(method.length), ...rest);
    return write(chunk, ...rest);
  };
  socket.write = writeOnce;
}
