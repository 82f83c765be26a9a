import { describe, expect, it } from 'vitest';
import type { Header } from '../model/header.ts';
import { findHeaderProblem, frameMessage, type UnframedMessage } from './framing.ts';

/** `Name: value` lines, for short tables. */
const lines = (headers: readonly Header[]) => headers.map(({ name, value }) => `${name}: ${value}`);
const list = (...texts: string[]): Header[] =>
  texts.map((text) => {
    const colon = text.indexOf(':');
    return { name: text.slice(0, colon), value: text.slice(colon + 1).trimStart() };
  });
const frame = (headers: Header[], rest: Partial<UnframedMessage> = {}) =>
  frameMessage({
    method: 'POST',
    headers,
    trailers: [],
    bodyBytes: 3,
    authority: 'new:1',
    isHostRewritten: false,
    ...rest,
  });

describe('frameMessage', () => {
  it('keeps order, case and duplicates, and puts Content-Length where it was', () => {
    const { headers } = frame(list('X-b: 1', 'content-LENGTH: 99', 'hOst: old', 'x-B: 2', 'X-b: 1'));
    expect(lines(headers)).toEqual([
      'X-b: 1',
      'content-LENGTH: 3',
      'hOst: old',
      'x-B: 2',
      'X-b: 1',
      'Connection: close',
    ]);
  });

  it('adds Host first and Content-Length last where there were none', () => {
    expect(lines(frame(list('A: 1')).headers)).toEqual([
      'Host: new:1',
      'A: 1',
      'Content-Length: 3',
      'Connection: close',
    ]);
  });

  it('rewrites Host at its place when asked, and then sends one only', () => {
    const { headers } = frame(list('A: 1', 'host: a', 'Host: b'), { isHostRewritten: true });
    expect(lines(headers)).toEqual(['A: 1', 'host: new:1', 'Content-Length: 3', 'Connection: close']);
  });

  it('makes exactly one Content-Length of any that were there', () => {
    const { headers } = frame(
      list('Content-Length: 1', 'Transfer-Encoding: chunked', 'content-length: 2', 'TRANSFER-ENCODING: x'),
    );
    expect(lines(headers)).toEqual(['Host: new:1', 'Content-Length: 3', 'Connection: close']);
  });

  it('takes out hop-by-hop fields and those that Connection names, but never Host', () => {
    const { headers } = frame(
      list(
        'Host: h',
        'Connection: X-Hop, host,keep-alive',
        'Keep-Alive: 1',
        'Proxy-Connection: x',
        'TE: trailers',
        'Upgrade: h2c',
        'Expect: 100-continue',
        'Trailer: T',
        'x-hop: gone',
        'X-Stay: 1',
      ),
    );
    expect(lines(headers)).toEqual(['Host: h', 'X-Stay: 1', 'Content-Length: 3', 'Connection: close']);
  });

  it.each([
    ['GET', [], []],
    ['DELETE', [], []],
    ['GET', ['Content-Length: 7'], ['Content-Length: 0']],
    ['HEAD', ['Transfer-Encoding: chunked'], []],
    ['POST', [], ['Content-Length: 0']],
    ['PURGE', [], ['Content-Length: 0']],
  ])('says how long no body is: %s with %j', (method, given, expected) => {
    const { headers } = frame(list('Host: h', ...given), { method, bodyBytes: 0 });
    expect(lines(headers)).toEqual(['Host: h', ...expected, 'Connection: close']);
  });

  it('sends trailers chunked, and only those that are safe there', () => {
    const { headers, trailers } = frame(
      list('Host: h', 'transfer-encoding: chunked', 'A: 1', 'Content-Length: 3'),
      {
        trailers: list('X-Sum: 1', 'Content-Length: 5', 'x-other: 2', 'Host: evil'),
      },
    );
    expect(lines(headers)).toEqual([
      'Host: h',
      'transfer-encoding: chunked',
      'A: 1',
      'Trailer: X-Sum, x-other',
      'Connection: close',
    ]);
    expect(lines(trailers)).toEqual(['X-Sum: 1', 'x-other: 2']);
  });
});

describe('findHeaderProblem', () => {
  it.each([
    [[{ name: '', value: '' }], 'A header has no name: name it or remove it.'],
    [
      [{ name: 'a b', value: '' }],
      '"a b" is no header name: use letters, digits and hyphens, without spaces or colons.',
    ],
    [
      [{ name: 'A', value: 'x\r\nB: 1' }],
      'The value of A has a line break or control character in it: remove it.',
    ],
    [
      [{ name: 'A', value: '\u2192' }],
      'The value of A has "\u2192" in it: headers carry Latin-1 only, so encode or remove it.',
    ],
    [[{ name: 'A', value: 'caf\u00e9\t"' }], undefined],
  ])('%j', (headers, problem) => {
    expect(findHeaderProblem(headers)).toBe(problem);
  });
});
