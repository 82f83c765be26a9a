import type { SendFailure, SendFailureCode } from '../../../shared/model/delivery.ts';
import { addressOf, type SplitUrl } from '../../../shared/http/url.ts';
import { StoreUnavailable } from '../ports.ts';
import { DestinationRefused } from './connect.ts';
import { Cancelled, TimedOut } from './halt.ts';
import type { Phase } from './stopwatch.ts';
import { describeTlsFailure } from './tls-failure.ts';
import { BodyUnreadable } from './write-request.ts';

export interface FailureContext {
  url: SplitUrl;
  /** What the send was busy with. */
  phase: Phase | undefined;
  timeoutMs: number;
  /** How long the whole may take, where a provider says so. */
  deadlineMs?: number | undefined;
}

/** What went wrong in one send, in plain words, with what to try. Never throws, whatever it is given. */
export function describeFailure(error: unknown, context: FailureContext): SendFailure {
  const cause = rootCause(error);
  const { url, phase } = context;
  const address = addressOf(url);

  if (cause instanceof Cancelled)
    return failure('cancelled', 'The send was cancelled.', 'Send it again when you are ready.');
  if (cause instanceof TimedOut) {
    return cause.isDeadline && context.deadlineMs !== undefined
      ? describeDeadline(address, context.deadlineMs)
      : describeTimeout(context);
  }
  if (cause instanceof DestinationRefused) {
    return failure('other', cause.message, 'Give the address of your own code.');
  }
  if (cause instanceof StoreUnavailable) {
    return failure(
      'other',
      `The reply could not be stored. ${cause.message}`,
      'Make room on the disk, then send again.',
    );
  }
  if (cause instanceof BodyUnreadable) {
    return failure('other', cause.message, 'Its file may be damaged or gone: capture the request again.');
  }

  const code = textOf(cause, 'code');
  switch (code) {
    case 'ECONNREFUSED':
      return failure('refused', `Nothing listens on ${address}.`, 'Start your server, or check the port.');
    case 'ENOTFOUND':
      return failure('dns', `There is no host named ${url.host}.`, 'Check how the host is spelled.');
    case 'EAI_AGAIN':
      return failure(
        'dns',
        `The name ${url.host} could not be looked up.`,
        'Check the network connection, then try again.',
      );
    case 'ETIMEDOUT':
      return failure(
        'timed_out',
        `${address} did not accept the connection in time.`,
        'Check the address, and any firewall on the way to it.',
      );
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EADDRNOTAVAIL':
      return failure(
        'unreachable',
        `There is no way to ${address} from this machine.`,
        'Check the address and the network connection, or a VPN if it needs one.',
      );
    case 'EACCES':
    case 'EPERM':
      return failure(
        'unreachable',
        `This machine may not connect to ${address}.`,
        'A firewall or security program refuses it: allow Hookbench there.',
      );
    default:
  }
  if (code?.startsWith('EAI_') === true || textOf(cause, 'syscall') === 'getaddrinfo') {
    return failure(
      'dns',
      `The name ${url.host} could not be looked up.`,
      'Check the host and the network connection.',
    );
  }
  if (code?.startsWith('ERR_HTTP2_') === true) {
    return failure(
      'protocol',
      `${address} did not answer with valid HTTP/2 (${messageOf(cause)}).`,
      'Check whether it speaks HTTP/2 on this port; if it does not, choose HTTP/1.1.',
    );
  }
  if (code?.startsWith('HPE_') === true) return describeNoHttp(cause, code, url);
  if (phase === 'tls') {
    const tls = describeTlsFailure(code ?? '', messageOf(cause), url);
    if (tls !== undefined) return tls;
  }
  if (code === 'ECONNRESET' || code === 'EPIPE' || code === 'ECONNABORTED')
    return describeReset(address, phase);
  return failure(
    'other',
    `The send failed: ${messageOf(cause)}.`,
    'Try again; if it stays, check the URL and your server.',
  );
}

const failure = (code: SendFailureCode, message: string, hint: string): SendFailure => ({
  code,
  message,
  hint,
});

