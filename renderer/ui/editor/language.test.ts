import { describe, expect, it } from 'vitest';
import { isLargeText, LARGE_TEXT, languageOf } from './language.ts';

describe('the language of a body', () => {
  it.each([
    ['application/json', 'json'],
    ['application/json; charset=utf-8', 'json'],
    ['Application/JSON', 'json'],
    ['application/cloudevents+json', 'json'],
    ['application/vnd.github.v3+json', 'json'],
    ['application/csp-report', 'json'],
    ['text/xml', 'xml'],
    ['application/soap+xml;action="x"', 'xml'],
    ['image/svg+xml', 'xml'],
    ['text/html;charset=utf-8', 'html'],
    ['application/xhtml+xml', 'html'],
    ['text/css', 'css'],
    ['application/javascript', 'javascript'],
    ['application/x-yaml', 'yaml'],
    ['text/yaml', 'yaml'],
    ['application/x-www-form-urlencoded', 'plaintext'],
    ['text/plain', 'plaintext'],
    ['nonsense', 'plaintext'],
  ])('of %s is %s', (contentType, language) => {
    expect(languageOf(contentType, '<x>{')).toBe(language);
  });

  it.each([
    ['\n  {"a":1}', 'json'],
    ['[1]', 'json'],
    ['<?xml version="1.0"?>', 'xml'],
    ['<!DOCTYPE html><p>', 'html'],
    ['a=1&b=2', 'plaintext'],
    ['', 'plaintext'],
  ])('without a content type is guessed from %j: %s', (text, language) => {
    expect(languageOf(undefined, text)).toBe(language);
    expect(languageOf('', text)).toBe(language);
  });
});

describe('a large text', () => {
  it('is one over the limit, or one with a line over the limit', () => {
    const line = 'x'.repeat(LARGE_TEXT.lineCharacters);
    expect(isLargeText(`${line}\n`.repeat(20))).toBe(false);
    expect(isLargeText(`${line}\n`.repeat(21))).toBe(true);
    expect(isLargeText(`a\n${line}`)).toBe(false);
    expect(isLargeText(`a\n${line}x`)).toBe(true);
    expect(isLargeText(`${line}x\nb`)).toBe(true);
  });
});
