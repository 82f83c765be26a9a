import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readBodyStart } from './body-paths.ts';
import type { Database } from './driver.ts';
import { contentsColumns, exchangeColumns } from './exchange-columns.ts';
import { openReaderDatabase, openWriterDatabase, storeIdOf } from './open-database.ts';
import { createReads } from './reader.ts';
import { openSearchIndex } from './search-index.ts';
import type { SearchIndex } from './search-index.ts';
import { searchCases, searchRows } from './suite-search.ts';
import { newBin, newExchange } from './testing/store-records.ts';
import type { ExchangeParts } from './testing/store-records.ts';
import { createWriter } from './writer.ts';

const inbox = newBin('inbox', { isDefault: true });
const inboxId = inbox.id;

describe('search index', () => {
  let dataDir: string;
  let writerDb: Database;
  let readerDb: Database;
  let index: SearchIndex;
  const opened: { close(): void }[] = [];

  const readFileStart = (sha256: string, byteCount: number) => readBodyStart(dataDir, sha256, byteCount);
  const openIndex = (storeId = storeIdOf(readerDb)) => {
    const made = openSearchIndex(dataDir, readerDb, storeId, readFileStart);
    opened.push(made);
    return made;
  };
  const reads = () => createReads(readerDb, index, readFileStart);
  const found = (query: string) =>
    reads()
      .listExchanges({ query }, 100)
      .items.map((item) => item.id);
  const indexAll = () => {
    while (index.step());
  };

  const append = (...parts: ExchangeParts[]): string[] => {
    const writer = createWriter(writerDb);
    return parts.map((part) => {
      const { exchange, bytes } = newExchange(inboxId, part);
      const body = bytes.kind === 'inline' ? bytes.bytes : new Uint8Array();
      const outcome = exchange.outcome.state === 'pending' ? undefined : JSON.stringify(exchange.outcome);
      writer.apply(
        [
          {
            kind: 'appendExchange',
            binId: inboxId,
            exchange: exchangeColumns(exchange),
            contents: contentsColumns(exchange),
            outcome,
            isUnread: true,
            findings: undefined,
            bytes: { kind: 'inline', offset: 0, length: body.byteLength },
          },
        ],
        body,
      );
      return exchange.id;
    });
  };

  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'hookbench-index-'));
    mkdirSync(join(dataDir, 'bodies'));
    writerDb = openWriterDatabase({ dataDir, startedAt: 1, inbox, isRestart: false }).db;
    readerDb = openReaderDatabase(dataDir);
    index = openIndex();
  });
  afterEach(() => {
    for (const each of opened.splice(0)) each.close();
    readerDb.close();
    writerDb.close();
    rmSync(dataDir, { recursive: true });
  });

  test.each([0, 2, 4])('finds the same with the first %i rows indexed', (indexedCount) => {
    const parts = Object.values(searchRows);
    const ids = append(...parts.slice(0, indexedCount));
    indexAll();
    ids.push(...append(...parts.slice(indexedCount)));
    expect(index.unindexedCount).toBe(4 - indexedCount);
    const names = new Map(ids.map((id, at) => [id, Object.keys(searchRows)[at] ?? '']));
    expect(searchCases.map(([query]) => [query, found(query).map((id) => names.get(id))])).toEqual(
      searchCases,
    );
  });

  test('goes on where it stopped, also after a restart', () => {
    const [first] = append({ body: 'needle one' });
    indexAll();
    index.close();
    opened.splice(0);
    const [second] = append({ body: 'needle two' });
    index = openIndex();
    expect(index.unindexedCount).toBe(1);
    expect(found('needle')).toEqual([second, first]);
    indexAll();
    expect(index.unindexedCount).toBe(0);
    expect(found('needle')).toEqual([second, first]);
  });

  test('pages through what it finds', () => {
    const ids = append(...Array.from({ length: 5 }, () => ({ body: 'needle' })));
    indexAll();
    const first = reads().listExchanges({ query: 'needle' }, 3);
    const second = reads().listExchanges({ query: 'needle' }, 3, first.nextCursor);
    expect([...first.items, ...second.items].map((item) => item.id)).toEqual(ids.toReversed());
    expect(second.nextCursor).toBeUndefined();
  });

  test('forgets rows that are gone', () => {
    append({ body: 'needle' });
    indexAll();
    index.forget([1]);
    expect([...(index.find(['needle'], 100) ?? [])]).toEqual([]);
  });

  test('the index of another store is not taken for its own', () => {
    const [id] = append({ body: 'needle' });
    indexAll();
    index.close();
    opened.splice(0);
    index = openIndex('another');
    expect(index.unindexedCount).toBe(1);
    expect(found('needle')).toEqual([id]);
  });
});
