import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Receiver {
  url: string;
  received: { method: string; url: string; headers: string[]; body: Buffer }[];
  close(): void;
}

/** A local server that keeps what it gets and answers 201. */
export async function receiver(): Promise<Receiver> {
  const received: Receiver['received'] = [];
  const server: Server = createServer((message: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    message.on('data', (chunk: Buffer) => chunks.push(chunk));
    message.on('end', () => {
      const { method = '', url = '', rawHeaders: headers } = message;
      received.push({ method, url, headers, body: Buffer.concat(chunks) });
      response.writeHead(201).end('taken');
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, received, close: () => server.close() };
}

/** A port that was free a moment ago. */
export async function freePort(): Promise<number> {
  const taken = await receiver();
  taken.close();
  return Number(new URL(taken.url).port);
}
