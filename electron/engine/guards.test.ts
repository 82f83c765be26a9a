import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

/** Guards as a caller of the commands meets them. */

let harness: EngineHarness;
let binId: string;

beforeAll(async () => {
  harness = await openEngine();
  await harness.call('secrets.set', { name: 'demo', value: 'open-sesame' });
  binId = (await harness.call('bins.create', { name: 'Orders' })).id;
});
afterAll(() => harness.close());

const byToken = (change: object = {}) => ({
  id: 'grd_token',
  kind: 'token' as const,
  place: { in: 'query' as const, name: 'auth' },
  secretName: 'demo',
  ...change,
});
const send = async (path: string, init: RequestInit = {}) => {
  const response = await fetch(harness.engine.captureUrl + path, { method: 'POST', ...init });
  await response.text();
  return response.status;
};
const listed = async (isRefused: boolean) =>
  (await harness.call('exchanges.list', { binId, isRefused })).items.map(({ target }) => target);

describe('a guard', () => {
  it('keeps a request out, and keeps it apart', async () => {
    const { call } = harness;
    await call('bins.update', { id: binId, guards: [byToken()] });
    expect(await send('/orders/1?auth=open-sesame')).toBe(200);
    expect(await send('/orders/2')).toBe(403);
    expect(await listed(false)).toEqual(['/orders/1?auth=open-sesame']);
    expect(await listed(true)).toEqual(['/orders/2']);
    expect((await call('guards.status', { binId })).refusedCount).toBe(1);
    const bin = (await call('bins.list', {})).bins.find(({ id }) => id === binId);
    expect(bin).toMatchObject({ exchangeCount: 2, unreadCount: 1 });
    expect(JSON.stringify(bin)).not.toContain('open-sesame');
  });

  it('has to be satisfied beside every other one', async () => {
    const { call } = harness;
    const guards = [byToken(), { id: 'grd_ip', kind: 'ipRange' as const, ranges: ['203.0.113.7'] }];
    await call('bins.update', { id: binId, guards });
    expect(await send('/orders/3?auth=open-sesame')).toBe(403);
    await call('bins.update', {
      id: binId,
      guards: guards.map((guard) => ({ ...guard, isEnabled: guard.id === 'grd_token' })),
    });
    expect(await send('/orders/4?auth=open-sesame')).toBe(200);
    await call('bins.update', { id: binId, guards: [] });
    expect(await send('/orders/5')).toBe(200);
  });

  it('lets no one in once its secret is gone, and says so', async () => {
    const { call } = harness;
    await call('secrets.set', { name: 'brief', value: 'here-today' });
    await call('bins.update', { id: binId, guards: [byToken({ secretName: 'brief' })] });
    expect(await send('/orders?auth=here-today')).toBe(200);
    await call('secrets.delete', { name: 'brief' });
    expect(await send('/orders?auth=here-today')).toBe(403);
    expect(await send('/orders?auth=')).toBe(403);
    expect(await send('/orders?auth=undefined')).toBe(403);
    const { items } = await call('exchanges.list', { binId, isRefused: true, limit: 1 });
    const { refusal } = await call('exchanges.get', { id: items[0]?.id ?? '' });
    expect(refusal).toMatchObject({ reason: 'undecided' });
    expect(await call('guards.status', { binId })).toMatchObject({
      problems: [{ guardId: 'grd_token', message: 'There is no secret named brief; set it first.' }],
    });
    await call('bins.update', { id: binId, guards: [] });
  });
});

