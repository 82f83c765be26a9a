import { describe, expect, it } from 'vitest';
import { headerNameProblem, headerValueProblem, methodProblem } from './header-problems.ts';

describe('a header name', () => {
  it.each(['Content-Type', 'x-a.b_c~1', "!#$%&'*+-.^_`|~"])('%j can be sent', (name) => {
    expect(headerNameProblem(name)).toBeUndefined();
  });

  it.each([
    ['', 'needs a name'],
    ['X Y', 'no spaces'],
    ['Host:', 'colon'],
    ['naïve', 'letters, digits'],
    ['X\r\nY', 'no spaces'],
  ])('%j can not, and the reason is said', (name, reason) => {
    expect(headerNameProblem(name)).toContain(reason);
  });
});

describe('a header value', () => {
  it.each(['', 'a b\tc', 't=1,v1=ff', 'café'])('%j can be sent', (value) => {
    expect(headerValueProblem(value)).toBeUndefined();
  });

  it.each([
    ['a\r\nX-Evil: 1', 'no line breaks'],
    ['a\nb', 'no line breaks'],
    ['a\0b', 'no control'],
    ['a\x1b[0m', 'no control'],
    ['5 €', '“€”'],
    ['ok 👍', '“👍”'],
  ])('%j can not, and the reason is said', (value, reason) => {
    expect(headerValueProblem(value)).toContain(reason);
  });
});

describe('a method', () => {
  it('is any token, known or not', () => {
    expect(methodProblem('PURGE')).toBeUndefined();
    expect(methodProblem('x-custom')).toBeUndefined();
  });

  it('is not empty, too long, or two words', () => {
    expect(methodProblem('')).toContain('needs a method');
    expect(methodProblem('A'.repeat(65))).toContain('64');
    expect(methodProblem('GET /')).toContain('letters');
  });
});
