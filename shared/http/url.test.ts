import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { addressOf, authorityOf, splitUrl } from './url.ts';

describe('splitUrl', () => {
  it.each([
    ['http://localhost:3000', 'http', 'localhost', 3000, '/'],
    ['https://example.com', 'https', 'example.com', 443, '/'],
    ['HTTP://Example.com:/a', 'http', 'Example.com', 80, '/a'],
    ['http://a_b.test?x=1', 'http', 'a_b.test', 80, '/?x=1'],
    ['http://a#frag', 'http', 'a', 80, '/'],
    ['http://a/x?y#frag?z', 'http', 'a', 80, '/x?y'],
    ['  http://a/b \n', 'http', 'a', 80, '/b'],
    ['http://[::1]:8080/x', 'http', '::1', 8080, '/x'],
    ['http://[fe80::1%25eth0]/', 'http', 'fe80::1%eth0', 80, '/'],
    ['http://127.0.0.1:65535/', 'http', '127.0.0.1', 65535, '/'],
    [
      'http://a/./b/../c//%2e%2E/%zz/a|b"<>^`{}\\?q=a+b&&=%',
      'http',
      'a',
      80,
      '/./b/../c//%2e%2E/%zz/a|b"<>^`{}\\?q=a+b&&=%',
    ],
    ['http://a/caf\u00e9', 'http', 'a', 80, '/caf\u00e9'],
    ['http://a/@x:y@z', 'http', 'a', 80, '/@x:y@z'],
  ])('splits %s', (url, scheme, host, port, target) => {
    expect(splitUrl(url)).toEqual({ scheme, host, port, target });
  });

  it.each([
    ['', 'Enter the URL to send to, such as http://localhost:3000/webhooks.'],
    ['localhost:3000/x', 'The URL needs a scheme: did you mean http://localhost:3000/x ?'],
    ['//localhost', 'The URL needs a scheme: did you mean http://localhost ?'],
    ['http:\\\\localhost', 'The URL needs a scheme: did you mean http://localhost ?'],
    ['http:/localhost', 'The URL needs a scheme: did you mean http://localhost ?'],
    ['ftp://x', 'Hookbench sends over http and https, not ftp.'],
    ['file:///etc/passwd', 'Hookbench sends over http and https, not file.'],
    ['http://', 'The URL names no host: write it after ://, as in http://localhost:3000.'],
    ['http://:80/', 'The URL names no host: write it after ://, as in http://localhost:3000.'],
    ['http://a:70000', 'Port 70000 is out of range: use one from 1 to 65535.'],
    ['http://a:0', 'Port 0 is out of range: use one from 1 to 65535.'],
    ['http://a:http/', 'The port "http" is not a number.'],
    ['http://a b/', '"a b" is no host name: use letters, digits, dots and hyphens.'],
    [
      'http://b\u00fccher.example/',
      'Write the host "b\u00fccher.example" in its ASCII form, which starts with xn--.',
    ],
    ['http://[::x]/', '[::x] is no IPv6 address.'],
    [
      'http://::1/',
      '"::1" is no host: write host:port, and an IPv6 address in brackets, as in http://[::1]:3000.',
    ],
    ['http://a/b c', 'The URL has a space in it: write it as %20.'],
    ['http://a/b\r\nX: 1', 'The URL has a control character in it: write it as %0D.'],
    ['http://a/\u2192', 'The URL has "\u2192" in it: write it percent-encoded, as %E2%86%92.'],
    ['http://a/\ud800', 'The URL has "\ud800" in it: write it percent-encoded, as %EF%BF%BD.'],
    ['http://a\\b', 'The path has to start with /, not with \\.'],
  ])('explains %j', (url, problem) => {
    expect(splitUrl(url)).toEqual({ problem });
  });

  it('refuses a name and password, and says where they belong', () => {
    expect(splitUrl('http://me:secret@a/')).toEqual({
      problem: expect.stringContaining('Authorization header') as string,
    });
  });

  it('never changes a path or query that may be sent', () => {
    const byte = fc.integer({ min: 0x21, max: 0xff }).filter((code) => code !== 0x7f && code !== 0x23);
    const targets = fc.array(byte).map((codes) => `/${String.fromCharCode(...codes)}`);
    fc.assert(
      fc.property(targets, (target) => {
        expect(splitUrl(`http://h:1${target}`)).toEqual({ scheme: 'http', host: 'h', port: 1, target });
      }),
    );
  });

  it('always answers, and what it lets through has no space or control character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        for (const url of [text, `http://${text}`, `http://h/${text}`]) {
          const split = splitUrl(url);
          if (!('problem' in split)) expect(split.host + split.target).not.toMatch(/[\u0000-\u0020\u007f]/);
        }
      }),
    );
  });
});

describe('authorityOf and addressOf', () => {
  it('leaves out default ports and zones where a Host field must', () => {
    expect(authorityOf({ scheme: 'http', host: 'a', port: 80 })).toBe('a');
    expect(authorityOf({ scheme: 'https', host: 'a', port: 80 })).toBe('a:80');
    expect(authorityOf({ scheme: 'http', host: 'fe80::1%eth0', port: 81 })).toBe('[fe80::1]:81');
    expect(addressOf({ host: '::1', port: 80 })).toBe('[::1]:80');
  });
});
