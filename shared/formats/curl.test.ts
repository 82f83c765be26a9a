import { spawn } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { frameMessage } from '../http/framing.ts';
import type { BodyContent } from '../model/body.ts';
import type { Header } from '../model/header.ts';
import { toCurl, type CurlRequest } from './curl.ts';

describe('toCurl', () => {
  it('is short where nothing is needed', () => {
    expect(toCurl({ method: 'GET', url: 'http://localhost:3000/x', headers: [] }, 'bash')).toBe(
      "curl 'http://localhost:3000/x' \\\n  -H 'User-Agent:' \\\n  -H 'Accept:'",
    );
  });

  it('reads well for a usual webhook', () => {
    const command = toCurl(
      {
        method: 'POST',
        url: 'https://example.com/hooks?a=1&b=[2]',
        headers: [
          { name: 'Host', value: 'example.com' },
          { name: 'Content-Type', value: 'application/json' },
          { name: 'Content-Length', value: '16' },
          { name: 'User-Agent', value: 'Stripe/1.0' },
          { name: 'Accept', value: '*/*' },
        ],
        body: { text: `{"it's":"fine"}` },
      },
      'bash',
    );
    expect(command).toBe(
      [
        'curl --http1.1',
        '-g',
        "'https://example.com/hooks?a=1&b=[2]'",
        "-H 'Content-Type: application/json'",
        "-H 'User-Agent: Stripe/1.0'",
        "-H 'Accept: */*'",
        `--data-raw '{"it'\\''s":"fine"}'`,
      ].join(' \\\n  '),
    );
  });

  it('never shows a raw control or invisible character, whatever it is given', () => {
    const anything = fc.string({ unit: 'binary' });
    fc.assert(
      fc.property(anything, anything, anything, anything, (method, url, value, text) => {
        const headers = [{ name: 'X', value }];
        const command = toCurl({ method, url, headers, body: { text } }, 'bash');
        expect(command).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
      }),
    );
  });

  it('takes nothing for an option that is none', () => {
    expect(toCurl({ method: 'GET', url: '-o/x', headers: [] }, 'bash')).toContain('--url -o/x ');
  });

  it('leaves out headers that could not be sent, for curl would read a file for one of them', () => {
    const headers = [
      { name: '@/etc/passwd', value: 'x' },
      { name: 'A b', value: 'x' },
      { name: 'X-C', value: 'x\r\nB: y' },
    ];
    expect(toCurl({ method: 'GET', url: 'http://a', headers }, 'bash')).not.toMatch(/passwd|A b|X-C/);
  });
});

/** Takes one request, keeps its bytes, and answers when all of it is there. */
let received = '';
const server = createServer((socket) => {
  let own = '';
  socket.on('error', () => undefined);
  socket.on('data', (chunk: Buffer) => {
    own += chunk.toString('latin1');
    const headEnd = own.indexOf('\r\n\r\n');
    if (headEnd === -1) return;
    const length = Number(/^content-length: *(\d+)/im.exec(own.slice(0, headEnd))?.[1] ?? 0);
    if (own.length < headEnd + 4 + length) return;
    received = own;
    socket.end('HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n');
  });
});
let origin = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise<void>((resolve) => server.close(() => resolve())));

/** What a real bash and a real curl make of the command, read from the socket. */
async function run(request: CurlRequest) {
  const command = toCurl(request, 'bash');
  received = '';
  // Given on standard input: as an argument, a large one would be refused before bash sees it.
  const bash = spawn('bash', ['--noprofile', '--norc'], {
    stdio: ['pipe', 'ignore', 'pipe'],
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', HOME: '/nonexistent' },
  });
  let complaint = '';
  bash.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  // As in a terminal, where bash expands history first.
  const typed = command.replace(/(^|\| )curl /, '$1curl -sS ');
  bash.stdin.end(`set -o history -o histexpand\n${typed}\n`);
  const exitCode = await new Promise((resolve) => bash.on('close', resolve));
  expect({ exitCode, complaint, command }).toEqual({ exitCode: 0, complaint: '', command });
  const headEnd = received.indexOf('\r\n\r\n');
  const [requestLine = '', ...lines] = received.slice(0, headEnd).split('\r\n');
  const headers = lines.map((line): Header => {
    const colon = line.indexOf(':');
    return { name: line.slice(0, colon), value: line.slice(colon + 1).trim() };
  });
  return { requestLine, headers, body: Buffer.from(received.slice(headEnd + 4), 'latin1') };
}

const bytesOf = (body: BodyContent | undefined) =>
  body === undefined
    ? Buffer.alloc(0)
    : 'text' in body
      ? Buffer.from(body.text)
      : Buffer.from(body.base64, 'base64');

