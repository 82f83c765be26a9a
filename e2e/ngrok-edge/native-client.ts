import { createRequire } from 'node:module';
import type * as Ngrok from '@ngrok/ngrok';
import type { NgrokEdge } from './ngrok-edge.ts';

/** The unmodified native client. Required, because its wrapper is sloppy-mode code. */
const ngrok = createRequire(import.meta.url)('@ngrok/ngrok') as typeof Ngrok;

export interface NativeClientOptions {
  authtoken?: string;
  /** Whether the client's own reconnect loop goes on after a loss; default true. */
  reconnects?: boolean;
  onDisconnection?: (error: string) => void;
}

export function connectNativeClient(
  edge: NgrokEdge,
  options: NativeClientOptions = {},
): Promise<Ngrok.Session> {
  const { authtoken = 'token', reconnects = true, onDisconnection } = options;
  return new ngrok.SessionBuilder()
    .authtoken(authtoken)
    .serverAddr(edge.serverAddr)
    .caCert(Buffer.from(edge.caPem))
    .heartbeatInterval(1)
    .heartbeatTolerance(1)
    .handleDisconnection((_address, error) => {
      onDisconnection?.(error);
      return reconnects;
    })
    .connect();
}
