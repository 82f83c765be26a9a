import { createServer as createHttpServer, ServerResponse } from 'node:http';
import type { RequestListener, Server, IncomingMessage } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { Server as HttpsServer } from 'node:https';
import type { Duplex } from 'node:stream';
import { serverCertificate } from './certificates.ts';
import type { Endpoint } from './endpoints.ts';
import { forwardRequest, forwardUpgrade } from './forward-request.ts';
import { headerValue, toHeaderList, withHeader, withoutHeaders } from './header-list.ts';
import type { HeaderList } from './header-list.ts';
import { applyRequestRules } from './request-rules.ts';
import type { RuleVerdict } from './request-rules.ts';
import type { EdgeSession } from './session.ts';

const limits = { maxHeaderSize: 262_144, requestTimeout: 0, keepAliveTimeout: 5_000 };

/** The two listeners that visitors come to. */
export interface PublicServers {
  http: Server;
  https: HttpsServer;
}

type FindEndpoint = (hostname: string) => Endpoint<EdgeSession> | undefined;

export function createPublicServers(findEndpoint: FindEndpoint): PublicServers {
  const http = createHttpServer(limits);
  const https = createHttpsServer({ ...limits, ...serverCertificate });
  serve(http, 'http', findEndpoint);
  serve(https, 'https', findEndpoint);
  return { http, https };
}

function serve(server: Server | HttpsServer, scheme: 'http' | 'https', findEndpoint: FindEndpoint): void {
  // Node keeps the first 2,000 headers and silently drops the rest.
  server.maxHeadersCount = 0;

  const onRequest: RequestListener = (request, response) => {
    response.sendDate = false;
    const decision = decide(request, scheme, findEndpoint);
    if (decision.kind === 'answer') {
      request.resume();
      writeAnswer(response, decision);
      return;
    }
    const { endpoint, headers } = decision;
    void endpoint.session
      .openProxy(endpoint, clientAddrOf(request))
      .then((stream) => forwardRequest({ request, response, headers, stream, options: endpoint.options }));
  };
  server.on('request', onRequest);
  // Without these Node answers by itself before the application was asked.
  server.on('checkContinue', onRequest);
  server.on('checkExpectation', onRequest);

  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => undefined);
    const decision = decide(request, scheme, findEndpoint);
    if (decision.kind === 'answer') {
      const response = new ServerResponse(request);
      response.assignSocket(socket as never);
      response.on('finish', () => socket.end());
      writeAnswer(response, decision);
      return;
    }
    const { endpoint, headers } = decision;
    void endpoint.session
      .openProxy(endpoint, clientAddrOf(request))
      .then((stream) => forwardUpgrade({ request, socket, head, headers, stream }));
  });
}

type Decision =
  | { kind: 'forward'; endpoint: Endpoint<EdgeSession>; headers: HeaderList }
  | Extract<RuleVerdict, { kind: 'answer' }>;

function decide(request: IncomingMessage, scheme: 'http' | 'https', findEndpoint: FindEndpoint): Decision {
  const received = toHeaderList(request.rawHeaders);
  const host = headerValue(received, 'host') ?? '';
  const hostname = host.replace(/:\d+$/, '').toLowerCase();
  const endpoint = findEndpoint(hostname);
  if (endpoint === undefined) {
    return {
      kind: 'answer',
      status: 404,
      headers: [
        ['Content-Type', 'text/plain'],
        ['ngrok-error-code', 'ERR_NGROK_3200'],
      ],
      body: `The endpoint ${hostname} is offline.\r\n\r\nERR_NGROK_3200\r\n`,
    };
  }
  const verdict = applyRequestRules(received, endpoint.options, endpoint.policy);
  if (verdict.kind === 'answer') return verdict;
  return { kind: 'forward', endpoint, headers: withForwardedHeaders(verdict.headers, request, scheme, host) };
}

/** The visitor's address is added to what a proxy before us said; scheme and host are ours alone to say. */
function withForwardedHeaders(
  headers: HeaderList,
  request: IncomingMessage,
  scheme: string,
  host: string,
): HeaderList {
  const address = request.socket.remoteAddress ?? '0.0.0.0';
  const before = headerValue(headers, 'x-forwarded-for');
  const chain = before === undefined || before === '' ? address : `${before}, ${address}`;
  const own = withoutHeaders(headers, ['x-forwarded-proto', 'x-forwarded-host']);
  return [
    ...withHeader(own, 'X-Forwarded-For', chain),
    ['X-Forwarded-Host', host],
    ['X-Forwarded-Proto', scheme],
  ];
}

function clientAddrOf(request: IncomingMessage): string {
  const address = request.socket.remoteAddress ?? '0.0.0.0';
  const port = request.socket.remotePort ?? 0;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}

function writeAnswer(response: ServerResponse, answer: Extract<RuleVerdict, { kind: 'answer' }>): void {
  const body = Buffer.from(answer.body);
  const headers: HeaderList = [
    ...answer.headers,
    ['Content-Length', String(body.length)],
    ['Connection', 'close'],
  ];
  response.writeHead(answer.status, headers.flat());
  response.end(body);
}
