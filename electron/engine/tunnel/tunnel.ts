import { isDeepStrictEqual } from 'node:util';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { Tunnel } from '../../../shared/model/tunnel.ts';
import type { TunnelOptions } from '../../../shared/model/tunnel-options.ts';
import type { Clock, Dispose, Log } from '../ports.ts';
import type { Carrier, CarrierEvents } from './carrier.ts';
import type { TunnelProblem } from './errors.ts';
import { nameOfTunnel } from '../../../shared/model/tunnel-name.ts';
import { reduceTunnel, stoppedMachine } from './tunnel-machine.ts';
import type { TunnelInput } from './tunnel-machine.ts';

export interface TunnelParts {
  clock: Clock;
  log: Log;
  /** Makes the one for the provider of these options. */
  carrier: (options: TunnelOptions, events: CarrierEvents) => Carrier;
  onChange: (tunnel: Tunnel) => void;
  /** A number from 0 to 1, for the jitter between tries. */
  random?: () => number;
}

/** One tunnel. What goes wrong with it is part of its status, never a rejection. */
export interface TunnelControl {
  /**
   * Answers while it is still `starting`, or `failed` when something needed is missing. Starting again with the same
   * options changes nothing, except that a waiting retry is made at once; with other options it is restarted.
   */
  start(options: TunnelOptions): Promise<Tunnel>;
  /** Resolves when nothing of it is left; the status says `stopped` at once. */
  stop(): Promise<Tunnel>;
  status(): Tunnel;
  /** Stops it for good. */
  close(): Promise<void>;
}

/** Keeps one tunnel online: tries, waits, tries again, whichever way it is carried. */
export function createTunnel(parts: TunnelParts): TunnelControl {
  const { clock, log, random = Math.random } = parts;

  let machine = stoppedMachine(clock.now(), { provider: 'ngrok' });
  let options: TunnelOptions | undefined;
  let carrier: Carrier | undefined;
  /** Resolves when nothing is left of former carriers, which could still hold the endpoint. */
  let formerGone: Promise<unknown> = Promise.resolve();
  let cancelNextTry: Dispose = () => undefined;
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
    if (machine.tunnel.state === 'failed') endCarrier();
    if (isDeepStrictEqual(before, machine.tunnel)) return;
    logChange(log, before, machine.tunnel);
    parts.onChange(machine.tunnel);
  };

  const trouble = (problem: TunnelProblem) => {
    isTrying = false;
    apply({ type: 'troubled', at: clock.now(), problem, random: random() });
  };

  const endCarrier = () => {
    if (carrier !== undefined) formerGone = Promise.all([formerGone, carrier.end('politely')]);
  };

  const scheduleTry = (delayMs: number) => {
    cancelNextTry();
    cancelNextTry = clock.after(delayMs, tryOnce);
  };

  const tryOnce = () => {
    isTrying = true;
    carrier?.open();
  };

  const events: CarrierEvents = {
    onOnline(publicUrl) {
      isTrying = false;
      apply({ type: 'connected', at: clock.now(), publicUrl });
    },
    onHeartbeat: (latencyMs) => apply({ type: 'heartbeat', at: clock.now(), latencyMs }),
    onTrouble: trouble,
    onRetry() {
      isTrying = false;
      scheduleTry(0);
    },
  };

  /** Ends what runs, so that nothing of it is heard any more. */
  const endRun = () => {
    run += 1;
    cancelNextTry();
    isTrying = false;
    endCarrier();
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
      if (!isSame || carrier === undefined) carrier = parts.carrier(wanted, events);
      apply({ type: 'started', at: clock.now(), identity: nameOfTunnel(wanted) });
      const problem = await carrier.prepare();
      if (thisRun !== run) return machine.tunnel;
      if (problem !== undefined) {
        trouble(problem);
        return machine.tunnel;
      }
      isTrying = true;
      void formerGone.then(() => {
        if (thisRun === run) tryOnce();
      });
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

function logChange(log: Log, before: Tunnel, now: Tunnel): void {
  if (before.state === now.state && before.error?.code === now.error?.code) return;
  const detail = now.error?.message ?? (now.state === 'online' ? now.publicUrl : undefined);
  const line = detail === undefined ? `Tunnel ${now.state}.` : `Tunnel ${now.state}: ${detail}`;
  if (now.error === undefined) log.info(line);
  else log.warn(line);
}
