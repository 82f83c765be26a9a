import { describe, expect, it } from 'vitest';
import { titleOf } from './draft-title.ts';

describe('the title of a draft', () => {
  it('is its name', () => {
    expect(titleOf({ name: 'invoice.paid', url: 'http://localhost/' })).toBe('invoice.paid');
  });

  it.each([
    ['https://demo.example:8080/hooks/a?token=x#y', 'demo.example:8080/hooks/a'],
    ['localhost:3000', 'localhost:3000'],
    ['', 'Untitled draft'],
    ['http://', 'Untitled draft'],
  ])('is where it goes while it has none: %j is %j', (url, title) => {
    expect(titleOf({ name: 'New draft', url })).toBe(title);
    expect(titleOf({ name: '', url })).toBe(title);
  });
});
