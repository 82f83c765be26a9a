import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createFakeClock, type FakeClock } from '../engine/testing/fake-clock.ts';
import { createControlServer, type ControlServer } from './control-server.ts';
import { createRecentEvents } from './recent-events.ts';
import { ask } from './testing/ask.ts';
import { readEvents, type EventReader } from './testing/event-reader.ts';
import { createHandMadeEngine, type HandMadeEngine } from './testing/hand-made-engine.ts';

let made: HandMadeEngine;
let clock: FakeClock;
let server: ControlServer;
let url: string;
let token: string;
const readers: EventReader[] = [];

beforeEach(async () => {
  made = createHandMadeEngine();
  clock = createFakeClock();
  server = createControlServer({ ...made, clock });
  ({ url, token } = await server.listen({ port: 0 }));
});

afterEach(async () => {
  for (const reader of readers.splice(0)) reader.close();
  await server.close();
});

const read = async (lastEventId?: string): Promise<EventReader> => {
  const reader = await readEvents(url, {
    Authorization: `Bearer ${token}`,
    ...(lastEventId === undefined ? {} : { 'Last-Event-ID': lastEventId }),
  });
  readers.push(reader);
  return reader;
};
const publish = (binId: string) => made.publish({ type: 'bin.deleted', binId });

test('each event comes with its number, type and the whole of it, to every reader', async () => {
  const [one, two] = [await read(), await read()];
  expect([one.status, one.headers['content-type']]).toEqual([200, 'text/event-stream; charset=utf-8']);
  const published = [publish('bin_a'), publish('line\nbreak\r\nand \u2028')];
  for (const reader of [one, two]) {
    for (const event of published) {
      const { id, event: type, data } = await reader.next();
      expect([id, type, JSON.parse(data ?? '')]).toEqual([String(event.seq), 'bin.deleted', event]);
    }
  }
});

test('a silent stream carries a comment every 15 seconds', async () => {
  const reader = await read();
  clock.advance(15_000);
  expect(await reader.nextComment()).toBe(': still here');
  clock.advance(15_000);
  expect(await reader.nextComment()).toBe(': still here');
});

test('a reader that comes back gets what it missed, then what comes', async () => {
  const reader = await read();
  publish('bin_a');
  const { id } = await reader.next();
  reader.close();
  publish('bin_b');
  publish('bin_c');
  const again = await read(id);
  publish('bin_d');
  expect([(await again.next()).id, (await again.next()).id, (await again.next()).id]).toEqual([
    '2',
    '3',
    '4',
  ]);
});

test('a reader that missed nothing gets only what comes', async () => {
  publish('bin_a');
  const reader = await read('1');
  publish('bin_b');
  expect((await reader.next()).id).toBe('2');
});

test.each(['0', '99', '-1', 'x', '1.5', '9007199254740993'])(
  'after Last-Event-ID %s, from which nobody can go on, there is a gap',
  async (lastEventId) => {
    publish('bin_a');
    publish('bin_b');
    const reader = await read(lastEventId);
    expect(await reader.next()).toEqual({ id: '2', event: 'gap', data: '{"type":"gap","lastSeq":2}' });
    publish('bin_c');
    expect((await reader.next()).id).toBe('3');
  },
);

test('a minute after the last reader left nothing is kept or even listened to', async () => {
  const reader = await read();
  publish('bin_a');
  await reader.next();
  reader.close();
  await vi.waitFor(() => {
    clock.advance(60_000);
    expect([made.listenerCount, clock.pendingCount]).toEqual([0, 0]);
  });
  publish('bin_b');
  expect((await (await read('1')).next()).event).toBe('gap');
});

test('a reader that does not read is cut off, and the others stay', async () => {
  const { host, port } = new URL(url);
  const stalled = connect({ host: '127.0.0.1', port: Number(port) });
  stalled.write(`GET /events HTTP/1.1\r\nHost: ${host}\r\nAuthorization: Bearer ${token}\r\n\r\n`);
  await once(stalled, 'readable');
  const reader = await read();
  const filler = 'x'.repeat(100_000);
  const isCutOff = once(stalled, 'close');
  let published = 0;
  // What the operating system takes in for both sides comes on top of the bound.
  for (; published < 400; published += 1) {
    publish(filler);
    await reader.next();
  }
  stalled.on('error', () => {});
  stalled.resume();
  await isCutOff;
  expect(stalled.bytesRead).toBeLessThan(published * filler.length);
  publish('bin_z');
  expect((await reader.next()).id).toBe('401');
});

test('closing ends the streams and lets go of the engine', async () => {
  const reader = await read();
  expect(made.listenerCount).toBe(1);
  await server.close();
  await expect(reader.next()).rejects.toThrow('ended');
  expect([made.listenerCount, clock.pendingCount]).toEqual([0, 0]);
});

test('only GET opens a stream, and 32 are enough', async () => {
  const headers = { Authorization: `Bearer ${token}` };
  const post = await ask(url, { method: 'POST', path: '/events', headers });
  expect([post.status, post.headers.allow]).toEqual([405, 'GET']);
  for (let at = 0; at < 32; at += 1) await read();
  const refused = await ask(url, { path: '/events', headers });
  expect(refused.status).toBe(503);
  expect(refused.json()).toMatchObject({ ok: false, error: { code: 'unavailable' } });
});

test('recent events are bounded in number and in size', () => {
  const recent = createRecentEvents();
  for (let seq = 1; seq <= 5_000; seq += 1) recent.add(seq, `e${seq}`);
  expect(recent.after(2_000, 5_000)).toBeUndefined();
  expect(recent.after(4_998, 5_000)).toEqual(['e4999', 'e5000']);
  const large = 'x'.repeat(500_000);
  for (let seq = 5_001; seq <= 5_100; seq += 1) recent.add(seq, large);
  expect(recent.after(5_090, 5_100) === undefined).toBe(true);
  expect(recent.after(5_099, 5_100)?.map((text) => text.length)).toEqual([large.length]);
  recent.add(5_101, large.repeat(10));
  expect(recent.after(5_100, 5_101) === undefined).toBe(true);
});
