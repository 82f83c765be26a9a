import { describe, expect, it } from 'vitest';
import { parseMultipart } from './multipart.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const decode = (coded: Uint8Array, charset: string) =>
  new TextDecoder(charset, { fatal: true }).decode(coded);

describe('parseMultipart', () => {
  const body = (text: string) => parseMultipart(bytes(text.replaceAll('\n', '\r\n')), 'XX', decode);

  it('takes the parts apart, bytes unchanged', () => {
    const parts = body(
      '--XX\nContent-Disposition: form-data; name="a"\n\none\ntwo\n--XX\n' +
        'Content-Disposition: form-data; name="f"; filename="x.txt"\nContent-Type: text/plain\n\n\n--XX--\n',
    );
    expect(parts).toMatchObject([
      { name: 'a', fileName: undefined, contentType: undefined },
      { name: 'f', fileName: 'x.txt', contentType: 'text/plain' },
    ]);
    expect(parts?.map((part) => new TextDecoder().decode(part.bytes))).toEqual(['one\r\ntwo', '']);
  });

  it('is not fooled by a body without its boundary', () => {
    expect(body('hello')).toBeUndefined();
    expect(body('--XX\nno head\n--XX--')).toBeUndefined();
  });
});