describe('a guard that can’t work', () => {
  const refused = async (...guards: object[]) => {
    const { call } = harness;
    const error = await call('bins.update', { id: binId, guards: guards as never }).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    return error as { code: string; details: { path: string; message: string }[] } | undefined;
  };

  it.each([
    ['its secret does not exist', byToken({ secretName: 'nowhere' }), 'guards.0.secretName'],
    ['its ranges are none', { id: 'grd_1', kind: 'ipRange', ranges: ['10.0.0.0/33'] }, 'guards.0.ranges.0'],
    ['its range is octal', { id: 'grd_1', kind: 'ipRange', ranges: ['010.0.0.1'] }, 'guards.0.ranges.0'],
    ['it has no range', { id: 'grd_1', kind: 'ipRange', ranges: [] }, 'guards.0.ranges'],
    ['no header has that name', byToken({ place: { in: 'header', name: 'X Token' } }), 'guards.0.place.name'],
    [
      'a user name can’t hold a colon',
      { id: 'grd_1', kind: 'basic', userName: 'a:b', secretName: 'demo' },
      'guards.0.userName',
    ],
    ['it carries the secret itself', byToken({ secret: 'open-sesame' }), 'guards.0'],
  ])('is refused when it is saved: %s', async (_, guard, path) => {
    expect(await refused(guard)).toMatchObject({ code: 'bad_input', details: [{ path }] });
  });

  it('is refused where its secret can’t be sent that way', async () => {
    const { call } = harness;
    await call('secrets.set', { name: 'spaced', value: 'two words' });
    await call('secrets.set', { name: 'lines', value: 'two\nlines' });
    await call('secrets.set', { name: 'dots', value: '..' });
    const path = 'guards.0.secretName';
    for (const guard of [
      { id: 'grd_1', kind: 'bearer', secretName: 'spaced' },
      { id: 'grd_1', kind: 'basic', userName: 'a', secretName: 'lines' },
      byToken({ place: { in: 'header', name: 'X-Token' }, secretName: 'lines' }),
      byToken({ place: { in: 'path' }, secretName: 'dots' }),
    ]) {
      expect(await refused(guard)).toMatchObject({ code: 'bad_input', details: [{ path }] });
    }
  });

  it('is refused when two have one id', async () => {
    expect(await refused(byToken(), byToken())).toMatchObject({ details: [{ path: 'guards.1.id' }] });
    await expect(
      harness.call('bins.create', { name: 'New', guards: [byToken({ secretName: 'nowhere' })] }),
    ).rejects.toMatchObject({ code: 'bad_input' });
    expect((await harness.call('bins.list', {})).bins).toHaveLength(2);
  });
});

it('tells what guards that are not saved would have stopped of what was captured', async () => {
  const { call } = harness;
  const { id } = await call('bins.create', { name: 'Traffic' });
  for (let number = 0; number < 7; number += 1) {
    await send(`/traffic/${number}${number % 2 === 0 ? '?auth=open-sesame' : number === 1 ? '' : '?auth=x'}`);
  }
  const guards = [byToken(), { id: 'grd_https', kind: 'https' as const, isEnabled: false }];
  const preview = await call('guards.preview', { binId: id, guards });
  expect(preview).toMatchObject({
    examinedCount: 7,
    stoppedCount: 3,
    guards: [
      {
        guardId: 'grd_token',
        stoppedCount: 3,
        reasons: [
          { reason: 'wrong', count: 2 },
          { reason: 'missing', count: 1 },
        ],
        samples: [
          { target: '/traffic/5?auth=x', reason: 'wrong' },
          { target: '/traffic/3?auth=x', reason: 'wrong' },
          { target: '/traffic/1', reason: 'missing' },
        ],
      },
      { guardId: 'grd_https', stoppedCount: 7 },
    ],
  });
  expect(preview.nextCursor).toBeUndefined();
  // Nothing was saved by looking.
  expect(await send('/traffic/8')).toBe(200);
});

it('looks at as much of the captured traffic as it is told, and goes on from there', async () => {
  const { call } = harness;
  const { id } = await call('bins.create', { name: 'Pages' });
  for (let number = 0; number < 5; number += 1) await send(`/pages/${number}`);
  const guards = [byToken()];
  const targets: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await call('guards.preview', {
      binId: id,
      guards,
      limit: 2,
      ...(cursor === undefined ? {} : { cursor }),
    });
    targets.push(...(page.guards[0]?.samples.map(({ target }) => target) ?? []));
    expect(page.examinedCount).toBeLessThanOrEqual(2);
    cursor = page.nextCursor;
  } while (cursor !== undefined);
  expect(targets).toEqual([4, 3, 2, 1, 0].map((number) => `/pages/${number}`));
});
