import { PassThrough, Writable } from 'node:stream';
import { expect, test } from 'vitest';
import { createOutput } from './output.ts';

const turn = () => new Promise((resolve) => void setImmediate(resolve));

test('lines go out as they come, those of one turn together', async () => {
  const written: string[] = [];
  const stream = new PassThrough();
  stream.on('data', (chunk: Buffer) => written.push(chunk.toString()));
  const output = createOutput(stream, { onGone: () => {}, gapLine: () => 'gap' });
  output.line('one');
  output.line('two');
  await turn();
  output.line('three');
  await output.flush();
  expect(written).toEqual(['one\ntwo\n', 'three\n']);
});

test('a reader that stalls costs a bounded amount of memory, and is told of what it missed', async () => {
  const taken: string[] = [];
  let take = () => {};
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      taken.push(chunk.toString());
      take = done;
    },
  });
  const output = createOutput(stream, { onGone: () => {}, gapLine: () => 'gap', limitBytes: 20_000 });
  const line = 'x'.repeat(999);
  for (let at = 0; at < 100; at += 1) {
    output.line(line);
    await turn();
  }
  expect(stream.writableLength).toBeLessThanOrEqual(21_000);
  while (!taken.includes('gap\n')) {
    take();
    await turn();
  }
  output.line('after');
  await turn();
  take();
  expect(taken.slice(-2)).toEqual(['gap\n', 'after\n']);
  expect(taken.length).toBeLessThan(25);
});

test('the end does not wait for a reader that stalls', async () => {
  const output = createOutput(new Writable({ write() {} }), { onGone: () => {}, gapLine: () => 'gap' });
  output.line('one');
  await output.flush();
});

test('a reader that is gone is reported once, and written to no more', async () => {
  let goneCount = 0;
  let writeCount = 0;
  const stream = new Writable({
    write(_chunk, _encoding, done) {
      writeCount += 1;
      done(Object.assign(new Error('gone'), { code: 'EPIPE' }));
    },
  });
  const output = createOutput(stream, { onGone: () => void (goneCount += 1), gapLine: () => 'gap' });
  output.line('one');
  await turn();
  await turn();
  output.line('two');
  await turn();
  await output.flush();
  expect([goneCount, writeCount]).toEqual([1, 1]);
});
