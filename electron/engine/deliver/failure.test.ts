import { afterEach, describe, expect, it } from 'vitest';
import { describeFailure } from './failure.ts';
import {
  expired,
  forAnotherName,
  fromUnknownAuthority,
  selfSigned,
  type TestCertificate,
} from './testing/certificates.ts';
import { endless, failing, failureOf, sendTo, urlOf } from './testing/one-send.ts';
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

describe('a send that finds no server', () => {
  it.each(['127.0.0.1', 'localhost'])('names the port that nothing listens on, on %s', async (host) => {
    const server = await raw({ host });
    await server.close();
    servers.length = 0;
    expect(await failureOf(`http://${host}:${server.port}/`)).toEqual({
      code: 'refused',
      message: `Nothing listens on ${host}:${server.port}.`,
      hint: 'Start your server, or check the port.',
    });
  });

  it.each([
    ['ENOTFOUND', 'There is no host named nowhere.test.'],
    ['EAI_AGAIN', 'The name nowhere.test could not be looked up.'],
    ['EAI_FAIL', 'The name nowhere.test could not be looked up.'],
  ])('tells a name that is not found: %s', async (code, message) => {
    const failure = await failureOf('http://nowhere.test/', { lookup: failing(code) });
    expect(failure).toMatchObject({ code: 'dns', message });
  });

  it.each([
    ['EHOSTUNREACH', 'unreachable'],
    ['ENETUNREACH', 'unreachable'],
    ['EACCES', 'unreachable'],
    ['ETIMEDOUT', 'timed_out'],
    ['ESOMETHING', 'other'],
  ])('has a sentence and a next step for %s', (code, expected) => {
    const context = { url: urlOf('http://a:1'), phase: 'connect', timeoutMs: 1000 } as const;
    const error = Object.assign(new Error(`connect ${code}`), { code });
    for (const given of [error, new AggregateError([error, error])]) {
      const failure = describeFailure(given, context);
      expect(failure.code).toBe(expected);
      expect(failure.message).toMatch(/^\S.*\.$/);
      expect(failure.hint).toMatch(/^[A-Z].*\.$/);
    }
  });

  it('tells the refusal when several addresses fail in several ways', () => {
    const errors = ['ENETUNREACH', 'ECONNREFUSED'].map((code) => Object.assign(new Error(code), { code }));
    const context = { url: urlOf('http://a:1'), phase: 'connect', timeoutMs: 1000 } as const;
    expect(describeFailure(new AggregateError(errors), context).code).toBe('refused');
    expect(describeFailure(undefined, context).code).toBe('other');
  });
});

describe('a send over TLS', () => {
  it.each<[string, TestCertificate, string]>([
    ['self-signed', selfSigned, 'is self-signed.'],
    ['of another name', forAnotherName, 'is self-signed.'],
    ['expired', expired, 'has expired.'],
    ['of an unknown authority', fromUnknownAuthority, 'could not be verified: its authority is not known'],
  ])('refuses a certificate that is %s, unless told not to check', async (_kind, tls, says) => {
    const server = await raw({ tls, onData: answering('HTTP/1.1 204 No Content\r\n\r\n') });
    const url = `https://localhost:${server.port}/`;
    const failure = await failureOf(url);
    expect(failure?.code).toBe('tls');
    expect(failure?.message).toContain(`The certificate of localhost:${server.port} ${says}`);
    expect((await sendTo(url, { isCertificateChecked: false })).response?.status).toBe(204);
  });

  it.each([
    ['CERT_HAS_EXPIRED', 'has expired'],
    ['CERT_NOT_YET_VALID', 'is not valid yet'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'is for another name'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'comes from an authority that this machine does not know'],
  ])('explains %s', (code, says) => {
    const context = { url: urlOf('https://a'), phase: 'tls', timeoutMs: 1000 } as const;
    const failure = describeFailure(Object.assign(new Error('x'), { code }), context);
    expect(failure).toMatchObject({ code: 'tls', message: `The certificate of a:443 ${says}.` });
  });

  it('tells a server that speaks plain HTTP', async () => {
    const server = await raw({ onData: (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n') });
    expect(await failureOf(`https://localhost:${server.port}/`)).toEqual({
      code: 'tls',
      message: `The server at localhost:${server.port} does not speak TLS.`,
      hint: 'Use http:// instead of https://.',
    });
  });

  it('tells a server that hangs up during the handshake', async () => {
    const server = await raw({ onData: (socket) => socket.destroy() });
    expect(await failureOf(`https://localhost:${server.port}/`)).toMatchObject({ code: 'tls' });
  });

  it('sends SNI for a name, none for an address', async () => {
    const server = await raw({ onData: (socket) => socket.destroy() });
    await sendTo(`https://localhost:${server.port}/`);
    expect(server.received()).toContain('localhost');
    await sendTo(`https://127.0.0.1:${server.port}/`);
    expect(server.received()).not.toContain('127.0.0.1');
  });
});

describe('a send that gets no proper answer', () => {
  it.each([
    ['a TLS alert', '\x15\x03\x01\x00\x02\x02\x46', 'speaks TLS.'],
    ['an SSH banner', 'SSH-2.0-OpenSSH_9.6\r\n', 'did not answer with valid HTTP/1.1'],
    [
      'contradicting lengths',
      'HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nx',
      'did not answer with valid HTTP/1.1',
    ],
    ['a head without end', `HTTP/1.1 200 OK\r\nX: ${'x'.repeat(300_000)}`, 'are larger than 256 KiB.'],
  ])('tells %s', async (_kind, answer, says) => {
    const server = await raw({ onConnection: (socket) => socket.end(answer, 'latin1') });
    const failure = await failureOf(`http://127.0.0.1:${server.port}/`);
    expect(failure?.code).toBe('protocol');
    expect(failure?.message).toContain(says);
  });

  it.each<[string, RawServerOptions]>([
    ['closes', { onData: (socket) => socket.end() }],
    ['resets', { onData: (socket) => socket.resetAndDestroy() }],
  ])('tells a server that %s the connection', async (_kind, options) => {
    const server = await raw(options);
    expect(await failureOf(`http://127.0.0.1:${server.port}/`)).toMatchObject({
      code: 'reset',
      message: `127.0.0.1:${server.port} closed the connection without an answer.`,
    });
  });

  it('tells a server that resets while the request is on its way', async () => {
    const server = await raw({ onData: (socket) => socket.resetAndDestroy() });
    const failure = await failureOf(`http://127.0.0.1:${server.port}/`, { body: endless(() => undefined) });
    expect(failure).toMatchObject({ code: 'reset' });
    expect(failure?.message).toContain('while the request was being sent');
  });

  it.each([
    ['fails', () => Promise.reject(new Error('bad disk')), 'could not be read'],
    ['is too short', () => [Buffer.alloc(10)], 'has 10 bytes instead of 20'],
    ['is too long', () => [Buffer.alloc(30)], 'has 30 bytes instead of 20'],
  ])('never completes a request whose body %s', async (_kind, bytes, says) => {
    const server = await raw({ onData: answering('HTTP/1.1 200 OK\r\n\r\n') });
    const body = {
      sizeBytes: 20,
      async *open() {
        yield* await bytes();
      },
    };
    const failure = await failureOf(`http://127.0.0.1:${server.port}/`, { body });
    expect(failure).toMatchObject({ code: 'other', message: expect.stringContaining(says) as string });
    expect(server.received().split('\r\n\r\n')[1] ?? '').toBe('');
  });
});
