import { describe, expect, it } from 'vitest';
import { bodyKind, sniffImage } from './body-kind.ts';
import { modesOf } from './body-modes.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const png = latin1('\x89PNG\r\n\x1a\n\0\0\0\rIHDR');

describe('bodyKind', () => {
  it('goes by the content type where the bytes can be that', () => {
    expect(bodyKind(bytes('{}'), 'application/json')).toBe('json');
    expect(bodyKind(bytes('a=1'), 'application/x-www-form-urlencoded')).toBe('form');
    expect(bodyKind(bytes('<a/>'), 'image/svg+xml')).toBe('xml');
  });

  it('goes by the bytes where it does not say', () => {
    expect(bodyKind(bytes(' {"a":1}'), undefined)).toBe('json');
    expect(bodyKind(bytes('<a/>'), 'application/octet-stream')).toBe('xml');
    expect(bodyKind(bytes('hello'), undefined)).toBe('text');
    expect(bodyKind(latin1('\0\x01\x02'), 'text/plain')).toBe('binary');
    expect(bodyKind(bytes(''), 'application/json')).toBe('empty');
  });

  it('shows as an image only what starts like one', () => {
    expect(bodyKind(png, 'text/html')).toBe('image');
    expect(sniffImage(png)).toBe('image/png');
    expect(bodyKind(latin1('\0\0\0'), 'image/png')).toBe('binary');
    expect(bodyKind(bytes('<svg onload="x()">'), 'image/png')).not.toBe('image');
  });

  it('reads other charsets by their name', () => {
    expect(bodyKind(latin1('Z\xfcrich'), 'text/plain; charset=iso-8859-1')).toBe('text');
  });
});

describe('modesOf', () => {
  it('never previews by itself', () => {
    for (const type of ['text/html', 'image/svg+xml']) {
      const modes = modesOf(bodyKind(bytes('<p>'), type), type).map((mode) => mode.value);
      expect(modes[0]).not.toBe('preview');
      expect(modes).toContain('preview');
    }
    expect(modesOf('json', 'application/json').map((mode) => mode.value)).not.toContain('preview');
  });
});
