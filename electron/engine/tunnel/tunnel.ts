import { isDeepStrictEqual } from 'node:util';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import type { Tunnel, TunnelOptions } from '../../../shared/model/tunnel.ts';
import type { Clock, Dispose, Log, SecretsPort, SpawnTunnelProcess } from '../ports.ts';
import { explainProblem, ownProblem } from './errors.ts';
import type { TunnelProblem } from './errors.ts';
import type { FromTunnelProcess, OpenTunnel } from './protocol.ts';
import { readStartValues } from './start-values.ts';
import type { StartValues } from './start-values.ts';
import { startTunnelClient } from './tunnel-client.ts';
import type { TunnelClient } from './tunnel-client.ts';
import { reduceTunnel, stoppedMachine } from './tunnel-machine.ts';
import type { TunnelInput } from './tunnel-machine.ts';

export interface TunnelTimings {
  /** A dead server shows after two missed beats: twice the sum of both. */
  heartbeatIntervalSeconds: number;
  heartbeatToleranceSeconds: number;
  connectTimeoutMs: number;
  listenTimeoutMs: number;
}

export interface TunnelParts {
  clock: Clock;
  log: Log;
  secrets: Pick<SecretsPort, 'get'>;
  spawn: SpawnTunnelProcess;
  /** The port on 127.0.0.1 that public requests are passed to; asked for at each try. */
  ingressPort: () => number;
  publish: (event: Extract<EventBody, { type: 'tunnel.changed' }>) => void;
  /** A number from 0 to 1, for the jitter between tries. */
  random?: () => number;
  timings?: Partial<TunnelTimings>;
}

/** The one tunnel. What goes wrong with it is part of its status, never a rejection. */
export interface TunnelControl {
  /**
   * Answers while it is still `starting`, or `failed` when something needed is missing. Starting again with the same
   * options changes nothing, except that a waiting retry is made at once; with other options it is restarted.
   */
  start(options: TunnelOptions): Promise<Tunnel>;
  /** Resolves when its process is gone; the status says `stopped` at once. */
  stop(): Promise<Tunnel>;
  status(): Tunnel;
  /** Stops it for good. */
  close(): Promise<void>;
}

const defaultTimings: TunnelTimings = {
  heartbeatIntervalSeconds: 10,
  heartbeatToleranceSeconds: 5,
  connectTimeoutMs: 15_000,
  listenTimeoutMs: 10_000,
};

/** The process keeps its own timeouts; this much longer, and it counts as stuck itself. */
const stuckAfterMs = 5_000;

/** A session that was lost without a word can hold its domain for a while: until the service misses its heartbeats. */
const domainHeldMs = 60_000;

