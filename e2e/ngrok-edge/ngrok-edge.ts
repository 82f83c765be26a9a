import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { TLSSocket, createSecureContext } from 'node:tls';
import { caPath, caPem, serverCertificate } from './certificates.ts';
import { createEndpointRegistry } from './endpoints.ts';
import type { Endpoint } from './endpoints.ts';
import { noFaults } from './faults.ts';
import type { EdgeFaults } from './faults.ts';
import { EdgeRefusal } from './messages.ts';
import type { AuthRequest, BindRequest } from './messages.ts';
import { createPublicServers } from './public-server.ts';
import { createEdgeSession } from './session.ts';
import type { EdgeSession } from './session.ts';

export interface NgrokEdgeOptions {
  /** Authtokens that are let in; by default any that is not empty. */
  authtokens?: readonly string[];
  /** Which of the two public ports its URLs name; default `http`, which needs no trust in the edge's CA. */
  publicScheme?: 'http' | 'https';
  region?: string;
}

/**
 * A local stand-in for ngrok's service that the unmodified native client connects to. Everything listens on 127.0.0.1,
 * on ports that it keeps until it is closed.
 */
export interface NgrokEdge {
  /** `localhost:port`, for the client's `serverAddr`. */
  readonly serverAddr: string;
  /** PEM file with the CA of the edge, the same as `caPem`. */
  readonly caPath: string;
  readonly caPem: string;
  /** Where visitors come to, by HTTP and by HTTPS. */
  readonly publicPort: number;
  readonly publicTlsPort: number;
  publicUrl(hostname: string): string;
  sessions(): EdgeSession[];
  endpoints(): Endpoint<EdgeSession>[];
  /** Everything that clients asked for so far, oldest first. */
  readonly auths: readonly AuthRequest[];
  readonly binds: readonly BindRequest[];
  /** Connections accepted so far, before TLS. */
  readonly connectionCount: number;
  readonly faults: EdgeFaults;
  /** Occupies a host name, as another account's agent would. */
  occupy(hostname: string): void;
  /** Cuts all connections of clients; they may come back at once. */
  dropConnections(): void;
  sendGoAway(message: string): void;
  /** Ends an endpoint from the service's side. */
  stopTunnel(hostname: string, message: string, errorCode: string): void;
  /** Out of reach: nothing listens, all connections are cut. Visitors get 404 ERR_NGROK_3200 meanwhile. */
  stop(): Promise<void>;
  /** Back again on the same port. */
  restart(): Promise<void>;
  /** Resolves when it is back. */
  stopFor(durationMs: number): Promise<void>;
  close(): Promise<void>;
}

export async function startNgrokEdge(options: NgrokEdgeOptions = {}): Promise<NgrokEdge> {
  const { authtokens, publicScheme = 'http', region = 'local' } = options;
  const endpoints = createEndpointRegistry<EdgeSession>();
  const sessions = new Set<EdgeSession>();
  const sockets = new Set<Socket>();
  const auths: AuthRequest[] = [];
  const binds: BindRequest[] = [];
  const faults = noFaults();
  const secureContext = createSecureContext(serverCertificate);
  let connectionCount = 0;

  const publicServers = createPublicServers((hostname) => endpoints.byHostname(hostname));
  const publicPort = await listen(publicServers.http, 0);
  const publicTlsPort = await listen(publicServers.https, 0);
  const publicUrl = (hostname: string) =>
    `${publicScheme}://${hostname}:${publicScheme === 'http' ? publicPort : publicTlsPort}`;

  const checkAuthtoken = (authtoken: string) => {
    if (authtoken === '') {
      throw new EdgeRefusal(
        'ERR_NGROK_4018',
        'Usage of ngrok requires a verified account and authtoken.\r\n\r\nSign up for an account: https://dashboard.ngrok.com/signup',
      );
    }
    if (authtokens === undefined || authtokens.includes(authtoken)) return;
    // The service quotes the token; whoever shows this text must not.
    throw new EdgeRefusal(
      'ERR_NGROK_105',
      `The authtoken you specified does not look like a proper ngrok authtoken.\r\nYour authtoken: ${authtoken}`,
    );
  };

  const server = createServer((socket) => {
    connectionCount += 1;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    socket.setNoDelay(true);
    if (faults.hangIn === 'tls') return;
    const secured = new TLSSocket(socket, { isServer: true, secureContext });
    sessions.add(
      createEdgeSession(secured, {
        endpoints,
        faults,
        checkAuthtoken,
        region,
        urlOf: (endpoint) => publicUrl(endpoint.hostname),
        onAuth: (request) => auths.push(request),
        onBind: (request) => binds.push(request),
        onClose: (session) => sessions.delete(session),
      }),
    );
  });
  const port = await listen(server, 0);

  const dropConnections = () => {
    for (const session of [...sessions]) session.destroy();
    for (const socket of sockets) socket.destroy();
  };
  const stop = async () => {
    const closed = server.listening ? once(server, 'close') : undefined;
    server.close();
    dropConnections();
    await closed;
  };
  const restart = async () => {
    await listen(server, port);
  };
  const occupant = idleSession();

  return {
    serverAddr: `localhost:${port}`,
    caPath,
    caPem,
    publicPort,
    publicTlsPort,
    publicUrl,
    sessions: () => [...sessions],
    endpoints: () => endpoints.all(),
    auths,
    binds,
    get connectionCount() {
      return connectionCount;
    },
    faults,
    occupy(hostname) {
      endpoints.bind(bindRequestFor(hostname), occupant);
    },
    dropConnections,
    sendGoAway(message) {
      for (const session of sessions) session.goAway(message);
    },
    stopTunnel(hostname, message, errorCode) {
      const endpoint = endpoints.byHostname(hostname);
      endpoint?.session.stopTunnel(endpoint.id, message, errorCode);
    },
    stop,
    restart,
    async stopFor(durationMs) {
      await stop();
      await new Promise((resolve) => setTimeout(resolve, durationMs));
      await restart();
    },
    async close() {
      await stop();
      for (const publicServer of [publicServers.http, publicServers.https]) {
        publicServer.closeAllConnections();
        await new Promise((resolve) => publicServer.close(resolve));
      }
    },
  };
}

async function listen(server: Server, port: number): Promise<number> {
  const listening = once(server, 'listening');
  server.listen(port, '127.0.0.1');
  await listening;
  return (server.address() as AddressInfo).port;
}

function bindRequestFor(hostname: string): BindRequest {
  return {
    Id: '',
    Proto: 'https',
    ForwardsTo: '',
    Opts: {
      Domain: hostname,
      Hostname: '',
      BasicAuth: null,
      RequestHeaders: null,
      ResponseHeaders: null,
      TrafficPolicy: '{"on_http_request":[{"actions":[{"type":"deny","config":{"status_code":503}}]}]}',
    },
    Extra: { Token: '', Metadata: '' },
  };
}

/** Holds names and serves nobody. */
function idleSession(): EdgeSession {
  return {
    clientId: 'occupant',
    auth: undefined,
    openStreamCount: 0,
    peakStreamCount: 0,
    openProxy: () => Promise.reject(new Error('nobody is there')),
    stopTunnel: () => undefined,
    goAway: () => undefined,
    destroy: () => undefined,
  };
}
