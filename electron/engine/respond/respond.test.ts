import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Reply } from '../../../shared/model/reply.ts';
import { sendRaw } from '../capture/testing/raw-client.ts';
import { respond } from './respond.ts';

let server: Server;
let port: number;
let reply: Reply;
let isSent: boolean | undefined;

beforeEach(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => respond(response, reply, (result) => (isSent = result)));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  port = typeof address === 'object' && address !== null ? address.port : 0;
});
afterEach(() => server.close());

const ask = (method = 'GET', version = '1.1') =>
  sendRaw(port, `${method} / HTTP/${version}\r\nHost: h\r\nConnection: close\r\n\r\n`);
/** Status line and fields, without the date's value. */
const headOf = (answer: string) =>
  answer
    .split('\r\n\r\n')[0]
    ?.replace(/^(Date: ).*$/m, '$1now')
    .split('\r\n');

describe('a reply on the wire', () => {
  test('keeps status, header order, case, duplicates and Latin-1 values, and adds only what HTTP asks for', async () => {
    reply = {
      status: 418,
      headers: [
        { name: 'x-b', value: '1' },
        { name: 'X-A', value: 'caf\xe9' },
        { name: 'X-B', value: '2' },
        { name: 'Set-Cookie', value: 'a' },
        { name: 'set-cookie', value: 'b' },
      ],
      body: { text: 'héllo' },
    };
    const answer = await ask();
    expect(headOf(answer)).toEqual([
      "HTTP/1.1 418 I'm a Teapot",
      'x-b: 1',
      'X-A: caf\xe9',
      'X-B: 2',
      'Set-Cookie: a',
      'set-cookie: b',
      'Content-Length: 6',
      'Connection: close',
      'Date: now',
    ]);
    expect(answer.split('\r\n\r\n')[1]).toBe(Buffer.from('héllo').toString('latin1'));
    expect(isSent).toBe(true);
  });

  test('has its framing computed, and its own Date left alone', async () => {
    reply = {
      status: 200,
      headers: [
        { name: 'Content-Length', value: '99' },
        { name: 'transfer-encoding', value: 'chunked' },
        { name: 'Connection', value: 'upgrade' },
        { name: 'Keep-Alive', value: 'timeout=99' },
        { name: 'date', value: 'yesterday' },
      ],
      body: { base64: 'AP8=' },
    };
    const answer = await ask();
    expect(headOf(answer)).toEqual([
      'HTTP/1.1 200 OK',
      'date: yesterday',
      'Content-Length: 2',
      'Connection: close',
    ]);
    expect(answer.endsWith('\r\n\r\n\x00\xff')).toBe(true);
  });

  test.each([
    [204, 'GET', undefined],
    [304, 'GET', undefined],
    [200, 'HEAD', '4'],
  ])('%i to %s has no body', async (status, method, length) => {
    reply = { status, headers: [], body: { text: 'body' } };
    const answer = await ask(method);
    expect(answer.split('\r\n\r\n')[1]).toBe('');
    expect(/^Content-Length: (.*)$/m.exec(answer)?.[1]).toBe(length);
    expect(answer).not.toMatch(/Transfer-Encoding/i);
  });

  test('says nothing about the connection where HTTP/1.1 keeps it open', async () => {
    reply = { status: 204, headers: [], body: { text: '' } };
    const answer = await sendRaw(
      port,
      'GET / HTTP/1.1\r\nHost: h\r\n\r\nGET / HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n',
    );
    expect(headOf(answer)).toEqual(['HTTP/1.1 204 No Content', 'Date: now']);
    expect(answer.match(/HTTP\/1\.1 204/g)).toHaveLength(2);
  });
});
