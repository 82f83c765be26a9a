import type * as Ngrok from '@ngrok/ngrok';
import type { FromTunnelProcess, OpenNgrok, RawProblem } from './protocol.ts';

/** One session of the native client with one endpoint. */
export interface NativeSession {
  /** Unbinds the endpoint; the TCP connection itself only ends with the process. */
  close(): Promise<void>;
}

const closeTimeoutMs = 500;

/** Missed in a row until the session counts as dead: the native client never gives up by itself. */
const maxMissedBeats = 2;

/**
 * Connects and binds, and tells what comes of it. Never rejects: native code that waits for ever, as it does on a server
 * that doesn't answer, is left behind and reported as not reusable.
 */
export function openNativeSession(
  ngrok: typeof Ngrok,
  request: OpenNgrok,
  report: (message: FromTunnelProcess) => void,
): NativeSession {
  let session: Ngrok.Session | undefined;
  let listener: Ngrok.Listener | undefined;
  let stage: 'connecting' | 'listening' | 'online' | 'over' = 'connecting';
  let missedBeats = 0;

  const end = (problem: RawProblem, isReusable: boolean) => {
    if (stage === 'over') return;
    const type = stage === 'online' ? 'lost' : 'refused';
    stage = 'over';
    // What is left of a lost session: after this the client forgets the endpoint. It rejects when the connection is gone.
    void settle(listener?.close());
    report({ type, problem, isReusable });
  };

  // The two handlers run on the client's terms: one that throws, or returns a promise, ends the process.
  const onDisconnection = (_address: string, error: string): boolean => {
    if (stage === 'online') end({ message: error }, true);
    // Our own loop reconnects: the native one waits 0, 50 ms, 2.5 s, 2 min, 1 h 44 min, ...
    return false;
  };
  const onHeartbeat = (latencyMs: number | null): void => {
    if (latencyMs === null) {
      missedBeats += 1;
      if (missedBeats >= maxMissedBeats) end({ message: 'heartbeats were not answered' }, false);
      return;
    }
    missedBeats = 0;
    if (stage === 'online') report({ type: 'heartbeat', latencyMs });
  };

  const open = async () => {
    const builder = new ngrok.SessionBuilder()
      .authtoken(request.authtoken)
      .heartbeatInterval(request.heartbeatIntervalSeconds)
      .heartbeatTolerance(request.heartbeatToleranceSeconds)
      .handleDisconnection(onDisconnection)
      .handleHeartbeat(onHeartbeat);
    if (request.serverAddr !== undefined) builder.serverAddr(request.serverAddr);
    if (request.caPem !== undefined) builder.caCert(Buffer.from(request.caPem));
    session = await within(builder.connect(), request.connectTimeoutMs, 'connecting timed out');

    stage = 'listening';
    // `listenAndForward` tells the service the loopback address that it forwards to, and nothing else of this machine.
    const endpoint = session.httpEndpoint();
    if (request.domain !== undefined) endpoint.domain(request.domain);
    if (request.trafficPolicy !== undefined) endpoint.trafficPolicy(request.trafficPolicy);
    listener = await within(
      endpoint.listenAndForward(`http://127.0.0.1:${request.ingressPort}`),
      request.listenTimeoutMs,
      'opening the endpoint timed out',
    );

    stage = 'online';
    report({ type: 'online', publicUrl: listener.url() ?? '' });
    // Ends when the service stops the endpoint, with its reason in the text of the error.
    listener.join().then(
      () => end({ message: 'the endpoint was closed' }, false),
      (error: unknown) => end(toRawProblem(error), false),
    );
  };

  open().catch((error: unknown) => {
    // A connection that was never made leaves nothing behind; a timeout leaves one that may still be made.
    const isReusable = stage === 'connecting' && !(error instanceof TimeoutError);
    end(toRawProblem(error), isReusable);
  });

  return {
    async close() {
      stage = 'over';
      await settle(listener?.close());
      await settle(session?.close());
    },
  };
}

class TimeoutError extends Error {}

async function within<Value>(work: Promise<Value>, timeoutMs: number, message: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new TimeoutError(message)), timeoutMs);
  });
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}

/** Waits for a clean-up, but not for long and not for its success. */
async function settle(work: Promise<unknown> | undefined): Promise<void> {
  if (work === undefined) return;
  await within(work, closeTimeoutMs, '').catch(() => undefined);
}

/**
 * `errorCode` is there on errors of `connect` only; `listenAndForward` has the code at the end of its text, an ended
 * endpoint in the debug print of a Rust structure.
 */
function toRawProblem(error: unknown): RawProblem {
  const message = error instanceof Error ? error.message : String(error);
  const code =
    /error_code: (?:Some\(")?(ERR_NGROK_\d+)/.exec(message)?.[1] ?? /\b(ERR_NGROK_\d+)\b/.exec(message)?.[1];
  return code === undefined ? { message } : { code, message };
}
