import { describe, expect, test } from 'vitest';
import { mediaKind, parseMediaType } from './media-type.ts';

describe('media types', () => {
  test('parameters are unquoted, named in lower case, and the first of duplicates counts', () => {
    const type = parseMediaType(' Application/JSON ; Charset="utf\\"8"; a = b ;; charset=latin1;q');
    expect(type?.essence).toBe('application/json');
    expect(Object.fromEntries(type?.parameters ?? [])).toEqual({ charset: 'utf"8', a: 'b' });
  });

  test.each(['', 'json', 'a/b/c', 'text/', '/x', 'text/plain extra'])('%j is no media type', (text) => {
    expect(parseMediaType(text)).toBeUndefined();
  });

  test.each([
    ['application/json', 'json'],
    ['application/vnd.api+json; charset=utf-8', 'json'],
    ['text/json', 'json'],
    ['application/cloudevents+json', 'json'],
    ['application/x-ndjson', 'text'],
    ['application/xml', 'xml'],
    ['application/soap+xml', 'xml'],
    ['image/svg+xml', 'xml'],
    ['application/x-www-form-urlencoded', 'form'],
    ['multipart/form-data; boundary=x', 'multipart'],
    ['text/html', 'text'],
    ['application/javascript', 'text'],
    ['image/png', 'image'],
    ['application/octet-stream', 'binary'],
    ['application/pdf', 'binary'],
  ])('%s is shown as %s', (text, kind) => {
    const type = parseMediaType(text);
    expect(type === undefined ? undefined : mediaKind(type)).toBe(kind);
  });
});