export function createTunnel(parts: TunnelParts): TunnelControl {
  const { clock, log, publish, random = Math.random } = parts;
  const timings = { ...defaultTimings, ...parts.timings };

  let machine = stoppedMachine(clock.now());
  let options: TunnelOptions | undefined;
  let values: StartValues | undefined;
  /** The random domain of the last session, asked for again so that the public URL stays. */
  let lastDomain: string | undefined;
  let client: TunnelClient | undefined;
  /** Resolves when no former process is left that could still hold the domain. */
  let formerGone: Promise<unknown> = Promise.resolve();
  let cancelNextTry: Dispose = () => undefined;
  let cancelStuckCheck: Dispose = () => undefined;
  let isTrying = false;
  /** Rises with each start and stop: what was begun before one is over. */
  let run = 0;
  let isClosed = false;

  const apply = (input: TunnelInput) => {
    const before = machine.tunnel;
    const next = reduceTunnel(machine, input);
    if (next === machine) return;
    machine = next;
    if (machine.nextTryInMs !== undefined) scheduleTry(machine.nextTryInMs);
    if (machine.tunnel.state === 'failed') dropClient('politely');
    if (isDeepStrictEqual(before, machine.tunnel)) return;
    logChange(log, before, machine.tunnel);
    publish({ type: 'tunnel.changed', tunnel: machine.tunnel });
  };

  const trouble = (problem: TunnelProblem) =>
    apply({ type: 'troubled', at: clock.now(), problem, random: random() });

  const dropClient = (how: 'politely' | 'at-once') => {
    if (client === undefined) return;
    formerGone = Promise.all([formerGone, client.end(how)]);
    client = undefined;
  };

  const scheduleTry = (delayMs: number) => {
    cancelNextTry();
    cancelNextTry = clock.after(delayMs, () => void tryOnce());
  };

  const endTry = () => {
    isTrying = false;
    cancelStuckCheck();
  };

  const tryOnce = async () => {
    const thisRun = run;
    isTrying = true;
    await formerGone;
    if (thisRun !== run || options === undefined || values === undefined) return;
    const ingressPort = parts.ingressPort();
    if (ingressPort < 1) {
      endTry();
      trouble(ownProblem('listener_closed'));
      return;
    }
    const request: OpenTunnel = {
      type: 'open',
      ...values,
      serverAddr: options.serverAddr,
      domain: options.domain ?? lastDomain,
      trafficPolicy: options.trafficPolicy,
      ingressPort,
      ...timings,
    };
    cancelStuckCheck = clock.after(timings.connectTimeoutMs + timings.listenTimeoutMs + stuckAfterMs, () => {
      endTry();
      dropClient('at-once');
      trouble(ownProblem('timed_out'));
    });
    try {
      client ??= startTunnelClient(parts.spawn, clock, { onMessage: receive, onCrash });
      client.open(request);
    } catch (error) {
      endTry();
      log.error('The tunnel process could not be started.', error);
      trouble(ownProblem('client_crashed'));
    }
  };

  const onCrash = (exitCode: number | null) => {
    endTry();
    client = undefined;
    log.warn(
      `The tunnel process ended by itself (${exitCode === null ? 'killed' : `exit code ${exitCode}`}).`,
    );
    trouble(ownProblem('client_crashed'));
  };

  const receive = (message: FromTunnelProcess) => {
    switch (message.type) {
      case 'online':
        endTry();
        if (options?.domain === undefined) lastDomain = hostnameOf(message.publicUrl);
        apply({ type: 'connected', at: clock.now(), publicUrl: message.publicUrl });
        return;
      case 'heartbeat':
        apply({ type: 'heartbeat', at: clock.now(), latencyMs: message.latencyMs });
        return;
      case 'refused':
      case 'lost': {
        endTry();
        if (!message.isReusable) dropClient('at-once');
        const problem = explainProblem(message.problem, values?.authtoken);
        if (message.type === 'refused' && isOnlyAboutLastDomain(problem)) {
          lastDomain = undefined;
          scheduleTry(0);
          return;
        }
        trouble(problem);
      }
    }
  };

  /** The domain was our own wish, to keep the URL: when it can't be had, any other will do. */
  const isOnlyAboutLastDomain = (problem: TunnelProblem): boolean => {
    if (lastDomain === undefined || options?.domain !== undefined || problem.kind !== 'permanent')
      return false;
    if (!problem.error.code.startsWith('ERR_NGROK_')) return false;
    const troubleAgeMs = clock.now() - (machine.troubleSinceAt ?? clock.now());
    return problem.error.code !== 'ERR_NGROK_334' || !machine.hasBeenOnline || troubleAgeMs > domainHeldMs;
  };

  /** Ends what runs, so that nothing of it is heard any more. */
  const endRun = () => {
    run += 1;
    cancelNextTry();
    endTry();
    dropClient('politely');
  };

  const isActive = () => !['stopped', 'failed'].includes(machine.tunnel.state);

  const stop = async () => {
    endRun();
    apply({ type: 'stopped', at: clock.now() });
    await formerGone;
    return machine.tunnel;
  };

  return {
    async start(wanted) {
      if (isClosed) throw new CommandError('unavailable', 'Hookbench is closing.');
      const isSame = isDeepStrictEqual(wanted, options);
      if (isSame && isActive()) {
        if (machine.tunnel.state === 'reconnecting' && !isTrying) scheduleTry(0);
        return machine.tunnel;
      }
      endRun();
      const thisRun = run;
      options = wanted;
      if (!isSame) lastDomain = undefined;
      apply({ type: 'started', at: clock.now() });
      const read = await readStartValues(wanted, parts.secrets);
      if (thisRun !== run) return machine.tunnel;
      if ('problem' in read) {
        trouble(read.problem);
        return machine.tunnel;
      }
      values = read.values;
      void tryOnce();
      return machine.tunnel;
    },
    stop,
    status: () => machine.tunnel,
    async close() {
      isClosed = true;
      await stop();
    },
  };
}

function hostnameOf(publicUrl: string): string | undefined {
  return URL.canParse(publicUrl) ? new URL(publicUrl).hostname : undefined;
}

function logChange(log: Log, before: Tunnel, now: Tunnel): void {
  if (before.state === now.state && before.error?.code === now.error?.code) return;
  const detail = now.error?.message ?? (now.state === 'online' ? now.publicUrl : undefined);
  const line = detail === undefined ? `Tunnel ${now.state}.` : `Tunnel ${now.state}: ${detail}`;
  if (now.error === undefined) log.info(line);
  else log.warn(line);
}
