import { describe, expect, it } from 'vitest';
import { isLoopback, parsePort } from './addresses.ts';

describe('a host', () => {
  it.each(['127.0.0.1', '127.1.2.3', '::1', 'LOCALHOST'])('%s is this machine only', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each(['0.0.0.0', '::', '192.168.0.2', 'my-host', '127.0.0.1.evil.example'])('%s is not', (host) => {
    expect(isLoopback(host)).toBe(false);
  });
});

describe('a port', () => {
  const parse = (text: string) => parsePort(text, (port) => ({ capture: { port } }));

  it('becomes a change', () => {
    expect(parse('0')).toEqual({ change: { capture: { port: 0 } } });
    expect(parse('65535')).toEqual({ change: { capture: { port: 65_535 } } });
  });

  it.each(['65536', '-1', '80a', ''])('%j is a problem', (text) => {
    expect(parse(text)).toHaveProperty('problem');
  });
});
