import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createFrameParser, encodeFrame, FrameFlag, FrameType } from './frame.ts';

const frames = fc.array(
  fc.record({
    type: fc.integer({ min: 0, max: 15 }),
    flags: fc.integer({ min: 0, max: 15 }),
    streamId: fc.integer({ min: 0, max: 0x7fff_ffff }),
    body: fc.uint8Array({ maxLength: 300 }).map((bytes) => Buffer.from(bytes)),
  }),
  { maxLength: 12 },
);

test('what was encoded is parsed again, however it was split on the way', () => {
  fc.assert(
    fc.property(frames, fc.array(fc.integer({ min: 1, max: 64 }), { minLength: 1 }), (sent, sizes) => {
      const bytes = Buffer.concat(
        sent.map(({ type, flags, streamId, body }) => encodeFrame(type, flags, streamId, body)),
      );
      const parser = createFrameParser();
      const received = [];
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = sizes[turn % sizes.length] ?? 1;
        received.push(...parser.push(bytes.subarray(at, at + size)));
        at += size;
      }
      expect(received).toEqual(sent);
    }),
  );
});

test('the bytes are those of the wire', () => {
  const heartbeat = encodeFrame(FrameType.data, FrameFlag.syn, 3, Buffer.from([0xff, 0xff, 0xff, 0xff]));
  expect(heartbeat.toString('hex')).toBe('0000041200000003ffffffff');
  expect(encodeFrame(FrameType.data, FrameFlag.fin, 5, Buffer.alloc(0)).toString('hex')).toBe(
    '0000001100000005',
  );
});

test('the reserved bit of a stream id is not part of it', () => {
  const bytes = Buffer.from('0000001080000007', 'hex');
  expect(createFrameParser().push(bytes)).toMatchObject([{ streamId: 7 }]);
});
