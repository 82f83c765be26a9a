import type { Bin, BinSetup } from '../../shared/model/bin.ts';
import type { DefaultReply } from '../../shared/model/reply.ts';
import type { BodySource } from '../../shared/model/body.ts';
import type {
  Attempt,
  Delivery,
  DeliveryStanding,
  DeliveryStatus,
  DeliverySummary,
  DeliveryTrigger,
} from '../../shared/model/delivery.ts';
import type { Draft } from '../../shared/model/draft.ts';
import type { Exchange, ExchangeSummary, Findings, Outcome } from '../../shared/model/exchange.ts';
import type { Header } from '../../shared/model/header.ts';
import type { IdPrefix } from '../../shared/model/id.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { StoreUsage } from '../../shared/model/status.ts';
import type { SecretBackend, SecretName, SecretSummary } from '../../shared/model/secret.ts';
import type { ExchangeFilter } from '../../shared/ipc/contract.ts';

/** What the engine asks of the outside. Each port has one implementation for the desktop, the command line and tests. */

/** Returned by whatever opens or subscribes; calling it twice does no harm. */
export type Dispose = () => void;

export interface Clock {
  /** Epoch milliseconds. */
  now(): number;
  /** Milliseconds with fractions that never go back, from an arbitrary start. */
  monotonicMs(): number;
  /** Runs once after `delayMs`, unless disposed before. */
  after(delayMs: number, run: () => void): Dispose;
}

export interface Ids {
  /** Such as `exc_0193…`; ids of one prefix sort by the order they were made in. */
  next(prefix: IdPrefix): string;
}

/** One line per event of interest to who runs the program. Never bodies, never secrets. */
export interface Log {
  info(message: string): void;
  warn(message: string): void;
  error(message: string, error?: unknown): void;
}

export interface SettingsPort {
  read(): Settings;
  write(settings: Settings): void;
}

export interface SecretsPort {
  readonly backend: SecretBackend;
  /** Shown where secrets are entered, when they are not safe at rest. */
  readonly warning?: string;
  /** By name; never the values. */
  list(): Promise<SecretSummary[]>;
  get(name: SecretName): Promise<string | undefined>;
  /** Throws `CommandError('unsupported')` where secrets come from the environment only. */
  set(name: SecretName, value: string): Promise<void>;
  delete(name: SecretName): Promise<void>;
}

/** Bytes of a body: in memory when small, else a file that was written and synced by a `BodySpool`. */
export type StoredBytes =
  { kind: 'inline'; bytes: Uint8Array } | { kind: 'file'; sha256: string; sizeBytes: number };

/**
 * Takes a body of unknown length to a temporary file, chunk by chunk. Each method rejects with `StoreUnavailable` when
 * the disk can't take it; the spool is then discarded already.
 */
export interface BodySpool {
  /** Resolves when it makes sense to hand over more (backpressure). */
  write(chunk: Uint8Array): Promise<void>;
  /** Syncs the file and its folder, names it by its hash, and resolves with what a record refers to it by. */
  finish(): Promise<Extract<StoredBytes, { kind: 'file' }>>;
  discard(): Promise<void>;
}

/** The store can't take anything now (disk full, read-only, worker gone); `message` is a sentence for the user. */
export class StoreUnavailable extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StoreUnavailable';
  }
}

/** What of a bin can be changed; what is absent stays. Each part of the setup is replaced as a whole. */
export interface BinChange {
  name?: string;
  slug?: string;
  reply?: DefaultReply;
  setup?: Partial<BinSetup>;
}

export interface NewExchange {
  exchange: Exchange;
  bytes: StoredBytes;
  /** Forward rules whose queues take it, in the same transaction. */
  queueFor?: readonly string[];
}

/** A request that waits to be delivered by a forward rule. */
export interface QueuedRequest {
  /** Rises in the order of arrival. */
  seq: number;
  exchangeId: string;
  queuedAt: number;
  /** Absent until it was first tried. */
  deliveryId?: string;
}

export interface QueueLength {
  ruleId: string;
  length: number;
  oldestAt: number;
}

export interface NewDelivery {
  delivery: Delivery;
  bytes: StoredBytes;
  /** The row of the queue that it is made for. */
  queueSeq?: number | undefined;
}

/** How a delivery stands after, or between, its attempts. */
export interface DeliveryState {
  status: DeliveryStatus;
  standing: DeliveryStanding;
}

/** One message that was sent, with its body. */
export interface SentMessage {
  deliveryId: string;
  trigger: DeliveryTrigger;
  headers: readonly Header[];
  body: Uint8Array;
}

export interface Page<Item> {
  items: Item[];
  nextCursor?: string;
}

/**
 * Where everything is kept. A promise that a write resolved means it is on disk, synced; calls made in the same turn of
 * the event loop share transactions, a few writes one. Writes reject with `StoreUnavailable`, reads of what is not there resolve with
 * `undefined`. Implementations pass the suite in `store/store-suite.ts`.
 */
