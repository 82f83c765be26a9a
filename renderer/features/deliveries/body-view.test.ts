import { describe, expect, it } from 'vitest';
import { viewOf } from './body-view.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const bytes = (text: string): Uint8Array => Uint8Array.from(text, (char) => char.charCodeAt(0));

describe('a body', () => {
  it('of JSON is pretty-printed without losing a digit or a duplicate key', () => {
    const view = viewOf(utf8('{"id":12345678901234567890,"a":1.0,"a":2}'), 'application/json');
    expect(view).toMatchObject({
      kind: 'text',
      language: 'json',
      pretty: '{\n  "id": 12345678901234567890,\n  "a": 1.0,\n  "a": 2\n}',
    });
  });

  it('of JSON that is pretty already has no second form', () => {
    expect(viewOf(utf8('[]'), 'application/json')).toEqual({ kind: 'text', text: '[]', language: 'json' });
  });

  it('that says it is JSON and is not is shown as it came', () => {
    const view = viewOf(utf8('{"a":'), 'application/json');
    expect(view).toEqual({ kind: 'text', text: '{"a":', language: 'json' });
  });

  it('is text in the charset it names', () => {
    expect(viewOf(bytes('caf\xe9'), 'text/plain; charset=iso-8859-1')).toMatchObject({ text: 'café' });
  });

  it('is an image by its first bytes, whatever it is called', () => {
    expect(viewOf(bytes('\x89PNG\r\n\x1a\n\0\0'), 'text/html')).toEqual({
      kind: 'image',
      mediaType: 'image/png',
    });
  });

  it('that is called an image and is SVG stays text: it could carry script', () => {
    const view = viewOf(utf8('<svg onload="alert(1)"/>'), 'image/svg+xml');
    expect(view).toMatchObject({ kind: 'text', language: 'xml' });
  });

  it('that is neither is shown in hex', () => {
    expect(viewOf(bytes('\x00\x01AB\xff'), undefined)).toEqual({
      kind: 'hex',
      text: '00000000  00 01 41 42 ff                                   ..AB.',
      isCut: false,
    });
  });
});
