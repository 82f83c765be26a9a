import fc from 'fast-check';
import { expect, test } from 'vitest';
import { redactAuthtoken } from './redact.ts';

const printable = fc.string({
  minLength: 8,
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
});

test('no text holds the token afterwards, wherever it was', () => {
  fc.assert(
    fc.property(fc.string(), printable, fc.string(), (before, token, after) => {
      const text = `${before}${token}${after}${encodeURIComponent(token)} ${JSON.stringify({ token })}`;
      const redacted = redactAuthtoken(text, token);
      expect(redacted).not.toContain(token);
      expect(redacted).not.toContain(encodeURIComponent(token));
    }),
  );
});

test.each([
  ['Your authtoken: abc', 'Your authtoken: [authtoken]'],
  ['Your authtoken:abc\r\nnext', 'Your authtoken: [authtoken]\r\nnext'],
  ['a 2bQz1YJkLmNoPqRsTuVwXyZ01a2_5AbCdEfGhIjKlMnOpQrSt b', 'a [authtoken] b'],
  [
    'Get your credential: https://dashboard.ngrok.com/x',
    'Get your credential: https://dashboard.ngrok.com/x',
  ],
  ['nothing to hide', 'nothing to hide'],
])('%j becomes %j, though the token is not known', (text, expected) => {
  expect(redactAuthtoken(text, undefined)).toBe(expected);
});
