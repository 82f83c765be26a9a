import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { systemClock } from '../../electron/engine/clock.ts';
import type { ChildProcess } from '../../electron/engine/ports.ts';
import { spawnTunnelChild } from '../../electron/engine/tunnel/spawn-child.ts';
import { createTunnel } from '../../electron/engine/tunnel/tunnel.ts';
import type { TunnelControl } from '../../electron/engine/tunnel/tunnel.ts';
import { createCarriers, type CarrierParts } from '../../electron/engine/tunnel/carriers.ts';
import { createVisitors } from '../../electron/engine/tunnel/visitors.ts';
import type { Tunnel, TunnelState } from '../../shared/model/tunnel.ts';

/** The engine's tunnel with the native client in a process of its own, and everything a test wants to see of it. */
export interface TunnelFixture {
  tunnel: TunnelControl;
  /** Every process that it started. */
  children: ChildProcess[];
  changes: Tunnel[];
  /** Everything that was logged or published, as text. */
  said: string[];
  /** Resolves with the status once it is in this state, which may be now. */
  reaches: (state: TunnelState) => Promise<Tunnel>;
  /** Resolves with the next change that satisfies. */
  next: (satisfies: (tunnel: Tunnel) => boolean) => Promise<Tunnel>;
  close: () => Promise<void>;
}

export interface TunnelFixtureOptions {
  /** The built tunnel process. */
  programPath: string;
  authtoken: string | undefined;
  timings?: CarrierParts['timings'];
}

/** Starts a small application and a stopped tunnel that leads to it; the application answers `hello <method>`. */
export async function makeTunnel(options: TunnelFixtureOptions): Promise<TunnelFixture> {
  const { programPath, authtoken, timings } = options;
  const app = createServer((request, response) => {
    request.resume();
    request.on('end', () => response.end(`hello ${request.method ?? ''}`));
  });
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const { port } = app.address() as AddressInfo;

  const spawn = spawnTunnelChild(programPath);
  const children: ChildProcess[] = [];
  const changes: Tunnel[] = [];
  const said: string[] = [];
  const watchers = new Set<(tunnel: Tunnel) => void>();
  const say = (...what: unknown[]) => void said.push(...what.map(String));
  const log = { info: say, warn: say, error: say };
  const carrier = createCarriers({
    clock: systemClock,
    log,
    visitors: createVisitors(),
    knownHosts: () => [],
    addresses: () => [],
    listen: () => Promise.reject(new Error('not in this test')),
    localPort: () => 0,
    secrets: { get: () => Promise.resolve(authtoken) },
    spawn() {
      const child = spawn();
      children.push(child);
      return child;
    },
    ingressPort: () => port,
    ...(timings === undefined ? {} : { timings }),
  });
  const tunnel = createTunnel({
    clock: systemClock,
    log,
    carrier,
    onChange(changed) {
      say(JSON.stringify(changed));
      changes.push(changed);
      for (const watcher of [...watchers]) watcher(changed);
    },
  });

  const next = (satisfies: (tunnel: Tunnel) => boolean) =>
    new Promise<Tunnel>((resolve) => {
      const watcher = (changed: Tunnel) => {
        if (!satisfies(changed)) return;
        watchers.delete(watcher);
        resolve(changed);
      };
      watchers.add(watcher);
    });
  return {
    tunnel,
    children,
    changes,
    said,
    next,
    reaches: (state) =>
      tunnel.status().state === state
        ? Promise.resolve(tunnel.status())
        : next((changed) => changed.state === state),
    async close() {
      await tunnel.close();
      app.closeAllConnections();
      await new Promise((resolve) => app.close(resolve));
    },
  };
}

export function isRunning(pid: number | undefined): boolean {
  try {
    return pid !== undefined && process.kill(pid, 0);
  } catch {
    return false;
  }
}
