import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Engine } from '../engine/engine-types.ts';
import type { Clock, Log } from '../engine/ports.ts';
import { answerBody, matchBodyPath } from './body-route.ts';
import { checkAccess, newControlToken } from './control-access.ts';
import { answerEnvelope, answerFailure } from './control-answer.ts';
import type { Dispatch } from './dispatcher.ts';
import { createEventStream } from './event-stream.ts';
import { readJsonBody } from './json-body.ts';

/**
 * The contract over HTTP, for programs on this computer: `POST /commands/<noun.verb>`, `GET /events`, and
 * `GET /exchanges/<id>/body` (also `/deliveries/…` and `/attempts/…`). docs/control-api.md describes it.
 */
export interface ControlServer {
  /** Port 0 takes any free one. Rejects with Node's `EADDRINUSE` or `EACCES` when the port can't be had. */
  listen(options: { port: number }): Promise<{ url: string; token: string }>;
  /** Frees the port at once; resolves when the answers under way are out, or cut off after a second. */
  close(): Promise<void>;
}

export interface ControlServerOptions {
  dispatch: Dispatch;
  engine: Pick<Engine, 'subscribe' | 'openBody' | 'lastSeq'>;
  log: Log;
  clock: Clock;
  /** Kept over a move to another port; a new one otherwise. */
  token?: string;
}

const loopback = '127.0.0.1';
const jsonLimitBytes = 32 * 1024 * 1024;
const readerLimit = 32;
const closeGraceMs = 1_000;

export function createControlServer(options: ControlServerOptions): ControlServer {
  const { dispatch, engine, log, clock, token = newControlToken() } = options;
  const events = createEventStream({
    subscribe: (listener) => engine.subscribe(listener),
    lastSeq: () => engine.lastSeq,
    clock,
  });
  const server = createServer({ headersTimeout: 10_000, requestTimeout: 60_000 });
  server.maxConnections = 256;
  let isClosing = false;
  let ownPort = 0;

  const route = async (request: IncomingMessage, response: ServerResponse) => {
    const refusal = checkAccess(request, ownPort, token);
    if (refusal !== undefined) {
      const code = refusal.status === 400 ? 'bad_input' : 'unauthorized';
      const headers = refusal.status === 401 ? { 'WWW-Authenticate': 'Bearer realm="hookbench"' } : {};
      answerFailure(response, refusal.status, { code, message: refusal.message }, headers);
      return;
    }
    // Matched as sent: nothing is decoded, so no encoded slash or dot can become another path.
    const path = request.url?.split('?', 1)[0] ?? '';
    const command = /^\/commands\/([^/]+)$/.exec(path)?.[1];
    const body = matchBodyPath(path);
    const allowed =
      command !== undefined ? 'POST' : body !== undefined || path === '/events' ? 'GET' : undefined;
    if (allowed === undefined) {
      answerFailure(response, 404, { code: 'not_found', message: 'There is nothing at this path.' });
      return;
    }
    if (request.method !== allowed) {
      const message = `This path takes ${allowed} only.`;
      answerFailure(response, 405, { code: 'bad_input', message }, { Allow: allowed });
      return;
    }
    if (command !== undefined) {
      await answerCommand(command, request, response);
      return;
    }
    if (body !== undefined) {
      await answerBody(response, body, { dispatch, engine, log });
      return;
    }
    if (events.readerCount >= readerLimit) {
      const message = `${readerLimit} programs read the events already; close one of them.`;
      answerFailure(response, 503, { code: 'unavailable', message });
      return;
    }
    events.open(request, response);
  };

  const answerCommand = async (name: string, request: IncomingMessage, response: ServerResponse) => {
    const body = await readJsonBody(request, jsonLimitBytes);
    if (body.isRefused) {
      const { status, message } = body.refusal;
      answerFailure(response, status, { code: 'bad_input', message });
      return;
    }
    const envelope = await dispatch(name, body.input);
    // The command may be the one that closes this server: its sender still gets the answer.
    if (isClosing) response.setHeader('Connection', 'close');
    answerEnvelope(response, envelope);
  };

  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    route(request, response).catch((error: unknown) => {
      if (!request.complete || response.destroyed) return void response.destroy();
      log.error('The control server could not answer', error);
      if (response.headersSent) return void response.destroy();
      answerEnvelope(response, {
        ok: false,
        error: { code: 'internal', message: 'Hookbench has a defect.' },
      });
    });
  });

  return {
    async listen({ port }) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen({ port, host: loopback, exclusive: true }, () => {
          server.off('error', reject);
          server.on('error', (error) => log.error('The control server had a problem', error));
          resolve();
        });
      });
      ownPort = (server.address() as AddressInfo).port;
      return { url: `http://${loopback}:${ownPort}`, token };
    },
    async close() {
      isClosing = true;
      events.close();
      if (!server.listening) return;
      await new Promise<void>((resolve) => {
        const stopWaiting = clock.after(closeGraceMs, () => server.closeAllConnections());
        server.close(() => {
          stopWaiting();
          resolve();
        });
        server.closeIdleConnections();
      });
    },
  };
}
