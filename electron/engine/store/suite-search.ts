import { describe, expect, test } from 'vitest';
import { append, createFixture, idsOf, inboxOf } from './testing/store-fixture.ts';
import { responded } from './testing/store-records.ts';
import type { OpenTestStore } from './testing/store-fixture.ts';
import type { ExchangeParts } from './testing/store-records.ts';

const json = [{ name: 'Content-Type', value: 'application/json; charset=utf-8' }];

/** What the search cases are about, oldest first. */
export const searchRows: Record<string, ExchangeParts> = {
  order: {
    body: '{"event":"order.created","note":"Grüße aus Köln 🎉"}',
    outcome: responded(200),
    findings: {
      recognition: { providerId: 'shopify', eventType: 'orders/create' },
      verification: { status: 'verified', checkedAt: 1 },
    },
    request: { target: '/shop/orders?ref=abc', headers: [...json, { name: 'X-Sender', value: 'Acme Web' }] },
  },
  refund: {
    body: 'event=refund&amount=100%25',
    outcome: responded(404),
    findings: {
      recognition: { providerId: 'paypal', eventType: 'PAYMENT.CAPTURE.REFUNDED' },
      verification: { status: 'rejected', reason: 'signature_mismatch', checkedAt: 1 },
    },
    request: { method: 'PUT', target: '/shop/refunds?ref=orders', via: 'tunnel' },
  },
  binary: {
    body: Uint8Array.from([0xff, 0x00, ...Buffer.from('hidden in bytes')]),
    outcome: { state: 'failed', reason: 'malformed', message: '', status: 400, failedAt: 1 },
    request: { target: '/a_b', headers: [{ name: 'Content-Type', value: 'image/png' }] },
  },
  latin: {
    body: Buffer.from('Stra\u00dfe', 'latin1'),
    request: {
      method: 'GET',
      target: Buffer.from('/köln').toString('latin1'),
      headers: [{ name: 'content-type', value: 'text/plain; charset=iso-8859-1' }],
    },
  },
};

/** A query, and the rows it finds, newest first. */
export const searchCases: [query: string, expected: string[]][] = [
  ['', ['latin', 'binary', 'refund', 'order']],
  ['order.created', ['order']],
  ['ORDER.Created', ['order']],
  ['orders', ['refund', 'order']],
  ['orders acme', ['order']],
  ['acme web', ['order']],
  ['"acme web"', ['order']],
  ['"web acme"', []],
  ['"event":"order', ['order']],
  ['grüße', ['order']],
  ['GRÜSSE', []],
  ['KÖLN', ['latin', 'order']],
  ['🎉', ['order']],
  ['straße', ['latin']],
  ['hidden', []],
  ['100%25', ['refund']],
  ['a_b', ['binary']],
  ['a%b', []],
  ['sh', ['refund', 'order']],
  ['sh acme', ['order']],
  ['x-sender', []],
  ['method:put', ['refund']],
  ['method:PU', []],
  ['status:404', ['refund']],
  ['status:4xx', ['binary', 'refund']],
  ['status:4', ['binary', 'refund']],
  ['status:20', ['order']],
  ['status:1xx', []],
  ['status:pending', ['latin']],
  ['status:failed', ['binary']],
  ['status:responded', ['refund', 'order']],
  ['status:nonsense', []],
  ['provider:shopify', ['order']],
  ['provider:Shop', []],
  ['provider:none', ['latin', 'binary']],
  ['event:refunded', ['refund']],
  ['event:orders/', ['order']],
  ['event:%', []],
  ['verification:verified', ['order']],
  ['verification:REJECTED', ['refund']],
  ['verification:signature_mismatch', ['refund']],
  ['verification:none', ['latin', 'binary']],
  ['verification: provider:paypal', ['refund']],
  ['path:orders', ['order']],
  ['path:"/shop/"', ['refund', 'order']],
  ['path:a_b', ['binary']],
  ['path:a%b', []],
  ['type:json', ['order']],
  ['type:IMAGE', ['binary']],
  ['via:tunnel', ['refund']],
  ['via:', ['latin', 'binary', 'refund', 'order']],
  ['orders method:put', ['refund']],
  ['method:post status:2xx order', ['order']],
  ['nothing:like', []],
  ['"unclosed acme', []],
  ['"acme', ['order']],
];

export function searchSuite(openTestStore: OpenTestStore): void {
  describe('search', () => {
    test('finds what the query says', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const { id: binId } = await inboxOf(store);
      const ids = await append(store, binId, ...Object.values(searchRows));
      const names = new Map(ids.map((id, index) => [id, Object.keys(searchRows)[index] ?? '']));
      const found: typeof searchCases = [];
      for (const [query] of searchCases) {
        const list = await idsOf(store.listExchanges({ query }, 10));
        found.push([query, list.map((id) => names.get(id) ?? id)]);
      }
      expect(found).toEqual(searchCases);
    });

    test('a search stays in its bin and leaves out what was cleared', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const { id: binId } = await inboxOf(store);
      await append(store, binId, { body: 'needle' });
      await store.clearBin(binId);
      const [kept] = await append(store, binId, { body: 'needle' });
      expect(await idsOf(store.listExchanges({ query: 'needle' }, 10))).toEqual([kept]);
      expect(await idsOf(store.listExchanges({ query: 'needle', binId: 'bin_other' }, 10))).toEqual([]);
    });

    test('a long text body is searched up to 64 KiB, also when a file holds it', async () => {
      const store = await (await createFixture(openTestStore)).open();
      const { id: binId } = await inboxOf(store);
      const near = `${'é'.repeat(30_000)} needle ${'é'.repeat(10_000)}`;
      const far = `x${'é'.repeat(40_000)} needle`;
      const [found] = await append(store, binId, { body: near }, { body: far });
      expect(await idsOf(store.listExchanges({ query: 'needle' }, 10))).toEqual([found]);
      // The limit cuts a character of the second body in two, which makes it no less of a text.
      expect(await idsOf(store.listExchanges({ query: 'xéé' }, 10))).toHaveLength(1);
    });
  });
}
