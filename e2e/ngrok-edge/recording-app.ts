import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { toHeaderList } from './header-list.ts';
import type { HeaderList } from './header-list.ts';

export interface SeenRequest {
  method: string;
  target: string;
  headers: HeaderList;
  trailers: HeaderList;
  sizeBytes: number;
  sha256: string;
}

/** The local application behind a tunnel. */
export interface RecordingApp {
  readonly url: string;
  readonly port: number;
  /** Requests that arrived completely. */
  readonly seen: SeenRequest[];
  close: () => Promise<void>;
}

export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** Starts an application that records every request and then answers with `answer`, by default an empty 200. */
export async function startRecordingApp(
  answer: Answer = (_request, response) => void response.end(),
): Promise<RecordingApp> {
  const seen: SeenRequest[] = [];
  const server = createServer((request, response) => {
    const hash = createHash('sha256');
    let sizeBytes = 0;
    request.on('data', (chunk: Buffer) => {
      sizeBytes += chunk.length;
      hash.update(chunk);
    });
    request.on('end', () => {
      seen.push({
        method: request.method ?? '',
        target: request.url ?? '',
        headers: toHeaderList(request.rawHeaders),
        trailers: toHeaderList(request.rawTrailers),
        sizeBytes,
        sha256: hash.digest('hex'),
      });
      answer(request, response);
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\n');
    socket.write(`${request.headers.upgrade ?? ''} ${request.url ?? ''}\n`);
    socket.write(head);
    socket.pipe(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    seen,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
