import { createHash } from 'node:crypto';
import { mkdirSync, statfsSync, statSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { join } from 'node:path';
import { INBOX_SLUG, defaultSetup } from '../../../shared/model/bin.ts';
import { defaultReply } from '../../../shared/model/reply.ts';
import type { BodySource } from '../../../shared/model/body.ts';
import { StoreUnavailable } from '../ports.ts';
import type { Clock, DeliveryState, Ids, Log, Store, StoredBytes } from '../ports.ts';
import { DamagedBody, createBodyFiles } from './body-files.ts';
import { createBodySpool } from './body-spool.ts';
import { attemptColumns, deliveryColumns } from './deliveries.ts';
import { lowSpaceSentence, problemSentence } from './disk-guard.ts';
import { contentsColumns, exchangeColumns, findingColumns, findingsText } from './exchange-columns.ts';
import { DATABASE_NAME, hasDatabaseAside } from './open-database.ts';
import { encodeOutcome } from './outcome-code.ts';
import type { BytesRef, StoredState, WorkerSettings, WriteOp } from './protocol.ts';
import { openConnection } from './store-connection.ts';
import type { StoreConnection } from './store-connection.ts';
import { workerThreadStarter } from './worker-thread.ts';
import type { StartThread } from './worker-thread.ts';

export interface OpenStoreOptions {
  /** Made when it is missing. */
  dataDir: string;
  /** The built `store-worker`. */
  workerPath: string | URL;
  log: Log;
  ids: Ids;
  clock: Clock;
  /** Below this much free space nothing is stored any more; default 200 MB, on a small disk a tenth of it. */
  minimumFreeBytes?: number;
}

const INLINE_LIMIT_BYTES = 256 * 1024;
const MINIMUM_FREE_BYTES = 200_000_000;

/** A memory disk or a stick may be smaller than the reserve of a large disk, and is to be usable all the same. */
function defaultMinimumFreeBytes(dataDir: string): number {
  const { blocks, bsize } = statfsSync(dataDir);
  return Math.min(MINIMUM_FREE_BYTES, Math.floor((blocks * bsize) / 10));
}

/** Rejects with a sentence when the folder can't be used, or holds what a newer Hookbench wrote. */
export const openStore = (options: OpenStoreOptions): Promise<Store> =>
  openStoreWith(options, workerThreadStarter(options.workerPath));

/** As `openStore`, with workers of the caller's making. */
export async function openStoreWith(
  options: Omit<OpenStoreOptions, 'workerPath'>,
  start: StartThread,
): Promise<Store> {
  const { dataDir, ids, clock, log } = options;
  try {
    mkdirSync(join(dataDir, 'bodies'), { recursive: true, mode: 0o700 });
  } catch (error) {
    throw new StoreUnavailable(problemSentence(error, dataDir) ?? String(error), { cause: error });
  }
  const minimumFreeBytes = options.minimumFreeBytes ?? defaultMinimumFreeBytes(dataDir);
  const settings: Omit<WorkerSettings, 'role'> = {
    dataDir,
    minimumFreeBytes,
    startedAt: clock.now(),
    isRestart: false,
    inbox: {
      id: ids.next('bin'),
      name: 'Inbox',
      slug: INBOX_SLUG,
      isDefault: true,
      createdAt: clock.now(),
      reply: defaultReply(),
      ...defaultSetup(),
      exchangeCount: 0,
      unreadCount: 0,
    },
  };
  const spoolPrefix = ids.next('exc').slice('exc_'.length);
  const files = createBodyFiles(dataDir, spoolPrefix);
  const connection = await openConnection({ settings, start, clock, log, onPurged: files.remove });
  // A damaged database that was kept may be repaired one day, and needs its files then.
  const sweep = hasDatabaseAside(dataDir)
    ? Promise.resolve()
    : files
        .sweep((hashes) => connection.read('unreferencedHashes', hashes))
        .catch((error: unknown) => log.warn(`Unused body files could not be removed: ${String(error)}`));
  return makeStore({ connection, files, sweep, dataDir, minimumFreeBytes, clock, spoolPrefix });
}

const storedState = ({ status, standing }: DeliveryState): StoredState => ({
  status,
  standing: JSON.stringify(standing),
});

interface StoreParts {
  connection: StoreConnection;
  files: ReturnType<typeof createBodyFiles>;
  sweep: Promise<void>;
  dataDir: string;
  minimumFreeBytes: number;
  clock: Clock;
  spoolPrefix: string;
}

function makeStore({
  connection,
  files,
  sweep,
  dataDir,
  minimumFreeBytes,
  clock,
  spoolPrefix,
}: StoreParts): Store {
  let spoolCount = 0;

  const writeWithBytes = async (bytes: StoredBytes, makeOp: (ref: BytesRef) => WriteOp) => {
    if (bytes.kind === 'inline') {
      await connection.write(makeOp, bytes.bytes);
      return;
    }
    files.claim(bytes.sha256);
    await connection.write(() => makeOp(bytes));
  };
  const write = async (op: WriteOp) => {
    await connection.write(() => op);
  };

  const checkSpace = async () => {
    if (connection.problem !== undefined) throw new StoreUnavailable(connection.problem);
    const stats = await statfs(dataDir);
    const freeBytes = stats.bavail * stats.bsize;
    if (freeBytes < minimumFreeBytes)
      throw new StoreUnavailable(lowSpaceSentence(dataDir, freeBytes, minimumFreeBytes));
  };

  async function* inlineChunks(bytes: Uint8Array) {
    if (bytes.byteLength > 0) yield await Promise.resolve(bytes);
  }

  return {
    inlineLimitBytes: INLINE_LIMIT_BYTES,

    listBins: () => connection.read('listBins'),
    createBin: (bin) => write({ kind: 'createBin', bin }),
    updateBin: (id, change) => write({ kind: 'updateBin', id, change }),
    deleteBin: (id) => write({ kind: 'deleteBin', id, deletedAt: clock.now() }),
    clearBin: (id) => write({ kind: 'clearBin', id }),
    restoreBin: (id) => connection.write(() => ({ kind: 'restoreBin', id })),
    markBinRead: (id) => write({ kind: 'markBinRead', id }),

    appendExchange: ({ exchange, bytes, queueFor }) =>
      writeWithBytes(bytes, (ref) => ({
        kind: 'appendExchange',
        binId: exchange.binId,
        exchange: exchangeColumns(exchange),
        contents: contentsColumns(exchange),
        isUnread: exchange.refusal === undefined,
        outcome: exchange.outcome.state === 'pending' ? undefined : JSON.stringify(exchange.outcome),
        findings: findingsText(exchange),
        bytes: ref,
        ...(queueFor === undefined ? {} : { queue: { ruleIds: queueFor, queuedAt: exchange.receivedAt } }),
      })),
    setFindings: (exchangeId, findings) =>
      write({
        kind: 'setFindings',
        exchangeId,
        columns: findingColumns(findings),
        findings: findingsText(findings),
      }),
    async setOutcome(exchangeId, outcome) {
      const op: WriteOp = {
        kind: 'setOutcome',
        exchangeId,
        code: encodeOutcome(outcome),
        outcome: JSON.stringify(outcome),
      };
      await connection.write(() => op, undefined, true);
    },
    listExchanges: (filter, limit, cursor) => connection.read('listExchanges', filter, limit, cursor),
    histogram: (filter, buckets) => connection.read('histogram', filter, buckets),
    countRefused: (binId) => connection.read('countRefused', binId),
    getExchange: (id) => connection.read('getExchange', id),
    getExchangeSummary: (id) => connection.read('getExchangeSummary', id),

    async readBody(source: BodySource, offset: number, length: number) {
      const found = await connection.read('locateBody', source, offset, length);
      if (found === undefined) return undefined;
      const { totalBytes } = found;
      if (found.kind === 'inline') return { bytes: found.bytes, totalBytes };
      const bytes = await files.read(found.sha256, offset, length);
      return bytes === undefined ? undefined : { bytes, totalBytes };
    },
    async readStored(bytes, limitBytes) {
      if (bytes.kind === 'inline') return bytes.bytes.subarray(0, limitBytes);
      return (await files.read(bytes.sha256, 0, limitBytes)) ?? new Uint8Array();
    },
    async openBody(source) {
      const found = await connection.read('locateBody', source, 0, INLINE_LIMIT_BYTES);
      if (found === undefined) return undefined;
      if (found.kind === 'file') return files.stream(found.sha256);
      if (createHash('sha256').update(found.bytes).digest('hex') !== found.sha256)
        throw new DamagedBody(found.sha256);
      return inlineChunks(found.bytes);
    },
    createSpool() {
      spoolCount += 1;
      return createBodySpool({
        dataDir,
        name: `${spoolPrefix}-${spoolCount}`,
        checkSpace,
        onNaming: files.claim,
        onProblem: (problem) => connection.fail(problem.message),
      });
    },

    createDelivery: ({ delivery, bytes, queueSeq }) =>
      writeWithBytes(bytes, (ref) => ({
        kind: 'createDelivery',
        deliveryId: delivery.id,
        row: deliveryColumns(delivery),
        exchangeId: delivery.exchangeId,
        bytes: ref,
        queueSeq,
      })),
    async saveAttempt(deliveryId, attempt, { bytes, state, dequeueSeq } = {}) {
      const row = attemptColumns(attempt, bytes !== undefined);
      const op = (ref: BytesRef | undefined): WriteOp => ({
        kind: 'saveAttempt',
        deliveryId,
        attemptId: attempt.id,
        row,
        bytes: ref,
        state: state === undefined ? undefined : storedState(state),
        dequeueSeq,
      });
      await (bytes === undefined ? write(op(undefined)) : writeWithBytes(bytes, op));
    },
    setDeliveryState: (deliveryId, state, dequeueSeq) =>
      write({ kind: 'setDeliveryState', deliveryId, state: storedState(state), dequeueSeq }),
    getDelivery: (id) => connection.read('getDelivery', id),
    getAttempt: (id) => connection.read('getAttempt', id),
    listDeliveries: (filter, limit, cursor) => connection.read('listDeliveries', filter, limit, cursor),
    recentDestinations: (exchangeId, limit) => connection.read('recentDestinations', exchangeId, limit),
    listSentWithBody: (sha256) => connection.read('listSentWithBody', sha256),
    listRecentlySent: (limit) => connection.read('listRecentlySent', limit),

    listQueue: (ruleId, afterSeq, limit) => connection.read('listQueue', ruleId, afterSeq, limit),
    queueLengths: () => connection.read('queueLengths'),
    dequeue: (ruleId, seq) => write({ kind: 'dequeue', ruleId, seq }),

    listDrafts: () => connection.read('listDrafts'),
    saveDraft: (draft) => write({ kind: 'saveDraft', draft }),
    deleteDraft: (id) => write({ kind: 'deleteDraft', id }),

    async usage() {
      const [stats, fileBytes] = await Promise.all([statfs(dataDir), connection.read('bodyFileBytes')]);
      const databases = [DATABASE_NAME, 'search.db'].flatMap((name) => [name, `${name}-wal`]);
      const sizes = databases.map(
        (name) => statSync(join(dataDir, name), { throwIfNoEntry: false })?.size ?? 0,
      );
      return {
        sizeBytes: sizes.reduce((sum, size) => sum + size, fileBytes),
        freeBytes: stats.bavail * stats.bsize,
      };
    },
    onProblem: (listener) => connection.onProblem(listener),
    async close() {
      await sweep;
      await connection.close();
    },
  };
}
