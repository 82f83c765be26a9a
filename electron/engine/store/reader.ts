import { listBins } from './bins.ts';
import { bodyFileBytes, unreferencedHashes } from './body-references.ts';
import {
  getAttempt,
  getDelivery,
  listDeliveries,
  listRecentlySent,
  listSentWithBody,
  recentDestinations,
} from './deliveries.ts';
import { listDrafts } from './drafts.ts';
import type { Database } from './driver.ts';
import { createExchangeLists } from './exchange-list.ts';
import { countRefused, getExchange, getExchangeSummary, locateBody } from './exchanges.ts';
import { listQueue, queueLengths } from './forward-queue.ts';
import type { Reads } from './protocol.ts';
import type { SearchIndex } from './search-index.ts';
import type { ReadFileStart } from './search-text.ts';

/** All reads, on a connection of their own, so that a slow one does not hold up a write. */
export function createReads(db: Database, index: SearchIndex, readFileStart: ReadFileStart): Reads {
  const lists = createExchangeLists(db, index, readFileStart);
  return {
    listBins: () => listBins(db),
    listExchanges: (filter, limit, cursor) => lists.list(filter, limit, cursor),
    histogram: (filter, buckets) => lists.histogram(filter, buckets),
    countRefused: (binId) => countRefused(db, binId),
    getExchange: (id) => getExchange(db, id),
    getExchangeSummary: (id) => getExchangeSummary(db, id),
    locateBody: (source, offset, length) => locateBody(db, source, offset, length),
    getDelivery: (id) => getDelivery(db, id),
    getAttempt: (id) => getAttempt(db, id),
    listDeliveries: (filter, limit, cursor) => listDeliveries(db, filter, limit, cursor),
    recentDestinations: (exchangeId, limit) => recentDestinations(db, exchangeId, limit),
    listSentWithBody: (sha256) => listSentWithBody(db, sha256),
    listRecentlySent: (limit) => listRecentlySent(db, limit),
    listQueue: (ruleId, afterSeq, limit) => listQueue(db, ruleId, afterSeq, limit),
    queueLengths: () => queueLengths(db),
    listDrafts: () => listDrafts(db),
    unreferencedHashes: (hashes) => unreferencedHashes(db, hashes),
    bodyFileBytes: () => bodyFileBytes(db),
  };
}
