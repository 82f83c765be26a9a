import { expect, test } from 'vitest';
import type { HookbenchEvent } from '../../shared/ipc/events.ts';
import { jsonReport, textReport } from './report.ts';

const captured: HookbenchEvent = {
  type: 'exchange.captured',
  seq: 3,
  at: 1,
  exchange: {
    id: 'exc_1',
    binId: 'bin_1',
    receivedAt: 1,
    method: 'PO\u001b[31mST',
    target: '/inbox?\u001b]0;title\u0007\u009b2J\r\nforged line',
    sizeBytes: 2048,
    contentType: 'text/\u202eplain',
    remoteAddress: '127.0.0.1',
    via: 'local',
    isTruncated: false,
    outcome: { state: 'responded', status: 202 },
    deliveryCount: 0,
    isRefused: false,
  },
};

const steering = /[\u0000-\u001f\u007f-\u009f\u202e]/;

test('a captured request is one line, and can not steer the terminal', () => {
  const line = textReport.event(captured) ?? '';
  expect(line).not.toMatch(steering);
  expect(line).toContain(
    '/inbox?\\x1b]0;title\\x07\\x9b2J\\x0d\\x0aforged line  2.0 KiB  text/\\u{202e}plain  → 202',
  );
});

test('a very long target is cut', () => {
  const exchange = { ...captured.exchange, target: `/${'x'.repeat(60_000)}` };
  expect((textReport.event({ ...captured, exchange }) ?? '').length).toBeLessThan(500);
});

test('with --json an event is itself, on one inert line', () => {
  const line = jsonReport.event(captured) ?? '';
  expect(JSON.parse(line)).toEqual(captured);
  expect(line).not.toMatch(steering);
});

test('the ready line has exactly what is promised', () => {
  const ready = {
    captureUrl: 'http://127.0.0.1:1',
    controlUrl: 'http://127.0.0.1:2',
    token: 't',
    dataDir: '/d',
    pid: 3,
  };
  expect(JSON.parse(jsonReport.ready(ready))).toEqual({ type: 'ready', ...ready });
  const banner = textReport.ready(ready);
  for (const part of ['http://127.0.0.1:1/inbox', 'http://127.0.0.1:2', '/d']) expect(banner).toContain(part);
});

test('the tunnel tells its URL, or what is wrong', () => {
  const tunnel = { provider: 'ngrok' as const, sinceAt: 1 };
  const of = (more: object) =>
    textReport.event({
      type: 'tunnel.changed',
      seq: 1,
      at: 1,
      tunnel: { ...tunnel, state: 'failed', ...more },
    });
  expect(of({ state: 'online', publicUrl: 'https://x.test' })).toBe('Tunnel online: https://x.test');
  expect(of({ error: { code: 'ERR_NGROK_105', message: 'Check the token.' } })).toBe(
    'Tunnel failed: Check the token. (ERR_NGROK_105)',
  );
  expect(of({ state: 'starting' })).toBeUndefined();
});
