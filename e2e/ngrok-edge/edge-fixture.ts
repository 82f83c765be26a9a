import type * as Ngrok from '@ngrok/ngrok';
import { connectNativeClient } from './native-client.ts';
import type { NativeClientOptions } from './native-client.ts';
import { startNgrokEdge } from './ngrok-edge.ts';
import type { NgrokEdge, NgrokEdgeOptions } from './ngrok-edge.ts';
import { startRecordingApp } from './recording-app.ts';
import type { Answer, RecordingApp } from './recording-app.ts';

export const domain = 'demo.ngrok.localhost';

export interface EdgeFixtureOptions {
  answer?: Answer;
  edge?: NgrokEdgeOptions;
  client?: NativeClientOptions;
}

/** An edge, an application that answers, and a client that leads from one to the other. */
export interface EdgeFixture {
  edge: NgrokEdge;
  app: RecordingApp;
  session: Ngrok.Session;
  listener: Ngrok.Listener;
  /** Where visitors reach the application. */
  url: string;
}

export interface EdgeFixtures {
  startEdge: (options?: NgrokEdgeOptions) => Promise<NgrokEdge>;
  connect: (edge: NgrokEdge, options?: NativeClientOptions) => Promise<Ngrok.Session>;
  startAll: (options?: EdgeFixtureOptions) => Promise<EdgeFixture>;
  /** Ends everything that was started, the last first. */
  closeAll: () => Promise<void>;
}

export function createEdgeFixtures(): EdgeFixtures {
  const cleanups: (() => Promise<unknown>)[] = [];

  const startEdge = async (options?: NgrokEdgeOptions) => {
    const edge = await startNgrokEdge(options);
    cleanups.push(() => edge.close());
    return edge;
  };
  const connect = async (edge: NgrokEdge, options?: NativeClientOptions) => {
    const session = await connectNativeClient(edge, options);
    cleanups.push(() => session.close().catch(() => undefined));
    return session;
  };
  return {
    startEdge,
    connect,
    async startAll(options = {}) {
      const edge = await startEdge(options.edge);
      const app = await startRecordingApp(options.answer);
      cleanups.push(() => app.close());
      const session = await connect(edge, options.client);
      const listener = await session.httpEndpoint().domain(domain).listenAndForward(app.url);
      return { edge, app, session, listener, url: listener.url() ?? '' };
    },
    async closeAll() {
      for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
    },
  };
}
