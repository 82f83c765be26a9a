import type { LookupFunction } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { SendFailure } from '../../../shared/model/delivery.ts';
import { systemClock } from '../clock.ts';
import { createFakeClock, type FakeClock } from '../testing/fake-clock.ts';
import { send } from './send.ts';
import { createMemoryBodies } from './testing/memory-bodies.ts';
import { endless, failureOf, never, sendTo, urlOf } from './testing/one-send.ts';
import { answering, startRawServer, type RawServer, type RawServerOptions } from './testing/raw-server.ts';

const servers: RawServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function raw(options: RawServerOptions = {}): Promise<RawServer> {
  const server = await startRawServer(options);
  servers.push(server);
  return server;
}

describe('a send that stands still', () => {
  const timedOut = async (
    phase: string,
    begin: (
      clock: FakeClock,
    ) => Promise<{ failure: Promise<SendFailure | undefined>; still: Promise<unknown> }>,
    says: string,
  ) => {
    const clock = createFakeClock();
    const { failure, still } = await begin(clock);
    await still;
    clock.advance(29_999);
    clock.advance(1);
    expect(await failure, phase).toMatchObject({
      code: 'timed_out',
      message: expect.stringContaining(says) as string,
    });
    expect(clock.pendingCount).toBe(0);
  };

  it('is given up while the name is looked up', () =>
    timedOut(
      'dns',
      (clock) =>
        Promise.resolve({
          failure: failureOf('http://slow.test/', { clock, lookup: never }),
          still: Promise.resolve(),
        }),
      'Looking up slow.test took longer than 30 s.',
    ));

  it('is given up during the TLS handshake', () =>
    timedOut(
      'tls',
      async (clock) => {
        const server = await raw();
        return {
          failure: failureOf(`https://127.0.0.1:${server.port}/`, { clock }),
          still: server.until((text) => text.length > 0),
        };
      },
      'did not answer the TLS handshake within 30 s.',
    ));

  it('is given up while waiting for an answer', () =>
    timedOut(
      'firstByte',
      async (clock) => {
        const server = await raw();
        return {
          failure: failureOf(`http://127.0.0.1:${server.port}/`, { clock }),
          still: server.until((text) => text.endsWith('\r\n\r\n')),
        };
      },
      'took the request, but did not answer within 30 s.',
    ));

  it('is given up when the server takes no more', async () => {
    const clock = createFakeClock();
    const server = await raw({ isForgetful: true, onConnection: (socket) => socket.pause() });
    let countChunk: (count: number) => void = () => undefined;
    const body = endless((count) => countChunk(count));
    const failure = failureOf(`http://127.0.0.1:${server.port}/`, { clock, body });
    // The fake clock moves with every chunk taken, so a halt means that none was taken for 30 s of it.
    const isOver = failure.then(() => true);
    let count = 0;
    countChunk = (next) => (count = next);
    for (let before = -1; !(await Promise.race([isOver, turn()])); before = count) {
      if (before === count) clock.advance(100);
    }
    expect(await failure).toMatchObject({
      code: 'timed_out',
      message: expect.stringContaining('stopped taking the request for 30 s.') as string,
    });
  });

  it('keeps what came of a response that stands still', async () => {
    const clock = createFakeClock();
    const server = await raw({
      onData: answering('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', false),
    });
    const sent = sendTo(`http://127.0.0.1:${server.port}/`, { clock });
    const isOver = sent.then(() => true);
    while (!(await Promise.race([isOver, turn()]))) clock.advance(100);
    const { response, failure } = await sent;
    expect(response?.body).toMatchObject({ isTruncated: true, content: { text: 'half' } });
    expect(failure).toMatchObject({
      code: 'timed_out',
      message: expect.stringContaining('began its response, then sent nothing more for 30 s.') as string,
    });
  });
});

/** One turn of the event loop, in which sockets may move. */
const turn = () => new Promise<false>((resolve) => setImmediate(() => resolve(false)));

describe('a send that is cancelled', () => {
  const cancelled = { code: 'cancelled', message: 'The send was cancelled.' };

  it('ends before it began', async () => {
    const server = await raw();
    const failure = await failureOf(`http://127.0.0.1:${server.port}/`, { signal: AbortSignal.abort() });
    expect(failure).toMatchObject(cancelled);
  });

  it('ends while it connects', async () => {
    const controller = new AbortController();
    const lookup: LookupFunction = () => setImmediate(() => controller.abort());
    const failure = await failureOf('http://slow.test/', { lookup, signal: controller.signal });
    expect(failure).toMatchObject(cancelled);
  });

  it('ends while it sends, and stops reading the body', async () => {
    const controller = new AbortController();
    const server = await raw({ isForgetful: true, onConnection: (socket) => socket.resume() });
    let onClosed: () => void = () => undefined;
    const closed = new Promise<void>((resolve) => (onClosed = resolve));
    const source = endless((count) => count === 5 && controller.abort());
    const body = {
      ...source,
      async *open() {
        try {
          yield* source.open();
        } finally {
          onClosed();
        }
      },
    };
    const url = `http://127.0.0.1:${server.port}/`;
    expect(await failureOf(url, { body, signal: controller.signal })).toMatchObject(cancelled);
    await closed;
  });

  it('ends during the download, and keeps what came', async () => {
    const controller = new AbortController();
    const server = await raw({
      onData: (socket, received) => {
        answering('HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf', false)(socket, received);
      },
      onConnection: (socket) => socket.on('drain', () => undefined),
    });
    const store = createMemoryBodies(256 * 1024);
    // Cancelled once the first bytes of the body have been taken.
    Object.defineProperty(store, 'inlineLimitBytes', {
      get() {
        setImmediate(() => controller.abort());
        return 256 * 1024;
      },
    });
    const { response, failure } = await send(
      {
        method: 'GET',
        url: urlOf(`http://127.0.0.1:${server.port}/`),
        headers: [],
        trailers: [],
        timeoutMs: 30_000,
        isCertificateChecked: true,
        signal: controller.signal,
      },
      { clock: systemClock, store },
    );
    expect(failure).toMatchObject(cancelled);
    expect(response?.body).toMatchObject({ isTruncated: true, content: { text: 'half' } });
  });
});
