import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createSocketServer, type Socket } from 'node:net';
import type { PaypalEnvironment } from '../../../shared/model/paypal-lab.ts';
import type { LabCertificate } from './certificate.ts';
import { plainVerdict, textAnswer, type LabAnswer, type LabRequest } from './lab-answer.ts';

/** PayPal's messages have a few kilobytes. */
const BODY_LIMIT_BYTES = 128 * 1024;
const MAX_CONNECTIONS = 128;
/** A TLS record with a handshake begins with this byte (RFC 8446 §5.1); no HTTP method does. */
const TLS_HANDSHAKE = 0x16;
const FIRST_BYTE_MS = 10_000;
const IDLE_MS = 30_000;

export interface LabServerOptions {
  certificate: LabCertificate;
  answer(request: LabRequest): Promise<LabAnswer>;
  onAnswered(request: LabRequest & { target: string }, answer: LabAnswer): void;
  onDefect(error: unknown): void;
}

export interface LabServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Listens on 127.0.0.1, for HTTP and HTTPS at the same port. Rejects when the port can't be had. */
export async function openLabServer(port: number, options: LabServerOptions): Promise<LabServer> {
  const handle = (message: IncomingMessage, response: ServerResponse) => {
    serve(message, response, options).catch((error: unknown) => {
      options.onDefect(error);
      response.destroy();
    });
  };
  const plain = createServer(handle);
  const { privateKey: key, certificate: cert } = options.certificate;
  const secure = createTlsServer({ key, cert }, handle);
  for (const server of [plain, secure]) server.timeout = IDLE_MS;
  const sockets = new Set<Socket>();
  const front = createSocketServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setTimeout(FIRST_BYTE_MS, () => socket.destroy());
    socket.once('readable', () => {
      const chunk = socket.read() as Buffer | null;
      if (chunk === null) {
        socket.destroy();
        return;
      }
      socket.setTimeout(0);
      socket.removeAllListeners('timeout');
      socket.unshift(chunk);
      (chunk[0] === TLS_HANDSHAKE ? secure : plain).emit('connection', socket);
    });
  });
  front.maxConnections = MAX_CONNECTIONS;
  await new Promise<void>((resolve, reject) => {
    front.once('error', reject);
    front.listen(port, '127.0.0.1', resolve);
  });
  front.on('error', options.onDefect);
  const address = front.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : port,
    close: () =>
      new Promise((resolve) => {
        front.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  { answer, onAnswered }: LabServerOptions,
): Promise<void> {
  const body = await readBody(message);
  const target = message.url ?? '/';
  const request = requestOf(message, target, body ?? new Uint8Array());
  const answered =
    body === undefined
      ? textAnswer(
          413,
          'Payload Too Large',
          plainVerdict('too_large', 'No message of PayPal is as large.'),
          'other',
        )
      : await answer(request);
  // Told first: whoever waits for the answer finds it in the log.
  onAnswered({ ...request, target }, answered);
  const bytes = Buffer.from(answered.body);
  response.writeHead(answered.status, {
    ...answered.headers,
    'Content-Length': bytes.length,
    ...(body === undefined ? { Connection: 'close' } : {}),
  });
  response.end(bytes);
}

/** `undefined` when there is more than the limit. */
async function readBody(message: IncomingMessage): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Not destroyed when it is left early: its answer goes out on the same socket.
  for await (const chunk of message.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > BODY_LIMIT_BYTES) {
      message.resume();
      return undefined;
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function requestOf(message: IncomingMessage, target: string, body: Uint8Array): LabRequest {
  const mark = target.indexOf('?');
  const fullPath = (mark === -1 ? target : target.slice(0, mark)).replace(/^https?:\/\/[^/]*/i, '');
  const [, prefix] = /^\/(sandbox|live)(?=\/)/.exec(fullPath) ?? [];
  return {
    method: message.method ?? 'GET',
    path: prefix === undefined ? fullPath : fullPath.slice(prefix.length + 1),
    query: mark === -1 ? '' : target.slice(mark + 1),
    environment:
      prefix === 'sandbox' || prefix === 'live' ? prefix : environmentOfHost(message.headers.host ?? ''),
    authorization: message.headers.authorization,
    userAgent: message.headers['user-agent'],
    body,
  };
}

/** PayPal's sandbox has its own host names; a name that is not PayPal's stands for both worlds. */
function environmentOfHost(host: string): PaypalEnvironment {
  const name = host.replace(/:\d+$/, '').toLowerCase();
  if (/(?:^|\.)sandbox\.(?:paypal\.com|localhost)$/.test(name)) return 'sandbox';
  return /(?:^|\.)(?:paypal\.com|live\.localhost)$/.test(name) ? 'live' : 'any';
}
