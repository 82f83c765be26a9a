import { randomBytes } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { EdgeFaults } from './faults.ts';
import type { Endpoint, EndpointRegistry } from './endpoints.ts';
import { AuthRequest, BindRequest, EdgeRefusal, UnbindRequest } from './messages.ts';
import { createMuxConnection } from './mux-connection.ts';
import type { MuxStream } from './mux-stream.ts';
import { encodeProxyHeader } from './proxy-header.ts';
import { createStreamPlaces } from './stream-places.ts';
import {
  answerJson,
  echoHeartbeats,
  encodeNotice,
  readJsonRequest,
  readStreamType,
  StreamType,
} from './typed-stream.ts';

/** The client dies when it gets its 512th stream; what is above this waits its turn. */
export const maxOpenStreams = 500;

/** One connected client. */
export interface EdgeSession {
  readonly clientId: string;
  /** Undefined until the client has authenticated itself. */
  readonly auth: AuthRequest | undefined;
  readonly openStreamCount: number;
  /** The most streams that were ever open at the same time. */
  readonly peakStreamCount: number;
  /** Opens a proxied connection for a visitor, at once or when one of the 500 places is free. */
  openProxy(endpoint: Endpoint<EdgeSession>, clientAddr: string): Promise<MuxStream>;
  /** Tells the client that one of its endpoints was ended by the service. */
  stopTunnel(endpointId: string, message: string, errorCode: string): void;
  goAway(message: string): void;
  destroy(): void;
}

export interface EdgeSessionOptions {
  endpoints: EndpointRegistry<EdgeSession>;
  faults: EdgeFaults;
  /** Throws `EdgeRefusal` when the token is missing or wrong. */
  checkAuthtoken(authtoken: string): void;
  urlOf(endpoint: Endpoint<EdgeSession>): string;
  region: string;
  onBind(request: BindRequest): void;
  onAuth(request: AuthRequest): void;
  onClose(session: EdgeSession, reason: string): void;
}

/** Serves one client connection: authentication, endpoints, heartbeats, proxied connections. */
export function createEdgeSession(socket: Duplex, options: EdgeSessionOptions): EdgeSession {
  let clientId = '';
  let auth: AuthRequest | undefined;
  let peakStreamCount = 0;
  let silenceTimer: NodeJS.Timeout | undefined;
  let pingStream: MuxStream | undefined;

  /** A client that is closed keeps its TCP connection: only its silence shows that it is gone. */
  const hear = () => {
    if (auth === undefined) return;
    const { HeartbeatInterval, HeartbeatTolerance } = auth.Extra;
    clearTimeout(silenceTimer);
    silenceTimer = setTimeout(
      () => {
        // An edge that ignores heartbeats stands for a frozen one, and that doesn't end anything either.
        if (options.faults.areHeartbeatsIgnored) hear();
        else connection.destroy();
      },
      (HeartbeatInterval + HeartbeatTolerance) / 1e6,
    );
    silenceTimer.unref();
  };

  const authenticate = (request: unknown) => {
    const parsed = AuthRequest.parse(request);
    options.onAuth(parsed);
    if (options.faults.refuseAuth !== undefined) throw options.faults.refuseAuth;
    options.checkAuthtoken(parsed.Extra.AuthToken);
    auth = parsed;
    clientId = parsed.ClientId === '' ? randomBytes(16).toString('hex') : parsed.ClientId;
    hear();
    pingStream ??= openPingStream();
    return {
      Version: '3',
      ClientId: clientId,
      Extra: {
        Version: 'prod',
        Region: options.region,
        Cookie: randomBytes(16).toString('hex'),
        AccountName: 'Hookbench tests',
        SessionDuration: 0,
        PlanName: 'Free',
        Banner: '',
      },
    };
  };

  const bind = (request: unknown) => {
    if (auth === undefined)
      throw new EdgeRefusal('ERR_NGROK_4018', 'This ngrok session is not authenticated.');
    const parsed = BindRequest.parse(request);
    options.onBind(parsed);
    const endpoint = options.endpoints.bind(parsed, session);
    return {
      Id: endpoint.id,
      URL: options.urlOf(endpoint),
      Proto: endpoint.proto,
      Opts: endpoint.options,
      Extra: { Token: endpoint.token },
    };
  };

  const unbind = (request: unknown) => {
    options.endpoints.unbind(UnbindRequest.parse(request).Id, session);
    return {};
  };

  const answerWith = (stream: MuxStream, handle: (request: unknown) => unknown) => {
    readJsonRequest(stream, (request) => {
      let answer: unknown;
      try {
        answer = handle(request);
      } catch (error) {
        answer = error instanceof EdgeRefusal ? error.toAnswer() : { Error: String(error) };
      }
      answerJson(stream, answer);
    });
  };

  const serve = (stream: MuxStream, type: number) => {
    switch (type) {
      case StreamType.auth:
        if (options.faults.hangIn !== 'auth') answerWith(stream, authenticate);
        return;
      case StreamType.bind:
        if (options.faults.hangIn !== 'bind') answerWith(stream, bind);
        return;
      case StreamType.unbind:
        answerWith(stream, unbind);
        return;
      case StreamType.heartbeat:
        echoHeartbeats(stream, () => !options.faults.areHeartbeatsIgnored, hear);
        return;
      default:
        stream.destroy();
    }
  };

  const connection = createMuxConnection(socket, {
    onStream: (stream) => readStreamType(stream, (type) => serve(stream, type)),
    onStreamClosed: () => places.onClosed(),
    onClose(reason) {
      clearTimeout(silenceTimer);
      options.endpoints.dropAllOf(session);
      places.close();
      options.onClose(session, reason);
    },
  });

  /** The client echoes what comes on a heartbeat stream that the edge opened, too. */
  const openPingStream = () => {
    const prefix = Buffer.allocUnsafe(4);
    prefix.writeUInt32BE(StreamType.heartbeat);
    const stream = connection.open(prefix);
    stream.on('data', () => places.onPong());
    return stream;
  };
  const places = createStreamPlaces({
    maxCount: maxOpenStreams,
    openCount: () => connection.openStreamCount,
    ping() {
      pingStream?.write('ping');
    },
  });

  const session: EdgeSession = {
    get clientId() {
      return clientId;
    },
    get auth() {
      return auth;
    },
    get openStreamCount() {
      return connection.openStreamCount;
    },
    get peakStreamCount() {
      return peakStreamCount;
    },
    async openProxy(endpoint, clientAddr) {
      await places.take();
      const stream = connection.open(
        encodeProxyHeader({ endpointId: endpoint.id, clientAddr, proto: endpoint.proto }),
      );
      peakStreamCount = Math.max(peakStreamCount, connection.openStreamCount);
      return stream;
    },
    stopTunnel(endpointId, message, errorCode) {
      options.endpoints.unbind(endpointId, session);
      connection.open(
        encodeNotice(StreamType.stopTunnel, { Id: endpointId, Message: message, ErrorCode: errorCode }),
      );
    },
    goAway: (message) => connection.goAway(message),
    destroy: () => connection.destroy(),
  };
  return session;
}
