import { expect, it } from 'vitest';
import type { EventBatch } from '../../shared/ipc/bridge.ts';
import type { HookbenchEvent } from '../../shared/ipc/events.ts';
import { createFakeClock } from '../engine/testing/fake-clock.ts';
import { createEventFeed } from './event-feed.ts';

const captured = (seq: number) => ({ type: 'exchange.captured', seq, at: 0 }) as HookbenchEvent;
const deleted = (seq: number): HookbenchEvent => ({ type: 'bin.deleted', binId: 'bin_1', seq, at: 0 });

it('sends what was published in one batch, in order', () => {
  const clock = createFakeClock();
  const batches: EventBatch[] = [];
  const feed = createEventFeed(clock, (batch) => batches.push(batch));
  feed.push(captured(1));
  feed.push(deleted(2));
  expect(batches).toEqual([]);
  clock.advance(40);
  expect(batches).toEqual([[captured(1), deleted(2)]]);
  clock.advance(1000);
  expect(batches).toHaveLength(1);
});

it('keeps the newest captures of a flood, and every other event', () => {
  const clock = createFakeClock();
  const batches: EventBatch[] = [];
  const feed = createEventFeed(clock, (batch) => batches.push(batch));
  feed.push(deleted(1));
  for (let seq = 2; seq <= 501; seq += 1) feed.push(captured(seq));
  clock.advance(40);
  const [batch = []] = batches;
  expect(batch).toHaveLength(65);
  expect(batch[0]).toEqual(deleted(1));
  expect(batch[1]?.seq).toBe(438);
  expect(batch.at(-1)?.seq).toBe(501);
});
