import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { summarize, type Findings } from '../../../shared/model/exchange.ts';
import { append, bytesOf, createFixture, idsOf, inboxOf } from './testing/store-fixture.ts';
import { newDelivery, newExchange, responded } from './testing/store-records.ts';
import type { OpenTestStore } from './testing/store-fixture.ts';

const latin1 = fc.uint8Array({ maxLength: 60 }).map((bytes) => Buffer.from(bytes).toString('latin1'));
const headers = fc.array(fc.record({ name: latin1, value: latin1 }), { maxLength: 8 });

const findings: Required<Findings> = {
  recognition: { providerId: 'stripe', eventType: 'invoice.paid \0 \ud800', eventId: 'evt_1' },
  verification: {
    status: 'rejected',
    reason: 'signature_mismatch',
    message: 'It is not the signature of these bytes with this secret.',
    secretName: 'stripe',
    checkedAt: 1,
  },
  refusal: {
    guardId: 'grd_1',
    kind: 'signature',
    reason: 'wrong',
    status: 401,
    message: 'A valid signature is required.',
  },
  answered: { by: 'guard', id: 'grd_1', explanation: 'A valid signature is required.' },
  confirmation: { url: 'https://sns.eu-west-1.amazonaws.com/', status: 200, confirmedAt: 2 },
};

