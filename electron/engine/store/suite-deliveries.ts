import { describe, expect, test } from 'vitest';
import type { Draft } from '../../../shared/model/draft.ts';
import { summarizeDelivery } from '../../../shared/model/delivery.ts';
import { uuidIds } from '../ids.ts';
import { append, bytesOf, createFixture, inboxOf } from './testing/store-fixture.ts';
import { attemptWithResponse, newAttempt, newDelivery } from './testing/store-records.ts';
import type { OpenTestStore } from './testing/store-fixture.ts';

const inline = (text: string) => ({ kind: 'inline', bytes: Buffer.from(text) }) as const;

export function deliveriesSuite(openTestStore: OpenTestStore): void {
  describe('deliveries', () => {
    test('a delivery keeps its request, its attempts and their bodies', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const [exchangeId = ''] = await append(store, (await inboxOf(store)).id, {});
      const { delivery, bytes } = newDelivery({ exchangeId, body: 'what was sent' });
      await store.createDelivery({ delivery, bytes });
      const running = newAttempt();
      await store.saveAttempt(delivery.id, running);
      const failure = { code: 'refused', message: 'Refused.', hint: 'Start it.' } as const;
      const failed = { ...running, endedAt: 2, failure };
      await store.saveAttempt(delivery.id, failed);
      const answered = attemptWithResponse(201, 'what came back');
      const retry = { policy: { kind: 'none' }, maxAttempts: 3, end: 'succeeded' } as const;
      await store.setDeliveryState(delivery.id, { status: 'pending', standing: { retry, nextAttemptAt: 5 } });
      expect((await store.listDeliveries({ exchangeId }, 10)).items).toMatchObject([
        { maxAttempts: 3, nextAttemptAt: 5 },
      ]);
      await store.saveAttempt(delivery.id, answered, {
        bytes: inline('what came back'),
        state: { status: 'responded', standing: { retry } },
      });

      const expected = { ...delivery, status: 'responded', attempts: [failed, answered], retry } as const;
      expect(await store.getDelivery(delivery.id)).toEqual(expected);
      expect(await store.getAttempt(answered.id)).toEqual(answered);
      expect(await store.getAttempt('att_none')).toBeUndefined();
      expect((await store.listDeliveries({ exchangeId }, 10)).items).toEqual([
        summarizeDelivery({ ...expected, attempts: [failed, answered] }),
      ]);
      const read = async (source: Parameters<typeof store.openBody>[0]) =>
        (await bytesOf(await store.openBody(source))).toString();
      expect(await read({ kind: 'delivery', deliveryId: delivery.id })).toBe('what was sent');
      expect(await read({ kind: 'attempt', attemptId: answered.id })).toBe('what came back');
      expect(await store.openBody({ kind: 'attempt', attemptId: failed.id })).toBeUndefined();
    });

    test('what was sent is found by its body, and the last of it is read without forwards', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const [older, newer, other] = [{ body: 'a=1' }, { body: 'a=1' }, { body: 'a=2' }].map(newDelivery);
      const passedOn = newDelivery({ body: 'a=3' });
      passedOn.delivery.trigger = 'forward';
      for (const record of [older, newer, other, passedOn])
        if (record !== undefined) await store.createDelivery(record);
      const sha256 = newer?.delivery.request.body.sha256 ?? '';
      expect((await store.listSentWithBody(sha256)).map(({ deliveryId }) => deliveryId)).toEqual([
        newer?.delivery.id,
        older?.delivery.id,
      ]);
      expect(await store.listSentWithBody('0'.repeat(64))).toEqual([]);
      const recent = await store.listRecentlySent(2);
      expect(recent.map(({ body }) => Buffer.from(body).toString())).toEqual(['a=2', 'a=1']);
      expect(recent[0]?.headers).toEqual(other?.delivery.request.headers);
    });

    test('deliveries are listed by exchange and by draft, newest first, in pages', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const [exchangeId = ''] = await append(store, (await inboxOf(store)).id, {});
      const draftId = uuidIds.next('drf');
      const records = [
        newDelivery({ exchangeId }),
        newDelivery({ exchangeId, draftId }),
        newDelivery({ draftId }),
      ];
      for (const record of records) await store.createDelivery(record);
      const [first, second, third] = records.map((record) => summarizeDelivery(record.delivery));
      const page = await store.listDeliveries({ exchangeId }, 1);
      expect(page.items).toEqual([second]);
      expect(await store.listDeliveries({ exchangeId }, 1, page.nextCursor)).toEqual({ items: [first] });
      expect(await store.listDeliveries({ draftId }, 10)).toEqual({ items: [third, second] });
      expect(await store.listDeliveries({ draftId, exchangeId }, 10)).toEqual({ items: [second] });
    });

    test('destinations: of the exchange first, then of its bin, each once', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const [mine = '', other = ''] = await append(store, (await inboxOf(store)).id, {}, {});
      const send = (exchangeId: string, url: string) => {
        const record = newDelivery({ exchangeId });
        record.delivery.request.url = url;
        return store.createDelivery(record);
      };
      await send(mine, 'http://a/');
      await send(mine, 'http://b/');
      await send(mine, 'http://a/');
      await send(other, 'http://c/');
      await send(other, 'http://b/');
      expect(await store.recentDestinations(mine, 10)).toEqual(['http://a/', 'http://b/', 'http://c/']);
      expect(await store.recentDestinations(mine, 1)).toEqual(['http://a/']);
      expect(await store.recentDestinations('exc_none', 5)).toEqual([]);
    });

    test('what an earlier run left pending has failed, unless its attempt had ended', async () => {
      const fixture = await createFixture(openTestStore);
      const first = await fixture.open();
      const [unsent, running, done] = [newDelivery(), newDelivery(), newDelivery()];
      for (const record of [unsent, running, done]) await first.createDelivery(record);
      const attempt = newAttempt();
      await first.saveAttempt(running.delivery.id, attempt);
      await first.saveAttempt(done.delivery.id, attemptWithResponse(200, ''), { bytes: inline('') });
      await first.close();

      const second = await fixture.open();
      const interrupted = { endedAt: fixture.clock.now(), failure: { code: 'interrupted' } };
      expect(await second.getDelivery(unsent.delivery.id)).toMatchObject({
        status: 'failed',
        attempts: [interrupted],
      });
      expect(await second.getDelivery(running.delivery.id)).toMatchObject({
        status: 'failed',
        attempts: [{ id: attempt.id, ...interrupted }],
      });
      expect(await second.getDelivery(done.delivery.id)).toMatchObject({ status: 'responded' });
      expect((await second.listDeliveries({}, 10)).items.map((item) => item.failureCode)).toEqual([
        undefined,
        'interrupted',
        'interrupted',
      ]);
    });
  });

  describe('drafts', () => {
    test('are kept, changed and deleted', async () => {
      const fixture = await createFixture(openTestStore);
      const first = await fixture.open();
      const draft: Draft = {
        id: uuidIds.next('drf'),
        name: 'a \0 name \ud800',
        method: 'POST',
        url: 'http://localhost/',
        headers: [{ name: 'A', value: '\0' }],
        body: { text: 'x \ud800 y' },
        createdAt: 2,
        updatedAt: 2,
      };
      const older: Draft = {
        ...draft,
        id: uuidIds.next('drf'),
        createdAt: 1,
        exchangeId: uuidIds.next('exc'),
      };
      const gone: Draft = { ...draft, id: uuidIds.next('drf') };
      await Promise.all([draft, older, gone].map((each) => first.saveDraft(each)));
      await Promise.all([first.saveDraft({ ...draft, name: 'changed' }), first.deleteDraft(gone.id)]);
      await first.close();
      const second = await fixture.open();
      expect(await second.listDrafts()).toEqual([older, { ...draft, name: 'changed' }]);
    });
  });
}
