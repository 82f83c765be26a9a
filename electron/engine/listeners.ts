import type { Listener } from '../../shared/model/status.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { EventBody } from '../../shared/ipc/events.ts';
import type { Via } from '../../shared/model/exchange.ts';
import type { Log } from './ports.ts';

interface OpenListener {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

type VisitorLookup = (remotePort: number) => { remoteAddress: string; scheme: 'http' | 'https' } | undefined;

interface ListenersOptions {
  capture: {
    listen(address: {
      host: string;
      port: number;
      via: Via;
      visitorAt?: VisitorLookup;
    }): Promise<OpenListener>;
  };
  /** Who is behind a connection to the tunnel's ingress. */
  visitorAt: VisitorLookup;
  publish(event: EventBody): void;
  log: Log;
}

/** The addresses at which requests come in: one for this machine, one that only the tunnel's process forwards to. */
export interface Listeners {
  status(): Listener;
  /** The port on 127.0.0.1 that the tunnel's process forwards to. */
  readonly ingressPort: number;
  /**
   * Opens both. A local port in use is not the end: any free one is taken then, and the status says so, so that a
   * window opens that can tell and a setting can mend it.
   */
  open(capture: Settings['capture'], options: { isFallbackAllowed: boolean }): Promise<void>;
  /** Opens the new local address, then closes the old; rejects with the old one still open. */
  move(capture: Settings['capture']): Promise<void>;
  close(): Promise<void>;
}

export function createListeners({ capture, visitorAt, publish, log }: ListenersOptions): Listeners {
  let local: OpenListener | undefined;
  let ingress: OpenListener | undefined;
  let status: Listener = { isListening: false, host: '127.0.0.1', port: 0 };

  const opened = (listener: OpenListener, problem?: string) => {
    local = listener;
    status = {
      isListening: true,
      host: listener.host,
      port: listener.port,
      ...(problem === undefined ? {} : { problem }),
    };
    publish({ type: 'listener.changed', listener: status });
  };

  return {
    status: () => status,
    get ingressPort() {
      return ingress?.port ?? 0;
    },
    async open({ host, port }, { isFallbackAllowed }) {
      ingress = await capture.listen({ host: '127.0.0.1', port: 0, via: 'tunnel', visitorAt });
      try {
        opened(await capture.listen({ host, port, via: 'local' }));
      } catch (error) {
        if (!isFallbackAllowed) throw error;
        const reason = error instanceof Error ? error.message : String(error);
        log.warn(reason);
        const fallback = await capture.listen({ host: '127.0.0.1', port: 0, via: 'local' });
        opened(fallback, `${reason} Until then Hookbench listens on port ${fallback.port}.`);
      }
    },
    async move({ host, port }) {
      const former = local;
      if (former !== undefined && former.host === host && (former.port === port || port === 0)) return;
      // On another host the same port may be held by our own old listener (0.0.0.0 takes them all).
      const mustCloseFirst = former !== undefined && former.port === port;
      if (!mustCloseFirst) {
        const next = await capture.listen({ host, port, via: 'local' });
        await former?.close();
        opened(next);
        return;
      }
      await former.close();
      try {
        opened(await capture.listen({ host, port, via: 'local' }));
      } catch (error) {
        opened(await capture.listen({ host: former.host, port: former.port, via: 'local' }));
        throw error;
      }
    },
    async close() {
      await Promise.all([local?.close(), ingress?.close()]);
    },
  };
}
