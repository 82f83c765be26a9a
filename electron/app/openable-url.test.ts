import { expect, it } from 'vitest';
import { openableUrl } from './openable-url.ts';

it.each([
  [
    'https://dashboard.ngrok.com/get-started/your-authtoken',
    'https://dashboard.ngrok.com/get-started/your-authtoken',
  ],
  ['http://127.0.0.1:4567/inbox?a=1#x', 'http://127.0.0.1:4567/inbox?a=1#x'],
  ['HTTPS://EXAMPLE.com', 'https://example.com/'],
  ['https://xn--80ak6aa92e.com/', 'https://xn--80ak6aa92e.com/'],
  ['https://аррӏе.com/', 'https://xn--80ak6aa92e.com/'],
])('opens %s as %s', (text, opened) => {
  expect(openableUrl(text)).toBe(opened);
});

it.each([
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'file:///etc/passwd',
  'smb://host/share',
  'ms-msdt:/id',
  'app://hookbench/index.html',
  'blob:https://example.com/1',
  'mailto:a@b.c',
  'vbscript:x',
  '//example.com',
  '/relative',
  '',
  'https://',
  'https://user:secret@example.com/',
  'https://example.com@evil.test/',
  'https:\\\\example.com',
  'https://example.com/\u0000',
  'https://exa mple.com/',
  '\u0001https://example.com/',
  'https://example.com/\r\nX: y',
])('does not open %j', (text) => {
  expect(openableUrl(text)).toBeUndefined();
});
