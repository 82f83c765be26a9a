import { createHash } from 'node:crypto';
import { defaultReply } from '../../../../shared/model/reply.ts';
import { defaultSetup, type Bin } from '../../../../shared/model/bin.ts';
import type { Attempt, Delivery } from '../../../../shared/model/delivery.ts';
import type { Exchange, Findings } from '../../../../shared/model/exchange.ts';
import { uuidIds } from '../../ids.ts';
import type { NewDelivery, NewExchange } from '../../ports.ts';

/** Records for tests, with what a test does not care about filled in. */

export const newBin = (slug: string, parts: Partial<Bin> = {}): Bin => ({
  id: uuidIds.next('bin'),
  name: slug.toUpperCase(),
  slug,
  isDefault: false,
  createdAt: 1_700_000_000_000,
  reply: defaultReply(),
  ...defaultSetup(),
  exchangeCount: 0,
  unreadCount: 0,
  ...parts,
});

export const sha256Of = (bytes: Uint8Array | string): string =>
  createHash('sha256').update(bytes).digest('hex');

export interface ExchangeParts {
  receivedAt?: number;
  body?: Uint8Array | string;
  outcome?: Exchange['outcome'];
  findings?: Findings;
  request?: Partial<Omit<Exchange['request'], 'body'>> & { encoding?: string };
}

/** An exchange of a bin, with what a test does not care about filled in. */
export function newExchange(binId: string, parts: ExchangeParts = {}): NewExchange {
  const bytes = typeof parts.body === 'string' ? Buffer.from(parts.body) : (parts.body ?? new Uint8Array());
  const { encoding, ...request } = parts.request ?? {};
  return {
    exchange: {
      id: uuidIds.next('exc'),
      binId,
      receivedAt: parts.receivedAt ?? 1_700_000_000_000,
      outcome: parts.outcome ?? { state: 'pending' },
      ...parts.findings,
      request: {
        method: 'POST',
        target: '/',
        httpVersion: '1.1',
        headers: [],
        trailers: [],
        remoteAddress: '127.0.0.1',
        scheme: 'http',
        via: 'local',
        body: {
          sizeBytes: bytes.byteLength,
          sha256: sha256Of(bytes),
          ...(encoding === undefined ? {} : { encoding }),
          isTruncated: false,
        },
        ...request,
      },
    },
    bytes: { kind: 'inline', bytes },
  };
}

export const responded = (status: number): Exchange['outcome'] => ({
  state: 'responded',
  status,
  headers: [{ name: 'Content-Type', value: 'text/plain' }],
  body: { text: 'ok' },
  respondedAt: 1_700_000_000_001,
});

export function newDelivery(parts: Partial<Delivery> & { body?: string } = {}): NewDelivery {
  const { body = 'sent', ...rest } = parts;
  const bytes = Buffer.from(body);
  return {
    delivery: {
      id: uuidIds.next('dlv'),
      trigger: 'replay',
      status: 'pending',
      createdAt: 1_700_000_000_000,
      request: {
        method: 'POST',
        url: 'http://localhost:3000/hook',
        headers: [{ name: 'Host', value: 'localhost:3000' }],
        trailers: [],
        body: { sizeBytes: bytes.byteLength, sha256: sha256Of(bytes), isTruncated: false },
      },
      attempts: [],
      ...rest,
    },
    bytes: { kind: 'inline', bytes },
  };
}

export const newAttempt = (parts: Partial<Attempt> = {}): Attempt => ({
  id: uuidIds.next('att'),
  startedAt: 1_700_000_000_000,
  ...parts,
});

export function attemptWithResponse(status: number, body: string): Attempt {
  return newAttempt({
    endedAt: 1_700_000_000_020,
    timings: { totalMs: 12.5 },
    response: {
      status,
      statusText: 'OK',
      httpVersion: '1.1',
      headers: [],
      trailers: [],
      body: { sizeBytes: body.length, sha256: sha256Of(body), isTruncated: false, content: { text: body } },
    },
  });
}
