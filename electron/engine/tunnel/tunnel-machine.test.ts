import { describe, expect, test } from 'vitest';
import type { TunnelProblem } from './errors.ts';
import { ownProblem } from './errors.ts';
import { reduceTunnel, stoppedMachine } from './tunnel-machine.ts';
import type { TunnelInput, TunnelMachine } from './tunnel-machine.ts';

const problems = {
  temporary: ownProblem('unreachable'),
  permanent: { error: { code: 'ERR_NGROK_334', message: 'taken' }, kind: 'permanent' },
  credentials: { error: { code: 'ERR_NGROK_107', message: 'revoked' }, kind: 'credentials' },
  crash: ownProblem('client_crashed'),
} satisfies Record<string, TunnelProblem>;

type Step =
  | ['started' | 'stopped' | 'connected' | 'heartbeat', at: number]
  | ['troubled', at: number, problem: keyof typeof problems];

function inputOf([type, at, problem]: Step): TunnelInput {
  switch (type) {
    case 'connected':
      return { type, at, publicUrl: 'https://demo.ngrok.app' };
    case 'heartbeat':
      return { type, at, latencyMs: 12 };
    case 'troubled':
      return { type, at, problem: problems[problem], random: 0.5 };
    case 'started':
      return { type, at, identity: { provider: 'ngrok' } };
    default:
      return { type, at };
  }
}

const after = (...steps: Step[]): TunnelMachine =>
  steps.map(inputOf).reduce(reduceTunnel, stoppedMachine(0, { provider: 'ngrok' }));

describe('states', () => {
  const started: Step = ['started', 1];
  const online: Step[] = [started, ['connected', 2]];
  const table: [name: string, steps: Step[], state: string, nextTryInMs: number | undefined][] = [
    ['nothing yet', [], 'stopped', undefined],
    ['started', [started], 'starting', undefined],
    ['refused for good at the start', [started, ['troubled', 2, 'permanent']], 'failed', undefined],
    ['wrong token at the start', [started, ['troubled', 2, 'credentials']], 'failed', undefined],
    ['not reachable at the start', [started, ['troubled', 2, 'temporary']], 'reconnecting', 250],
    ['online', online, 'online', undefined],
    ['lost', [...online, ['troubled', 3, 'temporary']], 'reconnecting', 0],
    [
      'lost, then refused',
      [...online, ['troubled', 3, 'temporary'], ['troubled', 4, 'permanent']],
      'reconnecting',
      250,
    ],
    [
      'lost, then revoked',
      [...online, ['troubled', 3, 'temporary'], ['troubled', 4, 'credentials']],
      'failed',
      undefined,
    ],
    ['lost and back', [...online, ['troubled', 3, 'temporary'], ['connected', 4]], 'online', undefined],
    [
      'lost again before it was steady',
      [...online, ['troubled', 3, 'temporary'], ['connected', 4], ['troubled', 5, 'temporary']],
      'reconnecting',
      250,
    ],
    [
      'lost again after it was steady',
      [...online, ['troubled', 3, 'temporary'], ['connected', 4], ['troubled', 10_004, 'temporary']],
      'reconnecting',
      0,
    ],
    [
      'tried for a minute',
      [...online, ['troubled', 3, 'temporary'], ['troubled', 60_003, 'temporary']],
      'reconnecting',
      7500,
    ],
    [
      'two crashes at the start',
      [started, ['troubled', 2, 'crash'], ['troubled', 3, 'crash']],
      'reconnecting',
      250,
    ],
    [
      'three crashes at the start',
      [started, ['troubled', 2, 'crash'], ['troubled', 3, 'crash'], ['troubled', 4, 'crash']],
      'failed',
      undefined,
    ],
    [
      'crashes with something else between',
      [
        started,
        ['troubled', 2, 'crash'],
        ['troubled', 3, 'crash'],
        ['troubled', 4, 'temporary'],
        ['troubled', 5, 'crash'],
      ],
      'reconnecting',
      250,
    ],
    [
      'crashes after it was online',
      [
        ...online,
        ['troubled', 3, 'crash'],
        ['troubled', 4, 'crash'],
        ['troubled', 5, 'crash'],
        ['troubled', 6, 'crash'],
      ],
      'reconnecting',
      250,
    ],
    ['stopped while starting', [started, ['stopped', 2]], 'stopped', undefined],
    ['stopped while online', [...online, ['stopped', 3]], 'stopped', undefined],
    [
      'stopped while reconnecting',
      [...online, ['troubled', 3, 'temporary'], ['stopped', 4]],
      'stopped',
      undefined,
    ],
    [
      'stopped after it failed',
      [started, ['troubled', 2, 'permanent'], ['stopped', 3]],
      'stopped',
      undefined,
    ],
    [
      'trouble after it was stopped',
      [...online, ['stopped', 3], ['troubled', 4, 'temporary']],
      'stopped',
      undefined,
    ],
    [
      'started after it failed',
      [started, ['troubled', 2, 'permanent'], ['started', 3]],
      'starting',
      undefined,
    ],
  ];

  test.each(table)('%s', (_name, steps, state, nextTryInMs) => {
    const machine = after(...steps);
    expect(machine.tunnel.state).toBe(state);
    expect(machine.nextTryInMs).toBe(nextTryInMs);
  });
});

test('while reconnecting the URL, the reason and the beginning stay in sight', () => {
  const { tunnel } = after(
    ['started', 1],
    ['connected', 2],
    ['heartbeat', 3],
    ['troubled', 4, 'temporary'],
    ['troubled', 60_004, 'permanent'],
  );
  expect(tunnel).toEqual({
    provider: 'ngrok',
    state: 'reconnecting',
    publicUrl: 'https://demo.ngrok.app',
    sinceAt: 4,
    retryAt: 67_504,
    error: problems.permanent.error,
  });
});

test('online it has a latency and no error; failed it has no URL', () => {
  const online = after(['started', 1], ['troubled', 2, 'temporary'], ['connected', 3], ['heartbeat', 4]);
  expect(online.tunnel).toEqual({
    provider: 'ngrok',
    state: 'online',
    publicUrl: 'https://demo.ngrok.app',
    sinceAt: 3,
    latencyMs: 12,
  });
  const failed = reduceTunnel(online, inputOf(['troubled', 5, 'credentials']));
  expect(failed.tunnel).toEqual({
    provider: 'ngrok',
    state: 'failed',
    sinceAt: 5,
    error: problems.credentials.error,
  });
});

test('heartbeats that come late change nothing', () => {
  const machine = after(['started', 1], ['connected', 2], ['troubled', 3, 'temporary']);
  expect(reduceTunnel(machine, inputOf(['heartbeat', 4]))).toBe(machine);
});
