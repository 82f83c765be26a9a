import type { Tunnel, TunnelName } from '../../../shared/model/tunnel.ts';
import type { TunnelProblem } from './errors.ts';
import { retryDelayMs } from './retry-delay.ts';

/** What the tunnel is, and what is remembered to decide what it becomes. */
export interface TunnelMachine {
  tunnel: Tunnel;
  /** In this run, since it was started. */
  hasBeenOnline: boolean;
  /** Since when it is not steadily online; tries are frequent at first. */
  troubleSinceAt: number | undefined;
  /** The native client ended by itself so many times in a row. */
  crashCount: number;
  /** How long to wait before the next try, when it is to be tried again. */
  nextTryInMs: number | undefined;
}

/** `at` is the instant it happened, `random` a number from 0 to 1. */
export type TunnelInput =
  | { type: 'started'; at: number; identity: TunnelName }
  | { type: 'stopped'; at: number }
  | { type: 'connected'; at: number; publicUrl: string }
  | { type: 'heartbeat'; at: number; latencyMs: number }
  /** A try failed, or the connection was lost. */
  | { type: 'troubled'; at: number; problem: TunnelProblem; random: number };

/** Online for so long counts as steady: what goes wrong afterwards is new trouble. */
const steadyAfterMs = 10_000;
const maxCrashesAtStart = 3;

export function stoppedMachine(at: number, identity: TunnelName): TunnelMachine {
  return {
    tunnel: { ...identity, state: 'stopped', sinceAt: at },
    hasBeenOnline: false,
    troubleSinceAt: undefined,
    crashCount: 0,
    nextTryInMs: undefined,
  };
}

/** The tunnel's whole behaviour in time: stopped → starting → online → reconnecting → failed. */
export function reduceTunnel(machine: TunnelMachine, input: TunnelInput): TunnelMachine {
  const { state } = machine.tunnel;
  const identity = identityOf(machine.tunnel);
  switch (input.type) {
    case 'started':
      return {
        ...stoppedMachine(input.at, input.identity),
        tunnel: { ...input.identity, state: 'starting', sinceAt: input.at },
      };
    case 'stopped':
      return state === 'stopped' ? machine : stoppedMachine(input.at, identity);
    case 'connected':
      return {
        ...machine,
        tunnel: { ...identity, state: 'online', publicUrl: input.publicUrl, sinceAt: input.at },
        hasBeenOnline: true,
        crashCount: 0,
        nextTryInMs: undefined,
      };
    case 'heartbeat':
      if (state !== 'online') return machine;
      return { ...machine, tunnel: { ...machine.tunnel, latencyMs: input.latencyMs } };
    case 'troubled':
      return state === 'stopped' || state === 'failed' ? machine : reduceTrouble(machine, input);
  }
}

function reduceTrouble(
  machine: TunnelMachine,
  { at, problem, random }: Extract<TunnelInput, { type: 'troubled' }>,
): TunnelMachine {
  const { state, sinceAt, publicUrl } = machine.tunnel;
  const identity = identityOf(machine.tunnel);
  const told = {
    error: problem.error,
    ...(problem.hostKey === undefined ? {} : { hostKey: problem.hostKey }),
  };
  const crashCount = problem.error.code === 'client_crashed' ? machine.crashCount + 1 : 0;
  const isFinal =
    problem.kind === 'credentials' ||
    (!machine.hasBeenOnline && (problem.kind === 'permanent' || crashCount >= maxCrashesAtStart));
  if (isFinal) {
    return {
      ...machine,
      tunnel: { ...identity, state: 'failed', sinceAt: at, ...told },
      nextTryInMs: undefined,
    };
  }

  const isNewTrouble =
    machine.troubleSinceAt === undefined || (state === 'online' && at - sinceAt >= steadyAfterMs);
  const troubleSinceAt = isNewTrouble ? at : (machine.troubleSinceAt ?? at);
  const nextTryInMs = isNewTrouble && state === 'online' ? 0 : retryDelayMs(at - troubleSinceAt, random);
  return {
    ...machine,
    tunnel: {
      ...identity,
      state: 'reconnecting',
      sinceAt: state === 'reconnecting' ? sinceAt : at,
      ...told,
      ...(publicUrl === undefined ? {} : { publicUrl }),
      // Not worth a countdown while it is tried several times a second.
      ...(nextTryInMs >= 1000 ? { retryAt: at + nextTryInMs } : {}),
    },
    troubleSinceAt,
    crashCount,
    nextTryInMs,
  };
}

const identityOf = ({ provider, through }: TunnelName): TunnelName => ({
  provider,
  ...(through === undefined ? {} : { through }),
});
