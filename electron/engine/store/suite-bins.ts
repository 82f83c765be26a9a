import { describe, expect, test } from 'vitest';
import { defaultReply } from '../../../shared/model/reply.ts';
import { append, createFixture, idsOf, inboxOf } from './testing/store-fixture.ts';
import { newBin, newExchange } from './testing/store-records.ts';
import type { OpenTestStore } from './testing/store-fixture.ts';

export function binsSuite(openTestStore: OpenTestStore): void {
  describe('bins', () => {
    test('a new store holds Inbox, once', async () => {
      const fixture = await createFixture(openTestStore);
      const first = await fixture.open();
      const inbox = await inboxOf(first);
      expect(inbox).toMatchObject({ name: 'Inbox', slug: 'inbox', isDefault: true, reply: defaultReply() });
      await first.close();
      const second = await fixture.open();
      expect(await second.listBins()).toEqual([inbox]);
    });

    test('bins come after Inbox in the order they were made, and keep what they are changed to', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const [late, early] = [newBin('late', { createdAt: 2 }), newBin('early', { createdAt: 1 })];
      await Promise.all([store.createBin(late), store.createBin(early)]);
      const reply = { status: 201, headers: [{ name: 'A', value: 'b' }], body: { base64: 'AA==' } };
      await store.updateBin(late.id, { name: 'nul \0 lone \ud800', slug: 'latest', reply });
      expect((await store.listBins()).slice(1)).toEqual([
        early,
        { ...late, name: 'nul \0 lone \ud800', slug: 'latest', reply },
      ]);
    });

    test('a bin keeps its set-up, each part until it is replaced as a whole', async () => {
      const fixture = await createFixture(openTestStore);
      const first = await fixture.open();
      const signing = { providerId: 'stripe', secretNames: ['stripe.test', 'stripe.old'] };
      const bin = newBin('shop', { signing });
      await first.createBin(bin);
      const guards = [{ id: 'grd_1', isEnabled: true, kind: 'https' as const }];
      await first.updateBin(bin.id, { setup: { guards } });
      await first.updateBin(bin.id, { name: 'Renamed' });
      const changed = { ...bin, name: 'Renamed', guards };
      expect((await first.listBins())[1]).toEqual(changed);
      await first.updateBin(bin.id, { setup: { signing: { secretNames: [] } } });
      await first.close();
      const second = await fixture.open();
      expect((await second.listBins())[1]).toEqual({ ...changed, signing: { secretNames: [] } });
    });

    test('a slug belongs to one living bin; a deleted one gives it up', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const [first, second, third] = [newBin('shop'), newBin('shop'), newBin('other')];
      await store.createBin(first);
      await expect(store.createBin(second)).rejects.toMatchObject({ code: 'conflict' });
      await store.createBin(third);
      await expect(store.updateBin(third.id, { slug: 'shop' })).rejects.toMatchObject({ code: 'conflict' });
      await store.deleteBin(first.id);
      await store.createBin(second);
      expect(await store.restoreBin(first.id)).toEqual({ ...first, slug: 'shop-2' });
    });

    test('exchanges are counted, total and unread', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const inbox = await inboxOf(store);
      await append(store, inbox.id, {}, {});
      await store.markBinRead(inbox.id);
      await append(store, inbox.id, {});
      expect(await inboxOf(store)).toMatchObject({ exchangeCount: 3, unreadCount: 1 });
    });

    test('clearing hides what there is, and can be undone with what came since', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const inbox = await inboxOf(store);
      const [before] = await append(store, inbox.id, {});
      await store.clearBin(inbox.id);
      expect(await inboxOf(store)).toMatchObject({ exchangeCount: 0, unreadCount: 0 });
      expect(await idsOf(store.listExchanges({}, 10))).toEqual([]);
      expect(await store.getExchange(before ?? '')).toBeUndefined();
      const [after] = await append(store, inbox.id, {});
      expect(await idsOf(store.listExchanges({ binId: inbox.id }, 10))).toEqual([after]);
      expect(await store.restoreBin(inbox.id)).toMatchObject({ exchangeCount: 2, unreadCount: 2 });
      expect(await idsOf(store.listExchanges({ binId: inbox.id }, 10))).toEqual([after, before]);
      expect(await store.restoreBin(inbox.id)).toBeUndefined();
    });

    test('a deleted bin and its exchanges are out of sight until it is restored', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const bin = newBin('shop');
      await store.createBin(bin);
      const [id] = await append(store, bin.id, {});
      await store.clearBin(bin.id);
      await append(store, bin.id, {});
      await store.deleteBin(bin.id);
      expect(await idsOf(store.listExchanges({}, 10))).toEqual([]);
      expect(await idsOf(store.listExchanges({ binId: bin.id }, 10))).toEqual([]);
      expect(await store.restoreBin(bin.id)).toMatchObject({ slug: 'shop', exchangeCount: 1 });
      // The one before it, then.
      expect(await store.restoreBin(bin.id)).toMatchObject({ exchangeCount: 2 });
      expect((await idsOf(store.listExchanges({}, 10))).at(-1)).toBe(id);
    });

    test('Inbox stays', async () => {
      const store = await (await createFixture(openTestStore)).open();
      await expect(store.deleteBin((await inboxOf(store)).id)).rejects.toMatchObject({ code: 'conflict' });
    });

    test('what an earlier run cleared or deleted is gone for good at the next start', async () => {
      const fixture = await createFixture(openTestStore);
      const first = await fixture.open();
      const inbox = await inboxOf(first);
      const bin = newBin('shop');
      await first.createBin(bin);
      const body = new Uint8Array(300_000).fill(7);
      const spool = first.createSpool();
      await spool.write(body);
      const bytes = await spool.finish();
      const big = { ...newExchange(bin.id, { body }), bytes };
      await first.appendExchange(big);
      await append(first, inbox.id, {});
      await first.clearBin(inbox.id);
      const [kept] = await append(first, inbox.id, {});
      await first.deleteBin(bin.id);
      expect((await first.usage()).sizeBytes).toBeGreaterThan(body.byteLength);
      await first.close();

      const second = await fixture.open();
      expect(await second.restoreBin(bin.id)).toBeUndefined();
      expect(await second.restoreBin(inbox.id)).toBeUndefined();
      const source = { kind: 'exchange', exchangeId: big.exchange.id } as const;
      await expect.poll(() => second.readBody(source, 0, 1)).toBeUndefined();
      expect(await idsOf(second.listExchanges({}, 10))).toEqual([kept]);
      // New rows do not take the place of old ones.
      const [next] = await append(second, inbox.id, {});
      expect(await idsOf(second.listExchanges({}, 10))).toEqual([next, kept]);
    });
  });
}
