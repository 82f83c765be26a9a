import type { CommandInput, ExchangeFilter } from '../../../shared/ipc/contract.ts';
import type { ExchangeSummary } from '../../../shared/model/exchange.ts';
import type { EventRun } from '../events.ts';
import { liveChange } from './live.ts';
import {
  countRows,
  missingPage,
  noRows,
  PAGE_SIZE,
  rowsFrom,
  trimmed,
  withArrivals,
  withNextPage,
  withPageAgain,
  withUpdates,
  type ListRows,
  type PageRead,
} from './rows.ts';

/** At most four reads of the first page a second, however fast requests arrive. */
const RELOAD_INTERVAL_MS = 250;
/** More arrivals than this in one frame are too many to read: then they are shown ten times a second. */
const FEW_ARRIVALS = 4;
const CROWD_INTERVAL_MS = 100;
/** Arrivals kept one by one; beyond, the first page is read again. */
const MAX_HEAD = 400;

export interface ExchangeListState {
  filter: ExchangeFilter;
  status: 'loading' | 'ready' | 'failed';
  /** Why it failed. */
  problem: string | undefined;
  rows: ListRows;
  /** Arrivals that are not shown yet, because the user reads further down. */
  newCount: number;
  /** True when there are more than `newCount`. */
  isNewCountMinimum: boolean;
}

export const emptyList: ExchangeListState = {
  filter: {},
  status: 'loading',
  problem: undefined,
  rows: noRows,
  newCount: 0,
  isNewCountMinimum: false,
};

export interface ListPorts {
  read: (input: CommandInput<'exchanges.list'>) => Promise<PageRead>;
  after: (delayMs: number, run: () => void) => void;
  get: () => ExchangeListState;
  set: (change: Partial<ExchangeListState>) => void;
}

/**
 * Keeps a list of exchanges current. At its top, arrivals appear as they come; further down the rows stand still and
 * arrivals are only counted. When they come faster than events can carry, the first page is read again at intervals.
 */
export class ExchangeList {
  readonly #ports: ListPorts;
  /** Rises with each filter, so that late answers to an older one are dropped. */
  #generation = 0;
  #isAtTop = true;
  #held: ExchangeSummary[] = [];
  #isReloadWaiting = false;
  #isReloadWanted = false;
  #isReadingPage = false;
  #isReadingTop = false;
  /** Arrivals since the first page began to be read: they may be in it or not. */
  #sinceRead: ExchangeSummary[] = [];
  /** Rises whenever the rows start over, so that a page is not put after rows it does not follow. */
  #topEpoch = 0;

  /** Taken in but not shown yet. */
  #arrivals: ExchangeSummary[] = [];
  #updates = new Map<string, ExchangeSummary>();
  #isTakeWaiting = false;

  constructor(ports: ListPorts) {
    this.#ports = ports;
  }

  /** Starts over with a filter; what is shown stays until the first page is there. */
  open(filter: ExchangeFilter): void {
    this.#generation += 1;
    this.#held = [];
    this.#arrivals = [];
    this.#updates = new Map();
    this.#isAtTop = true;
    this.#isReadingPage = false;
    this.#ports.set({ ...emptyList, filter });
    void this.#readTop();
  }

