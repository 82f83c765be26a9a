import type { ServerResponse } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Reply } from '../../../shared/model/reply.ts';
import type { Manner } from '../intake.ts';
import type { Clock, Dispose } from '../ports.ts';
import { connectionField, prepare, respond } from './respond.ts';

/** How the answering of a request ended. */
export type Ending =
  | { kind: 'sent' }
  /** The sender went away before the reply was out. */
  | { kind: 'gone' }
  /** It went wrong as it was meant to. `status` is what the sender got to see, if anything. */
  | { kind: 'planned'; message: string; status?: number }
  /** It was ended from here. */
  | { kind: 'interrupted' };

export interface Answering {
  ended: Promise<Ending>;
  /** Ends it at once and closes the connection. */
  end: Dispose;
}

/** Answers in the given manner: after a delay, a little at a time, in part, or not at all. No thread waits; the clock calls. */
export function carryOut(response: ServerResponse, reply: Reply, manner: Manner, clock: Clock): Answering {
  const stream: Duplex = response.req.socket;
  const startedAt = clock.now();
  const { fault, interim, delayMs = 0 } = manner;
  let settle: (ending: Ending) => void = () => undefined;
  const ended = new Promise<Ending>((resolve) => (settle = resolve));
  let isOver = false;
  let disposeTimer: Dispose = () => undefined;

  const end = (ending: Ending) => {
    if (isOver) return;
    isOver = true;
    disposeTimer();
    stream.off('close', onGone);
    settle(ending);
  };
  const onGone = () => {
    const waitedMs = clock.now() - startedAt;
    if (fault?.kind !== 'hang') end({ kind: 'gone' });
    else end(planned(`No reply was sent, as planned; the sender gave up after ${seconds(waitedMs)}.`));
  };
  const wait = (ms: number, run: () => void) => {
    if (ms === 0) run();
    else disposeTimer = clock.after(ms, run);
  };

  const answer = () => {
    switch (fault?.kind) {
      case undefined:
        respond(response, reply, (isSent) => end({ kind: isSent ? 'sent' : 'gone' }));
        return;
      case 'close':
        end(planned('The connection was closed without a reply, as planned.'));
        stream.destroy();
        return;
      case 'reset':
        end(planned('The connection was reset (TCP RST) without a reply, as planned.'));
        reset(stream);
        return;
      case 'hang':
        end(planned(`No reply was sent, as planned; the connection was closed after ${seconds(delayMs)}.`));
        stream.destroy();
        return;
      case 'drip':
        drip(response, reply, fault.bytesPerSecond, wait);
        response.on('close', () => end({ kind: response.writableFinished ? 'sent' : 'gone' }));
        return;
      case 'truncate': {
        const message = truncate(response, reply, fault.sentBytes);
        end(planned(message, reply.status));
        stream.end(() => stream.destroy());
      }
    }
  };

  if (stream.destroyed) onGone();
  else {
    stream.once('close', onGone);
    whenItsTurn(response, () => {
      if (isOver) return;
      if (interim !== undefined && response.req.httpVersion !== '1.0')
        stream.write(interimHead(interim), 'latin1');
      wait(delayMs, answer);
    });
  }
  return {
    ended,
    end() {
      end({ kind: 'interrupted' });
      stream.destroy();
    },
  };
}

const planned = (message: string, status?: number): Ending => ({
  kind: 'planned',
  message,
  ...(status === undefined ? {} : { status }),
});

/** Replies on one connection keep the order of their requests: until it is its turn, a response has no socket. */
function whenItsTurn(response: ServerResponse, run: () => void): void {
  if (response.socket === null) response.once('socket', run);
  else run();
}

/** RFC 9110 §15.2: a status line and fields, no body. HTTP/1.0 has none of these. */
function interimHead({ status, headers }: Pick<Reply, 'status' | 'headers'>): string {
  const fields = headers.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
  return `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Interim'}\r\n${fields}\r\n`;
}

const isResettable = (stream: Duplex): stream is Duplex & { resetAndDestroy(): void } =>
  'resetAndDestroy' in stream && typeof stream.resetAndDestroy === 'function';

function reset(stream: Duplex): void {
  if (isResettable(stream)) stream.resetAndDestroy();
  else stream.destroy();
}

/** As often as ten times a second, so that a reader sees it come. */
const DRIP_EVERY_MS = 100;

function drip(
  response: ServerResponse,
  reply: Reply,
  bytesPerSecond: number,
  wait: (ms: number, run: () => void) => void,
): void {
  const { fields, body } = prepare(reply);
  const everyMs = Math.max(DRIP_EVERY_MS, 1000 / bytesPerSecond);
  const atOnce = Math.max(1, Math.round((bytesPerSecond * everyMs) / 1000));
  response.removeHeader('Connection');
  response.writeHead(reply.status, fields.concat(connectionField(response)));
  response.flushHeaders();
  const isBodyless = response.req.method === 'HEAD';
  const go = (from: number) => {
    if (response.destroyed) return;
    if (isBodyless || from >= body.length) {
      response.end();
      return;
    }
    const next = () => wait(everyMs, () => go(from + atOnce));
    // A reader slower than the drip sets the pace.
    if (response.write(body.subarray(from, from + atOnce))) next();
    else response.once('drain', next);
  };
  go(0);
}

/** Sends the beginning of a body that was announced whole, or one byte longer than it is; says what was left out. */
function truncate(response: ServerResponse, reply: Reply, sentBytes: number): string {
  const { fields, body } = prepare(reply);
  const announced = Math.max(1, body.length);
  const sent = Math.min(sentBytes, announced - 1);
  const own = fields.filter((_, index) => !isContentLength(fields[index - (index % 2)]));
  response.removeHeader('Connection');
  response.writeHead(reply.status, [
    ...own,
    'Content-Length',
    String(announced),
    ...connectionField(response),
  ]);
  response.flushHeaders();
  if (sent > 0 && response.req.method !== 'HEAD') response.write(body.subarray(0, sent));
  return `The reply broke off after ${sent} of ${announced} bytes of its body, as planned.`;
}

const isContentLength = (name: string | undefined) => name?.toLowerCase() === 'content-length';
const seconds = (ms: number) => `${Math.round(ms / 100) / 10} s`;
