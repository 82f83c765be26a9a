import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { KnownHost } from '../../../../../shared/model/known-host.ts';
import type { Tunnel, TunnelState } from '../../../../../shared/model/tunnel.ts';
import { systemClock } from '../../../clock.ts';
import { createCarriers } from '../../carriers.ts';
import { spawnTunnelChild } from '../../spawn-child.ts';
import { createTunnel } from '../../tunnel.ts';
import { createVisitors } from '../../visitors.ts';

/** A tunnel that leads to a small application, which answers with what it was sent. */
export async function makeSshTunnel(programPath: string, secrets: Record<string, string> = {}) {
  const seen: IncomingMessage[] = [];
  const app = createServer((request, response) => {
    seen.push(request);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      if (request.headers['x-end'] !== undefined) response.shouldKeepAlive = false;
      response.end(Buffer.concat(chunks));
    });
  });
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  const { port } = app.address() as AddressInfo;
  const changes: Tunnel[] = [];
  const watchers = new Set<(tunnel: Tunnel) => void>();
  const knownHosts: KnownHost[] = [];
  const visitors = createVisitors();
  const log = { info: () => undefined, warn: () => undefined, error: () => undefined };
  const carrier = createCarriers({
    clock: systemClock,
    log,
    secrets: { get: (name) => Promise.resolve(secrets[name]) },
    spawn: spawnTunnelChild(programPath),
    visitors,
    ingressPort: () => port,
    knownHosts: () => knownHosts,
    addresses: () => [],
    listen: () => Promise.reject(new Error('not in this test')),
    localPort: () => 0,
    timings: { heartbeatIntervalSeconds: 1, listenTimeoutMs: 1500 },
  });
  const tunnel = createTunnel({
    clock: systemClock,
    log,
    carrier,
    onChange(changed) {
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
    async close() {
      await tunnel.close();
      app.closeAllConnections();
      app.close();
    },
    changes,
    knownHosts,
    seen,
    visitors,
    next,
    reaches: (state: TunnelState) =>
      tunnel.status().state === state
        ? Promise.resolve(tunnel.status())
        : next((changed) => changed.state === state),
    trust: ({ port: sshPort, fingerprint }: { port: number; fingerprint: string }) =>
      knownHosts.push({
        host: '127.0.0.1',
        port: sshPort,
        keyType: 'ssh-ed25519',
        fingerprint,
        trustedAt: 0,
      }),
  };
}