/** Host first and Content-Length wherever it is: that is as far as curl can be led. */
async function expectSameBytes(request: Omit<CurlRequest, 'url'> & { target: string }) {
  const { target, ...rest } = request;
  const body = bytesOf(request.body);
  const arrived = await run({ ...rest, url: origin + target });
  expect(arrived.requestLine).toBe(`${request.method} ${target} HTTP/1.1`);
  expect(arrived.body.equals(body)).toBe(true);
  const expected = frameMessage({
    ...rest,
    trailers: [],
    bodyBytes: body.length,
    authority: origin.slice('http://'.length),
    isHostRewritten: false,
  }).headers.filter(({ name }) => name.toLowerCase() !== 'connection');
  const isAt = (field: string) => (header: Header) => header.name.toLowerCase() === field;
  const others = (headers: Header[]) =>
    headers.filter((header) => !isAt('host')(header) && !isAt('content-length')(header));
  expect(others(arrived.headers)).toEqual(others(expected));
  for (const field of ['host', 'content-length']) {
    expect(arrived.headers.filter(isAt(field)).map(({ value }) => value)).toEqual(
      expected.filter(isAt(field)).map(({ value }) => value),
    );
  }
}

describe('what real curl sends', () => {
  it.each(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'pUrGe', "M'x"])(
    'is the same for %s without a body',
    (method) => expectSameBytes({ method, target: '/x', headers: [{ name: 'X', value: '1' }] }),
  );

  it.each([
    '/',
    '/a/./b/../c/%2e%2E//?x=/../y',
    '/[1-3]{a,b}?q[]=1&q[]={}',
    '/%00%zz?%',
    '/caf\u00e9/\u00a0?\u00ff=[1]',
    '/?',
    '/?a\'b"c`d$(e)|f<g>h\\i^j;k&l!m~n*o',
  ])('has the request target %s as it is', (target) =>
    expectSameBytes({ method: 'GET', target, headers: [] }),
  );

  it.each<[string, BodyContent]>([
    ['a file name', { text: '@/etc/hostname' }],
    ['quotes and substitutions', { text: `'"\`id\`$(id)\${HOME}\\n%s!!\n!x` }],
    ['line ends and controls', { text: 'a\r\nb\tc\u001b[31m\u0007\u007f\n' }],
    ['a NUL and what printf would expand', { text: 'a\u0000b\\0101\\c%d\u0000001' }],
    ['hidden and reordering characters', { text: '\u202e\u200b\ufeff\u00e9\u0085\u{1f600}' }],
    ['bytes', { base64: Buffer.from(Array.from({ length: 256 }, (_, at) => at)).toString('base64') }],
    ['more than an argument holds', { text: 'x'.repeat(300_000) }],
    ['enough to make curl wait', { text: 'x'.repeat(5000) }],
    ['a leading dash', { text: '-d x' }],
    ['what recalls a command', { text: "!! !set 'a'!x\n!!\t!-1" }],
  ])('has the same body: %s', (_what, body) =>
    expectSameBytes({ method: 'POST', target: '/', headers: [], body }),
  );

  it('has duplicates, order, case and empty values as they are', () =>
    expectSameBytes({
      method: 'PATCH',
      target: '/',
      headers: [
        { name: 'x-b', value: '1' },
        { name: 'User-Agent', value: '' },
        { name: 'HOST', value: 'other.test' },
        { name: 'X-B', value: '' },
        { name: 'content-type', value: 'a/b; c="d"' },
        { name: 'Cookie', value: 'a=1' },
        { name: 'cookie', value: 'b=2' },
        { name: 'x-b', value: ';' },
        { name: 'Transfer-Encoding', value: 'chunked' },
      ],
      body: { text: 'x' },
    }));

  it('is the same for hostile header values and bodies', async () => {
    const nasty = fc.constantFrom(
      "'",
      '"',
      '`id`',
      '$(id)',
      '${X}',
      '\\',
      '!!',
      '%00',
      ';',
      '|',
      '&',
      '#',
      '*',
      '~',
      ' ',
      '@',
      'a',
    );
    const value = fc
      .array(fc.oneof(nasty, fc.constantFrom('\t', '\u00e9', '\u0080', '\u00ff')), { maxLength: 12 })
      .map((parts) => parts.join('').trim());
    const name = fc.string({
      unit: fc.constantFrom(...Array.from("!#$%&'*+.^`|~xX1")),
      minLength: 1,
      maxLength: 6,
    });
    const text = fc
      .array(fc.oneof(nasty, fc.constantFrom('\n', '\r', '\0', '\u001b', '\u202e', '\u20ac')), {
        maxLength: 20,
      })
      .map((parts) => parts.join(''));
    const body = fc.oneof(
      text.map((value): BodyContent => ({ text: value })),
      fc
        .uint8Array({ maxLength: 30 })
        .map((bytes): BodyContent => ({ base64: Buffer.from(bytes).toString('base64') })),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('POST', 'PUT', 'GET', 'DELETE'),
        fc.array(fc.record({ name, value }), { maxLength: 4 }),
        body,
        (method, headers, given) => expectSameBytes({ method, target: '/', headers, body: given }),
      ),
      { numRuns: 100 },
    );
  }, 60_000);
});