const spanOf = (ms: number) => (ms % 1000 === 0 ? `${ms / 1000} s` : `${ms} ms`);

const describeDeadline = (address: string, deadlineMs: number): SendFailure =>
  failure(
    'timed_out',
    `${address} did not answer completely within ${spanOf(deadlineMs)}, which is as long as this provider waits.`,
    'Answer first, and do the work after.',
  );

function describeTimeout({ url, phase, timeoutMs }: FailureContext): SendFailure {
  const address = addressOf(url);
  const span = spanOf(timeoutMs);
  const inTime = 'or allow more time under Settings → Sending.';
  switch (phase) {
    case 'dns':
      return failure(
        'timed_out',
        `Looking up ${url.host} took longer than ${span}.`,
        'Check the host and the network connection.',
      );
    case 'connect':
      return failure(
        'timed_out',
        `${address} did not accept the connection within ${span}.`,
        'Check the address, and any firewall on the way to it.',
      );
    case 'tls':
      return failure(
        'timed_out',
        `${address} accepted the connection, but did not answer the TLS handshake within ${span}.`,
        'If it does not speak TLS, use http:// instead of https://.',
      );
    case 'send':
      return failure(
        'timed_out',
        `${address} stopped taking the request for ${span}.`,
        `See whether your server reads the whole body, ${inTime}`,
      );
    case 'download':
      return failure(
        'timed_out',
        `${address} began its response, then sent nothing more for ${span}.`,
        `See what your server waits for, ${inTime}`,
      );
    case 'firstByte':
    case undefined:
      return failure(
        'timed_out',
        `${address} took the request, but did not answer within ${span}.`,
        `See what your server waits for (a breakpoint?), ${inTime}`,
      );
  }
}

function describeReset(address: string, phase: Phase | undefined): SendFailure {
  const hint = 'Look at the log of your server: it may have crashed or refused the request.';
  switch (phase) {
    case 'send':
      return failure('reset', `${address} closed the connection while the request was being sent.`, hint);
    case 'download':
      return failure('reset', `${address} closed the connection before its response was complete.`, hint);
    case 'tls':
      return failure(
        'tls',
        `${address} closed the connection during the TLS handshake.`,
        'If it does not speak TLS, use http:// instead of https://.',
      );
    default:
      return failure(
        'reset',
        `${address} closed the connection without an answer.`,
        `${hint} If it speaks TLS, use https://.`,
      );
  }
}

/** The parser refused what came back (llhttp's error codes). */
function describeNoHttp(error: unknown, code: string, url: SplitUrl): SendFailure {
  const address = addressOf(url);
  const received: unknown =
    error !== null && typeof error === 'object' && 'rawPacket' in error ? error.rawPacket : undefined;
  // A TLS alert (RFC 8446 §5.1): type 21, then the protocol's major version 3.
  if (
    url.scheme === 'http' &&
    received instanceof Uint8Array &&
    received[0] === 0x15 &&
    received[1] === 0x03
  ) {
    return failure('protocol', `${address} speaks TLS.`, 'Use https:// instead of http://.');
  }
  if (code === 'HPE_HEADER_OVERFLOW') {
    return failure(
      'protocol',
      `The response headers of ${address} are larger than 256 KiB.`,
      'Look at what your server puts into them, cookies above all.',
    );
  }
  return failure(
    'protocol',
    `${address} did not answer with valid HTTP/1.1 (${messageOf(error)}).`,
    'Check that the port is the one of your web server, and whether it needs https://.',
  );
}

/** Trying several addresses of a name fails with all their errors: the one that says most is told. */
function rootCause(error: unknown): unknown {
  if (!(error instanceof AggregateError)) return error;
  const causes: unknown[] = error.errors;
  return causes.find((cause) => textOf(cause, 'code') === 'ECONNREFUSED') ?? causes.at(-1) ?? error;
}

function textOf(error: unknown, field: 'code' | 'syscall'): string | undefined {
  const value: unknown =
    error !== null && typeof error === 'object' && field in error
      ? (error as Record<string, unknown>)[field]
      : undefined;
  return typeof value === 'string' ? value : undefined;
}

const messageOf = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/[.\s]+$/, '');
