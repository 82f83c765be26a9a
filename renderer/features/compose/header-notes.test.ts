import { describe, expect, it } from 'vitest';
import { headerNoteOf, headerProblemOf } from './header-notes.ts';

describe('a header row', () => {
  it.each([
    [{ name: '', value: 'x' }, 'name'],
    [{ name: 'X Y', value: 'x' }, 'name'],
    [{ name: 'X-Y', value: 'a\r\nX-Evil: 1' }, 'value'],
    [{ name: 'X-Y', value: '5 €' }, 'value'],
  ] as const)('%j has its problem at the %s', (header, cell) => {
    expect(headerProblemOf(header)?.cell).toBe(cell);
  });

  it('has none when it can be sent', () => {
    expect(headerProblemOf({ name: 'X-Y', value: 'café' })).toBeUndefined();
  });
});

describe('the note beside a header', () => {
  const headers = [
    { name: 'HOST', value: 'shop.localhost' },
    { name: 'Content-Length', value: '3' },
    { name: 'Transfer-Encoding', value: 'chunked' },
    { name: 'Connection', value: 'close, x-hop' },
    { name: 'X-Hop', value: '1' },
    { name: 'Stripe-Signature', value: 't=1' },
    { name: 'X-A', value: '1' },
    { name: 'x-a', value: '1' },
  ];
  const labels = headers.map((_header, index) => headerNoteOf(headers, index, 'POST')?.label);

  it('says what is computed, what is left out, and of Host that it is not touched', () => {
    expect(labels.slice(0, 5)).toEqual([
      'goes out as written',
      'computed when sent',
      'left out when sent',
      'computed when sent',
      'left out when sent',
    ]);
  });

  it('is absent for all that goes out as it is, duplicates included', () => {
    expect(labels.slice(5)).toEqual([undefined, undefined, undefined]);
  });
});