  /** Reads the same list from its start. */
  reopen(): void {
    this.open(this.#ports.get().filter);
  }

  take({ events, hasGap }: EventRun): void {
    const change = liveChange(this.#ports.get().filter, events);
    if (change.isOutdated) {
      this.reopen();
      return;
    }
    if (hasGap || change.mayHaveMore) this.#wantReload();
    if (change.arrivals.length === 0 && change.updates.size === 0) return;
    this.#arrivals.push(...change.arrivals);
    for (const [id, update] of change.updates) this.#updates.set(id, update);
    if (this.#isTakeWaiting) return;
    if (this.#arrivals.length <= FEW_ARRIVALS) {
      this.#takeQueued();
      return;
    }
    this.#isTakeWaiting = true;
    this.#ports.after(CROWD_INTERVAL_MS, () => {
      this.#isTakeWaiting = false;
      this.#takeQueued();
    });
  }

  #takeQueued(): void {
    const updates = this.#updates;
    const renew = (items: ExchangeSummary[]) =>
      updates.size === 0 ? items : items.map((item) => updates.get(item.id) ?? item);
    const arrivals = renew(this.#arrivals);
    this.#arrivals = [];
    this.#updates = new Map();
    this.#held = renew(this.#held);
    if (this.#isReadingTop) this.#sinceRead = [...renew(this.#sinceRead), ...arrivals].slice(-MAX_HEAD);
    const { rows, status } = this.#ports.get();
    const renewed = withUpdates(rows, updates);
    if (this.#isAtTop && status === 'ready') {
      const next = withArrivals(renewed, arrivals);
      if (next.head.length > MAX_HEAD) this.#wantReload();
      else this.#ports.set({ rows: next });
      return;
    }
    this.#hold(arrivals);
    this.#ports.set({ rows: renewed });
  }

  /** Tells whether the newest row is in sight; when it comes into sight, so does what has arrived since. */
  setAtTop(isAtTop: boolean): void {
    if (this.#isAtTop === isAtTop) return;
    this.#isAtTop = isAtTop;
    if (isAtTop) this.#release();
  }

  /** Tells which rows are in sight, so that they and the ones after them get read. */
  see(from: number, to: number): void {
    const { rows, status, filter } = this.#ports.get();
    if (status !== 'ready' || this.#isReadingPage) return;
    const missing = missingPage(rows, from, to);
    if (missing !== undefined) {
      const input = { ...filter, limit: Math.max(1, missing.count), ...cursorOf(missing.cursor) };
      void this.#readPage(input, (now, page) => withPageAgain(now, missing.pageIndex, page), to);
    } else if (rows.nextCursor !== undefined && to > countRows(rows) - PAGE_SIZE / 2) {
      void this.#readPage({ ...filter, limit: PAGE_SIZE, cursor: rows.nextCursor }, withNextPage, to);
    }
  }

  #release(): void {
    const { newCount, isNewCountMinimum, rows } = this.#ports.get();
    if (newCount === 0) return;
    if (isNewCountMinimum || newCount > this.#held.length) {
      this.#wantReload();
      return;
    }
    this.#ports.set({ rows: withArrivals(rows, this.#held), newCount: 0 });
    this.#held = [];
  }

  #hold(arrivals: readonly ExchangeSummary[]): void {
    if (arrivals.length === 0) return;
    const { newCount, status } = this.#ports.get();
    this.#held = [...this.#held, ...arrivals].slice(-MAX_HEAD);
    if (status === 'ready') this.#ports.set({ newCount: newCount + arrivals.length });
  }

  #wantReload(): void {
    if (this.#isReloadWaiting) {
      this.#isReloadWanted = true;
      return;
    }
    this.#isReloadWaiting = true;
    this.#isReloadWanted = false;
    const done = () =>
      this.#ports.after(RELOAD_INTERVAL_MS, () => {
        this.#isReloadWaiting = false;
        if (this.#isReloadWanted) this.#wantReload();
      });
    this.#readTop().then(done, done);
  }

  async #readTop(): Promise<void> {
    const generation = this.#generation;
    const { filter } = this.#ports.get();
    this.#isReadingTop = true;
    this.#sinceRead = [];
    try {
      const page = await this.#ports.read({ ...filter, limit: PAGE_SIZE });
      if (generation !== this.#generation) return;
      this.#isReadingTop = false;
      if (this.#isAtTop) this.#showTop(page);
      else this.#countTop(page);
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#ports.set({ status: 'failed', problem: error instanceof Error ? error.message : String(error) });
    }
  }

  #showTop(page: PageRead): void {
    const rows = withArrivals(rowsFrom(page), this.#sinceRead);
    this.#held = [];
    this.#topEpoch += 1;
    this.#ports.set({ status: 'ready', problem: undefined, rows, newCount: 0, isNewCountMinimum: false });
  }

  #countTop(page: PageRead): void {
    const { rows } = this.#ports.get();
    const known = new Set([...rows.head, ...(rows.pages[0]?.items ?? [])].map((item) => item.id));
    const items = withArrivals(rowsFrom(page), this.#sinceRead);
    const at = [...items.head, ...page.items].findIndex((item) => known.has(item.id));
    this.#held = [];
    this.#ports.set({
      newCount: at === -1 ? countRows(items) : at,
      isNewCountMinimum: at === -1 && page.nextCursor !== undefined,
    });
  }

  async #readPage(
    input: CommandInput<'exchanges.list'>,
    place: (rows: ListRows, page: PageRead) => ListRows,
    center: number,
  ): Promise<void> {
    const generation = this.#generation;
    this.#isReadingPage = true;
    try {
      const epoch = this.#topEpoch;
      const page = await this.#ports.read(input);
      if (generation !== this.#generation) return;
      if (epoch !== this.#topEpoch) return;
      this.#ports.set({ rows: trimmed(place(this.#ports.get().rows, page), center) });
    } catch (error) {
      if (generation !== this.#generation) return;
      this.#ports.set({ problem: error instanceof Error ? error.message : String(error) });
    } finally {
      if (generation === this.#generation) this.#isReadingPage = false;
    }
  }
}

const cursorOf = (cursor: string | undefined) => (cursor === undefined ? {} : { cursor });
