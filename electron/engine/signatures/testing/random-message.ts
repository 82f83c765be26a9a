import { createHash } from 'node:crypto';

/** A source of chance that gives the same messages in every run. */
export interface Chance {
  /** `[0, below)`. */
  int(below: number): number;
  bytes(length: number): Buffer;
  /** Valid UTF-8 that parses in no particular way: all planes, quotes, line ends, NUL. */
  text(maxLength: number): string;
}

export function createChance(seed: string): Chance {
  let counter = 0;
  let pool = Buffer.alloc(0);
  const bytes = (length: number): Buffer => {
    while (pool.length < length) {
      pool = Buffer.concat([pool, createHash('sha512').update(`${seed}:${counter}`).digest()]);
      counter += 1;
    }
    const taken = pool.subarray(0, length);
    pool = pool.subarray(length);
    return Buffer.from(taken);
  };
  const int = (below: number) => bytes(4).readUInt32BE() % below;
  const alphabets = ['{}[]":,\\/ \r\n\t', 'abcXYZ0189-_.+%&=', 'äßéñ€漢字😀\u0000\u2028'].map((text) =>
    Array.from(text),
  );
  return {
    int,
    bytes,
    text(maxLength) {
      const length = int(maxLength + 1);
      const from = bytes(length * 2);
      let made = '';
      for (let index = 0; index < length; index += 1) {
        const letters = alphabets[(from[index * 2] ?? 0) % alphabets.length] ?? [];
        made += letters[(from[index * 2 + 1] ?? 0) % letters.length] ?? '';
      }
      return made;
    },
  };
}
