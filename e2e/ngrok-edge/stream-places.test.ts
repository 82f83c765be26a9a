import { setImmediate as nextTurn } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createStreamPlaces } from './stream-places.ts';

test('the place of a closed stream is free when a ping sent after it came back', async () => {
  let openCount = 2;
  let pingCount = 0;
  const places = createStreamPlaces({
    maxCount: 2,
    openCount: () => openCount,
    ping: () => (pingCount += 1),
  });
  let isThrough = false;
  const taken = places.take().then(() => (isThrough = true));
  await nextTurn();
  expect(pingCount).toBe(0);

  openCount = 1;
  places.onClosed();
  expect(pingCount).toBe(1);
  openCount = 0;
  places.onClosed();
  await nextTurn();
  expect([pingCount, isThrough]).toEqual([1, false]);

  places.onPong();
  await taken;
  expect(isThrough).toBe(true);
});

test('when the session is over nobody waits any longer', async () => {
  const places = createStreamPlaces({ maxCount: 1, openCount: () => 1, ping: () => undefined });
  const taken = [places.take(), places.take()];
  places.close();
  await Promise.all(taken);
});