export interface Store {
  /** Every bin that is not deleted, Inbox first, then by creation; made with Inbox in it on first use. */
  listBins(): Promise<Bin[]>;
  createBin(bin: Bin): Promise<void>;
  updateBin(id: string, change: BinChange): Promise<void>;
  deleteBin(id: string): Promise<void>;
  /** Hides its exchanges and sets both counts to 0. */
  clearBin(id: string): Promise<void>;
  /** Undoes the last delete or clear of this run of the app; `undefined` when there is nothing to undo. */
  restoreBin(id: string): Promise<Bin | undefined>;
  markBinRead(id: string): Promise<void>;

  /** Also counts it in its bin, total and, unless the bin refused it, unread. */
  appendExchange(record: NewExchange): Promise<void>;
  /** Lazily grouped with the next writes; resolves when stored. */
  setOutcome(exchangeId: string, outcome: Outcome): Promise<void>;
  /** Puts other findings in place of those an exchange was stored with: it was verified anew. */
  setFindings(exchangeId: string, findings: Findings): Promise<void>;
  /** Newest first. */
  listExchanges(filter: ExchangeFilter, limit: number, cursor?: string): Promise<Page<ExchangeSummary>>;
  histogram(
    filter: ExchangeFilter & { fromAt: number; toAt: number },
    buckets: number,
  ): Promise<{ fromAt: number; count: number; failedCount: number }[]>;
  /** How many of a bin's exchanges it refused. */
  countRefused(binId: string): Promise<number>;
  getExchange(id: string): Promise<Exchange | undefined>;
  getExchangeSummary(id: string): Promise<ExchangeSummary | undefined>;

  /** Bytes `[offset, offset + length)` of a stored body, fewer at its end; `undefined` when there is no such body. */
  readBody(
    source: BodySource,
    offset: number,
    length: number,
  ): Promise<{ bytes: Uint8Array; totalBytes: number } | undefined>;
  /** The first `limitBytes` of a body that no record may refer to yet. */
  readStored(bytes: StoredBytes, limitBytes: number): Promise<Uint8Array>;
  /** The whole body as a stream of chunks of at most 1 MiB; rejects when the bytes no longer match their hash. */
  openBody(source: BodySource): Promise<AsyncIterable<Uint8Array> | undefined>;
  createSpool(): BodySpool;
  /** Bodies up to this size are kept inline; larger ones are to be spooled. */
  readonly inlineLimitBytes: number;

  createDelivery(record: NewDelivery): Promise<void>;
  /** Adds the attempt or, when its id is known, replaces it; with a `state`, both in one transaction. */
  saveAttempt(
    deliveryId: string,
    attempt: Attempt,
    change?: {
      /** The response body. */
      bytes?: StoredBytes | undefined;
      state?: DeliveryState;
      /** Removes this row of the queue. */
      dequeueSeq?: number;
    },
  ): Promise<void>;
  setDeliveryState(deliveryId: string, state: DeliveryState, dequeueSeq?: number): Promise<void>;
  getDelivery(id: string): Promise<Delivery | undefined>;
  getAttempt(id: string): Promise<Attempt | undefined>;
  /** Newest first. */
  listDeliveries(
    filter: { exchangeId?: string; draftId?: string },
    limit: number,
    cursor?: string,
  ): Promise<Page<DeliverySummary>>;
  /** URLs that this exchange, then others of its bin, were last delivered to; newest first, no duplicates. */
  recentDestinations(exchangeId: string, limit: number): Promise<string[]>;
  /** Deliveries that sent exactly this body, newest first. */
  listSentWithBody(sha256: string): Promise<Omit<SentMessage, 'body'>[]>;
  /** The newest deliveries of small bodies, forwards left out. */
  listRecentlySent(limit: number): Promise<SentMessage[]>;

  /** In the order of arrival, those after `afterSeq`. */
  listQueue(ruleId: string, afterSeq: number, limit: number): Promise<QueuedRequest[]>;
  /** Of every rule that has something waiting. */
  queueLengths(): Promise<QueueLength[]>;
  /** Removes one row of a rule's queue, or all of them; what was delivered of them stays. */
  dequeue(ruleId: string, seq?: number): Promise<void>;

  listDrafts(): Promise<Draft[]>;
  saveDraft(draft: Draft): Promise<void>;
  deleteDraft(id: string): Promise<void>;

  usage(): Promise<StoreUsage>;
  /** Called when writing begins to fail, with the sentence, and when it works again, with `undefined`. */
  onProblem(listener: (problem: string | undefined) => void): Dispose;
  /** Writes what is waiting, then closes. */
  close(): Promise<void>;
}

/** A child process with a message port: Electron's `utilityProcess` or Node's `child_process`. */
export interface ChildProcess {
  readonly pid: number | undefined;
  postMessage(message: unknown): void;
  onMessage(listener: (message: unknown) => void): Dispose;
  onExit(listener: (exitCode: number | null) => void): Dispose;
  kill(): void;
}

/** Starts the program that holds the native tunnel client. */
export type SpawnTunnelProcess = () => ChildProcess;
