import { createRequire } from 'node:module';
import type * as Ngrok from '@ngrok/ngrok';
import type { NgrokEdge } from './ngrok-edge.ts';

/** The unmodified native client. Required, because its wrapper is sloppy-mode code. */
const ngrok = createRequire(import.meta.url)('@ngrok/ngrok') as typeof Ngrok;

export interface NativeClientOptions {
  authtoken?: string;
  /** Whether the client's own reconnect loop goes on after a loss; default true. */
  reconnects?: boolean;
  /** Interval and tolerance, each; default 10. */
  heartbeatSeconds?: number;
}

export function connectNativeClient(
  edge: NgrokEdge,
  options: NativeClientOptions = {},
): Promise<Ngrok.Session> {
  const { authtoken = 'token', reconnects = true, heartbeatSeconds = 10 } = options;
  return new ngrok.SessionBuilder()
    .authtoken(authtoken)
    .serverAddr(edge.serverAddr)
    .caCert(Buffer.from(edge.caPem))
    .heartbeatInterval(heartbeatSeconds)
    .heartbeatTolerance(heartbeatSeconds)
    .handleDisconnection(() => reconnects)
    .connect();
}