export function exchangesSuite(openTestStore: OpenTestStore): void {
  describe('exchanges', () => {
    test('what is stored is read back byte for byte, whatever it is', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const { id: binId } = await inboxOf(store);
      await fc.assert(
        fc.asyncProperty(
          fc.record({
            method: latin1,
            target: latin1,
            headers,
            trailers: headers,
            encoding: fc.option(latin1, { nil: undefined }),
            body: fc.uint8Array({ maxLength: 3000 }),
            contentType: latin1,
          }),
          async ({ body, contentType, encoding, ...request }) => {
            const record = newExchange(binId, {
              body,
              request: {
                ...request,
                headers: [...request.headers, { name: 'content-TYPE', value: contentType }],
                ...(encoding === undefined ? {} : { encoding }),
              },
            });
            await store.appendExchange(record);
            const { id } = record.exchange;
            const source = { kind: 'exchange', exchangeId: id } as const;
            expect(await store.getExchange(id)).toEqual(record.exchange);
            expect(await store.getExchangeSummary(id)).toEqual(summarize(record.exchange));
            expect((await store.listExchanges({}, 1)).items).toEqual([summarize(record.exchange)]);
            expect((await bytesOf(await store.openBody(source))).equals(body)).toBe(true);
            const part = await store.readBody(source, 1, 100);
            expect(part?.totalBytes).toBe(body.byteLength);
            expect(Buffer.from(part?.bytes ?? []).equals(body.subarray(1, 101))).toBe(true);
          },
        ),
        { numRuns: 150 },
      );
    });

    test('every outcome is kept as it was told', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const { id: binId } = await inboxOf(store);
      const outcomes = [
        responded(200),
        responded(599),
        { state: 'failed', reason: 'malformed', message: 'Bad.', status: 400, failedAt: 5 },
        { state: 'failed', reason: 'reply_aborted', message: 'Gone.', failedAt: 6 },
      ] as const;
      for (const outcome of outcomes) {
        const told = newExchange(binId);
        await store.appendExchange(told);
        await store.setOutcome(told.exchange.id, outcome);
        const known = newExchange(binId, { outcome });
        await store.appendExchange(known);
        for (const { exchange } of [told, known]) {
          const expected = { ...exchange, outcome };
          expect(await store.getExchange(exchange.id)).toEqual(expected);
          expect(await store.getExchangeSummary(exchange.id)).toEqual(summarize(expected));
        }
      }
    });

    test('what was found out about a request is kept, told in lists, and replaced when it is checked again', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const { id: binId } = await inboxOf(store);
      const plain = newExchange(binId);
      const found = newExchange(binId);
      Object.assign(found.exchange, findings);
      await store.appendExchange(plain);
      await store.appendExchange(found);
      expect(await store.getExchange(plain.exchange.id)).toEqual(plain.exchange);
      expect(await store.getExchange(found.exchange.id)).toEqual(found.exchange);
      expect((await store.listExchanges({ isRefused: true }, 10)).items).toEqual([summarize(found.exchange)]);
      expect((await store.listExchanges({ isRefused: false }, 10)).items).toEqual([
        summarize(plain.exchange),
      ]);
      const span = { fromAt: 0, toAt: Date.now() };
      expect(await store.histogram({ isRefused: true, ...span }, 1)).toMatchObject([{ count: 1 }]);

      expect(await store.countRefused(binId)).toBe(1);
      // Counted, but not as unread: who is kept out gets no one's attention.
      expect(await inboxOf(store)).toMatchObject({ exchangeCount: 2, unreadCount: 1 });
      await store.clearBin(binId);
      expect(await store.countRefused(binId)).toBe(0);
      await store.restoreBin(binId);
      expect(await store.countRefused(binId)).toBe(1);

      const again = {
        recognition: findings.recognition,
        verification: { status: 'verified', checkedAt: 9 },
      } as const;
      await store.setFindings(found.exchange.id, again);
      const { refusal, answered, confirmation, ...rest } = { ...found.exchange, ...findings };
      expect({ refusal, answered, confirmation }).toMatchObject({ refusal: findings.refusal });
      expect(await store.getExchange(found.exchange.id)).toEqual({ ...rest, ...again });
      expect(await store.getExchangeSummary(found.exchange.id)).toEqual(summarize({ ...rest, ...again }));
    });

    test('what an earlier run left pending has failed', async () => {
      const fixture = await createFixture(openTestStore);
      const first = await fixture.open();
      const { id: binId } = await inboxOf(first);
      const [pending, ended] = await append(first, binId, {}, { outcome: responded(204) });
      await first.close();
      const second = await fixture.open();
      expect((await second.getExchange(pending ?? ''))?.outcome).toEqual({
        state: 'failed',
        reason: 'interrupted',
        message: 'Hookbench ended before this request was answered.',
        failedAt: fixture.clock.now(),
      });
      expect((await second.getExchange(ended ?? ''))?.outcome).toEqual(responded(204));
    });

    test('pages do not shift while rows arrive', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const { id: binId } = await inboxOf(store);
      const ids = await append(store, binId, ...Array.from({ length: 7 }, () => ({ body: 'same word' })));
      for (const filter of [{}, { binId }, { query: 'word' }, { fromAt: 0 }]) {
        const seen: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await store.listExchanges(filter, 3, cursor);
          seen.push(...page.items.map((item) => item.id));
          cursor = page.nextCursor;
          await append(store, binId, { body: 'same word' });
        } while (cursor !== undefined);
        expect(seen.slice(-7)).toEqual(ids.toReversed());
        expect(new Set(seen).size).toBe(seen.length);
      }
    });

    test('a list is narrowed by bin and time, the end of the time left out', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const { id: binId } = await inboxOf(store);
      const [, second, third] = await append(
        store,
        binId,
        { receivedAt: 100 },
        { receivedAt: 200 },
        { receivedAt: 300 },
        { receivedAt: 400 },
      );
      expect(await idsOf(store.listExchanges({ binId, fromAt: 200, toAt: 400 }, 10))).toEqual([
        third,
        second,
      ]);
      expect(await idsOf(store.listExchanges({ binId: 'bin_other' }, 10))).toEqual([]);
    });

    test('the histogram counts arrivals, and apart those that failed or got 400 and above', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const { id: binId } = await inboxOf(store);
      await append(
        store,
        binId,
        { receivedAt: 99, body: 'needle' },
        { receivedAt: 100, body: 'needle' },
        { receivedAt: 109, outcome: responded(404), body: 'needle' },
        { receivedAt: 110, outcome: responded(399) },
        { receivedAt: 129, outcome: { state: 'failed', reason: 'aborted', message: '', failedAt: 1 } },
        { receivedAt: 130 },
      );
      const counts = async (filter: { query?: string; binId?: string }) =>
        (await store.histogram({ ...filter, fromAt: 100, toAt: 130 }, 3)).map((bucket) => [
          bucket.fromAt,
          bucket.count,
          bucket.failedCount,
        ]);
      const all = [
        [100, 2, 1],
        [110, 1, 0],
        [120, 1, 1],
      ];
      expect(await counts({})).toEqual(all);
      expect(await counts({ binId })).toEqual(all);
      expect(await counts({ query: 'needle' })).toEqual([
        [100, 2, 1],
        [110, 0, 0],
        [120, 0, 0],
      ]);
      expect(await counts({ query: 'status:4xx' })).toEqual([
        [100, 1, 1],
        [110, 0, 0],
        [120, 0, 0],
      ]);
    });

    test('a summary says how many deliveries were made', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const [exchangeId = ''] = await append(store, (await inboxOf(store)).id, {});
      await store.createDelivery(newDelivery({ exchangeId }));
      await store.createDelivery(newDelivery({ exchangeId }));
      expect((await store.listExchanges({}, 1)).items[0]?.deliveryCount).toBe(2);
    });

    test('a write that is refused does not take its neighbours along', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const { id: binId } = await inboxOf(store);
      const [first, last] = [newExchange(binId), newExchange(binId)];
      const results = await Promise.allSettled([
        store.appendExchange(first),
        store.appendExchange(newExchange('bin_none')),
        store.appendExchange(first),
        store.appendExchange(last),
      ]);
      expect(results.map((result) => result.status)).toEqual([
        'fulfilled',
        'rejected',
        'rejected',
        'fulfilled',
      ]);
      expect(await idsOf(store.listExchanges({}, 10))).toEqual([last.exchange.id, first.exchange.id]);
      expect(await inboxOf(store)).toMatchObject({ exchangeCount: 2, unreadCount: 2 });
    });

    test('what is not there reads as undefined', async () => {
      const store = await (await createFixture(openTestStore)).open();
      expect(await store.getExchange('exc_none')).toBeUndefined();
      expect(await store.getExchangeSummary('exc_none')).toBeUndefined();
      expect(await store.readBody({ kind: 'exchange', exchangeId: 'exc_none' }, 0, 1)).toBeUndefined();
      expect(await store.openBody({ kind: 'attempt', attemptId: 'att_none' })).toBeUndefined();
    });
  });
}
