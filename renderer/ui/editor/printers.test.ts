import { describe, expect, it } from 'vitest';
import { canFormat, printers } from './printers.ts';

describe('formatting a body', () => {
  it('keeps every digit, escape and duplicate key of JSON', () => {
    expect(printers.json?.('{"a":1.00,"a":12345678901234567890,"u":"\\u00e9"}')).toBe(
      '{\n  "a": 1.00,\n  "a": 12345678901234567890,\n  "u": "\\u00e9"\n}',
    );
  });

  it('indents XML and leaves its text alone', () => {
    expect(printers.xml?.('<a><b x="1">t</b><!--c--></a>')).toBe('<a>\n  <b x="1">t</b>\n  <!--c-->\n</a>');
  });

  it('does nothing to what it can not read', () => {
    expect(printers.json?.('{"a":')).toBeUndefined();
    expect(printers.xml?.('a=1&b=2')).toBeUndefined();
  });

  it('is offered only where there is a printer', () => {
    expect(canFormat('json')).toBe(true);
    expect(canFormat('plaintext')).toBe(false);
  });
});
