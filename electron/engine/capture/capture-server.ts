import type { Via } from '../../../shared/model/exchange.ts';
import type { Clock, Store } from '../ports.ts';
import type { ArrivalHandlers } from './arrival.ts';
import { defaultLimits, type CaptureLimits } from './limits.ts';
import { openListener, type CaptureAddress, type CaptureListener } from './listener.ts';

export interface CaptureServerOptions {
  store: Pick<Store, 'createSpool' | 'inlineLimitBytes'>;
  clock: Clock;
  /** `settings.capture.bodyLimitBytes`, asked for each request. */
  bodyLimitBytes(): number;
  handlers: ArrivalHandlers;
  limits?: Partial<CaptureLimits>;
}

/** Takes requests off sockets and hands each over, whole, as it arrived. */
export interface CaptureServer {
  /**
   * Opens one more address; `port` 0 takes any free one. Rejects with `CommandError('unavailable')` when the address can't
   * be had. `via: 'tunnel'` is for the loopback address that only the tunnel's process forwards to: there the visitor's
   * address and scheme are what `visitorAt` knows of the connection, else what `X-Forwarded-For` and `X-Forwarded-Proto`
   * say.
   */
  listen(address: Omit<CaptureAddress, 'via'> & { via?: Via }): Promise<CaptureListener>;
  /** Closes every address. */
  close(): Promise<void>;
}

export function createCaptureServer(options: CaptureServerOptions): CaptureServer {
  const deps = { ...options, limits: { ...defaultLimits, ...options.limits } };
  const listeners = new Set<CaptureListener>();
  return {
    async listen({ via = 'local', ...address }) {
      const opened = await openListener({ ...address, via }, deps);
      const listener: CaptureListener = {
        ...opened,
        close() {
          listeners.delete(listener);
          return opened.close();
        },
      };
      listeners.add(listener);
      return listener;
    },
    async close() {
      await Promise.all([...listeners].map((listener) => listener.close()));
    },
  };
}
