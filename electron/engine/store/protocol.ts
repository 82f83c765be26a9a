import type { Bin } from '../../../shared/model/bin.ts';
import type { BodySource } from '../../../shared/model/body.ts';
import type { Attempt, DeliveryStatus, Delivery, DeliverySummary } from '../../../shared/model/delivery.ts';
import type { Draft } from '../../../shared/model/draft.ts';
import type { Exchange, ExchangeSummary } from '../../../shared/model/exchange.ts';
import type { ExchangeFilter } from '../../../shared/ipc/contract.ts';
import type { BinChange, Page, QueueLength, QueuedRequest, SentMessage } from '../ports.ts';
import type { SqlValue } from './driver.ts';

/** What the main thread and the store's two workers say to each other. */

/** Where the bytes of a body are: a part of the batch's one buffer, or a file that is on disk already. */
export type BytesRef =
  { kind: 'inline'; offset: number; length: number } | { kind: 'file'; sha256: string; sizeBytes: number };

/**
 * One write. Rows are made on the main side as flat lists of column values: a structured clone of those costs a tenth
 * of one of the nested objects.
 */
export type WriteOp =
  | {
      kind: 'appendExchange';
      binId: string;
      exchange: SqlValue[];
      contents: SqlValue[];
      /** False for one that its bin refused: it is counted, and asks for no one's attention. */
      isUnread: boolean;
      /** Absent while it is pending. */
      outcome: string | undefined;
      /** Absent when there are none. */
      findings: string | undefined;
      bytes: BytesRef;
      /** Forward rules that it waits for. */
      queue?: { ruleIds: readonly string[]; queuedAt: number } | undefined;
    }
  | { kind: 'setFindings'; exchangeId: string; columns: SqlValue[]; findings: string | undefined }
  | { kind: 'setOutcome'; exchangeId: string; code: number; outcome: string }
  | {
      kind: 'createDelivery';
      deliveryId: string;
      row: SqlValue[];
      exchangeId: string | undefined;
      bytes: BytesRef;
      queueSeq: number | undefined;
    }
  | {
      kind: 'saveAttempt';
      deliveryId: string;
      attemptId: string;
      row: SqlValue[];
      bytes: BytesRef | undefined;
      state: StoredState | undefined;
      dequeueSeq: number | undefined;
    }
  | {
      kind: 'setDeliveryState';
      deliveryId: string;
      state: StoredState;
      dequeueSeq: number | undefined;
    }
  | { kind: 'dequeue'; ruleId: string; seq: number | undefined }
  | { kind: 'createBin'; bin: Bin }
  | { kind: 'updateBin'; id: string; change: BinChange }
  | { kind: 'deleteBin'; id: string; deletedAt: number }
  | { kind: 'clearBin'; id: string }
  | { kind: 'restoreBin'; id: string }
  | { kind: 'markBinRead'; id: string }
  | { kind: 'saveDraft'; draft: Draft }
  | { kind: 'deleteDraft'; id: string };

/** A `DeliveryState`; `standing` as JSON. */
export interface StoredState {
  status: DeliveryStatus;
  standing: string;
}

/** `refused` is the caller's mistake, and only that write failed; `unavailable` is the disk's. */
export type WriteResult =
  | { kind: 'stored'; bin?: Bin }
  | { kind: 'refused'; code: 'conflict' | 'internal'; message: string }
  | { kind: 'unavailable'; message: string };

export type BodyLocation =
  | { kind: 'inline'; bytes: Uint8Array; totalBytes: number; sha256: string }
  | { kind: 'file'; sha256: string; totalBytes: number };

/** Everything that is read from the database. */
export interface Reads {
  listBins: () => Bin[];
  listExchanges: (filter: ExchangeFilter, limit: number, cursor?: string) => Page<ExchangeSummary>;
  histogram: (
    filter: ExchangeFilter & { fromAt: number; toAt: number },
    buckets: number,
  ) => { fromAt: number; count: number; failedCount: number }[];
  countRefused: (binId: string) => number;
  getExchange: (id: string) => Exchange | undefined;
  getExchangeSummary: (id: string) => ExchangeSummary | undefined;
  /** Bytes `[offset, offset + length)` when inline. */
  locateBody: (source: BodySource, offset: number, length: number) => BodyLocation | undefined;
  getDelivery: (id: string) => Delivery | undefined;
  getAttempt: (id: string) => Attempt | undefined;
  listDeliveries: (
    filter: { exchangeId?: string; draftId?: string },
    limit: number,
    cursor?: string,
  ) => Page<DeliverySummary>;
  recentDestinations: (exchangeId: string, limit: number) => string[];
  listSentWithBody: (sha256: string) => Omit<SentMessage, 'body'>[];
  listRecentlySent: (limit: number) => SentMessage[];
  listQueue: (ruleId: string, afterSeq: number, limit: number) => QueuedRequest[];
  queueLengths: () => QueueLength[];
  listDrafts: () => Draft[];
  /** Of the given hashes, those that no row refers to. */
  unreferencedHashes: (hashes: string[]) => string[];
  bodyFileBytes: () => number;
}
export type ReadName = keyof Reads;

/** What a worker is started with. */
export interface WorkerSettings {
  role: 'writer' | 'reader';
  dataDir: string;
  minimumFreeBytes: number;
  /** Epoch ms. */
  startedAt: number;
  /** True when it takes over from a worker that crashed: what is pending then is not from an earlier run. */
  isRestart: boolean;
  /** Inbox, as it is made when the database has none. */
  inbox: Bin;
}

export type ToWorker =
  /** The first message; a worker that still loads meanwhile has lost no time. */
  | { kind: 'open' }
  | { kind: 'write'; batch: number; ops: WriteOp[]; bytes: ArrayBuffer }
  | { kind: 'probe'; batch: number }
  | { kind: 'read'; call: number; name: ReadName; args: unknown[] }
  /** Rows stored in the last span of time: the index is filled while there are few. */
  | { kind: 'stored'; count: number; spanMs: number }
  | { kind: 'purged'; seqs: number[] }
  | { kind: 'close' };

export type FromWorker =
  | { kind: 'ready'; warning: string | undefined }
  | { kind: 'unopened'; message: string; isNewer: boolean }
  /** `results` is absent when all of them were stored and none has a value. */
  | {
      kind: 'written';
      batch: number;
      results: WriteResult[] | undefined;
      problem: string | undefined;
      commitCount: number;
    }
  | { kind: 'read'; call: number; value: unknown }
  | { kind: 'readFailed'; call: number; message: string }
  /** These exchanges are gone for good, and the last reference to these body files with them. */
  | { kind: 'purged'; seqs: number[]; hashes: string[] }
  | { kind: 'log'; level: 'info' | 'warn' | 'error'; message: string }
  | { kind: 'closed' };
