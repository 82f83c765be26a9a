import type { ChildProcess, Clock, Dispose, Log, SpawnTunnelProcess } from '../ports.ts';
import type { Carrier, CarrierEvents } from './carrier.ts';
import { ownProblem } from './errors.ts';
import type { FromTunnelProcess, OpenTunnel, RawProblem, SessionTimings } from './protocol.ts';
import { startTunnelClient } from './tunnel-client.ts';
import type { TunnelClient } from './tunnel-client.ts';
import type { Visitor, Visitors } from './visitors.ts';

export interface ProcessParts {
  clock: Clock;
  log: Log;
  spawn: SpawnTunnelProcess;
  visitors: Visitors;
  timings: SessionTimings;
}

/** What of a session depends on the provider. */
export interface ProcessSession {
  prepare: Carrier['prepare'];
  /** What to open; `undefined` while there is no listener that it could lead to. */
  request(): OpenTunnel | undefined;
  onOnline(publicUrl: string): void;
  onProblem(problem: RawProblem, type: 'refused' | 'lost'): void;
}

/** The process keeps its own timeouts; this much longer, and it counts as stuck itself. */
const stuckAfterMs = 5_000;

/** A session in the tunnel process: started when needed, replaced when it can't be used again. */
export function createProcessCarrier(
  { clock, log, spawn, visitors, timings }: ProcessParts,
  events: CarrierEvents,
  session: ProcessSession,
): Carrier {
  let client: TunnelClient | undefined;
  /** Resolves when no former process is left that could still hold the endpoint. */
  let formerGone: Promise<unknown> = Promise.resolve();
  let cancelStuckCheck: Dispose = () => undefined;
  /** Rises with each try and each end: what was begun before one is over. */
  let turn = 0;
  const visitorPorts = new Set<number>();
  /** What visitors use, where no proxy says it for each. */
  let visitorScheme: Visitor['scheme'] = 'https';

  const drop = (how: 'politely' | 'at-once') => {
    if (client === undefined) return;
    formerGone = Promise.all([formerGone, client.end(how)]);
    client = undefined;
    forgetVisitors();
  };

  /** Those whose connections never came: their ports may be another's next. */
  const forgetVisitors = () => {
    for (const port of visitorPorts) visitors.take(port);
    visitorPorts.clear();
  };

  const tryOnce = async () => {
    const thisTurn = ++turn;
    await formerGone;
    if (thisTurn !== turn) return;
    const request = session.request();
    if (request === undefined) {
      events.onTrouble(ownProblem('listener_closed'));
      return;
    }
    cancelStuckCheck = clock.after(timings.connectTimeoutMs + timings.listenTimeoutMs + stuckAfterMs, () => {
      drop('at-once');
      events.onTrouble(ownProblem('timed_out'));
    });
    try {
      client ??= startTunnelClient((): ChildProcess => spawn(), clock, { onMessage: receive, onCrash });
      client.open(request);
    } catch (error) {
      cancelStuckCheck();
      log.error('The tunnel process could not be started.', error);
      events.onTrouble(ownProblem('client_crashed'));
    }
  };

  const onCrash = (exitCode: number | null) => {
    cancelStuckCheck();
    client = undefined;
    forgetVisitors();
    log.warn(
      `The tunnel process ended by itself (${exitCode === null ? 'killed' : `exit code ${exitCode}`}).`,
    );
    events.onTrouble(ownProblem('client_crashed'));
  };

  const receive = (message: FromTunnelProcess) => {
    switch (message.type) {
      case 'online':
        cancelStuckCheck();
        visitorScheme = message.publicUrl.startsWith('https:') ? 'https' : 'http';
        session.onOnline(message.publicUrl);
        return;
      case 'heartbeat':
        events.onHeartbeat(message.latencyMs);
        return;
      case 'visitor':
        visitorPorts.add(message.port);
        visitors.add(message.port, { remoteAddress: message.address, scheme: visitorScheme });
        client?.post({ type: 'visitorKnown', port: message.port });
        return;
      case 'refused':
      case 'lost':
        cancelStuckCheck();
        if (!message.isReusable) drop('at-once');
        session.onProblem(message.problem, message.type);
    }
  };

  return {
    prepare: () => session.prepare(),
    open: () => void tryOnce(),
    async end(how) {
      turn += 1;
      cancelStuckCheck();
      drop(how);
      await formerGone;
    },
  };
}
