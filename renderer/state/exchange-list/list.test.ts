import { beforeEach, describe, expect, it } from 'vitest';
import type { CommandInput, ExchangeFilter } from '../../../shared/ipc/contract.ts';
import type { EventBody, HookbenchEvent } from '../../../shared/ipc/events.ts';
import type { ExchangeSummary } from '../../../shared/model/exchange.ts';
import { emptyList, ExchangeList } from './list.ts';
import { countRows, rowAt, type PageRead } from './rows.ts';

const summary = (number: number, binId = 'bin_1'): ExchangeSummary => ({
  id: `exc_${number}`,
  binId,
  receivedAt: number,
  method: 'POST',
  target: `/${number}`,
  sizeBytes: 0,
  remoteAddress: '127.0.0.1',
  via: 'local',
  isTruncated: false,
  outcome: { state: 'pending' },
  deliveryCount: 0,
  isRefused: false,
});
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A store of exchanges numbered upwards, and a list of it whose timers pass when told. */
class Stage {
  count = 0;
  state = emptyList;
  timers: (() => void)[] = [];
  reads: CommandInput<'exchanges.list'>[] = [];
  #answers: (() => void)[] = [];
  list = new ExchangeList({
    read: (input) => this.#read(input),
    after: (_delayMs, run) => this.timers.push(run),
    get: () => this.state,
    set: (change) => {
      this.state = { ...this.state, ...change };
    },
  });

  #read(input: CommandInput<'exchanges.list'>): Promise<PageRead> {
    this.reads.push(input);
    const from = input.cursor === undefined ? this.count : Number(input.cursor) - 1;
    const limit = input.limit ?? 100;
    const items = Array.from({ length: Math.min(limit, from) }, (_, index) => summary(from - index));
    const last = from - limit + 1;
    const page = { items, ...(last > 1 ? { nextCursor: String(last) } : {}) };
    return new Promise((resolve) => this.#answers.push(() => resolve(page)));
  }
  async answer(): Promise<void> {
    this.#answers.splice(0).forEach((run) => run());
    await settle();
  }
  async answerInReverse(): Promise<void> {
    this.#answers.reverse();
    await this.answer();
  }
  async timer(): Promise<void> {
    this.timers.splice(0).forEach((run) => run());
    await settle();
  }
  take(...bodies: EventBody[]): void {
    const events = bodies.map((body, seq): HookbenchEvent => ({ ...body, seq, at: 0 }));
    this.list.take({ events, hasGap: false });
  }
  arrive(...numbers: number[]): void {
    this.count = Math.max(this.count, ...numbers);
    this.take(
      ...numbers.map((number): EventBody => ({ type: 'exchange.captured', exchange: summary(number) })),
    );
  }
  async open(count: number, filter: ExchangeFilter = { binId: 'bin_1' }): Promise<void> {
    this.count = count;
    this.list.open(filter);
    await this.answer();
  }
  ids(from = 0, to = 5): (string | undefined)[] {
    return Array.from({ length: to - from }, (_, index) => rowAt(this.state.rows, from + index)?.id);
  }
}

describe('ExchangeList', () => {
  let stage: Stage;
  beforeEach(() => {
    stage = new Stage();
  });

  it('shows arrivals on top, newest first', async () => {
    await stage.open(2);
    stage.arrive(3, 4);
    expect(stage.ids(0, 4)).toEqual(['exc_4', 'exc_3', 'exc_2', 'exc_1']);
  });

  it('shows an arrival once, whether the first page holds it already or not', async () => {
    stage.count = 2;
    stage.list.open({ binId: 'bin_1' });
    stage.arrive(2, 3);
    await stage.answer();
    expect(stage.ids(0, 4)).toEqual(['exc_3', 'exc_2', 'exc_1', undefined]);
  });

  it('leaves other bins and other times out', async () => {
    await stage.open(1, { binId: 'bin_1', toAt: 10 });
    stage.take(
      { type: 'exchange.captured', exchange: summary(2, 'bin_2') },
      { type: 'exchange.captured', exchange: summary(10) },
    );
    expect(countRows(stage.state.rows)).toBe(1);
  });

  it('keeps the rows in place while the user reads further down, and counts what is new', async () => {
    await stage.open(50);
    stage.list.setAtTop(false);
    stage.arrive(51, 52);
    expect(stage.ids(0, 1)).toEqual(['exc_50']);
    expect(stage.state).toMatchObject({ newCount: 2, isNewCountMinimum: false });
    stage.list.setAtTop(true);
    expect(stage.ids(0, 3)).toEqual(['exc_52', 'exc_51', 'exc_50']);
    expect(stage.state.newCount).toBe(0);
  });

  it('renews a row in place', async () => {
    await stage.open(3);
    const answered = { ...summary(2), outcome: { state: 'responded' as const, status: 200 } };
    stage.take({ type: 'exchange.updated', exchange: answered });
    expect(rowAt(stage.state.rows, 1)?.outcome.status).toBe(200);
  });

  it('shows a crowd of arrivals at intervals, each with its latest outcome', async () => {
    await stage.open(0);
    stage.arrive(...Array.from({ length: 20 }, (_, index) => index + 1));
    expect(countRows(stage.state.rows)).toBe(0);
    stage.take({
      type: 'exchange.updated',
      exchange: { ...summary(20), outcome: { state: 'responded', status: 204 } },
    });
    await stage.timer();
    expect(countRows(stage.state.rows)).toBe(20);
    expect(rowAt(stage.state.rows, 0)?.outcome.status).toBe(204);
  });

  it('reads the first page again after missed events, at most once an interval', async () => {
    await stage.open(5);
    stage.count = 300;
    for (let run = 0; run < 5; run += 1) stage.list.take({ events: [], hasGap: true });
    await stage.answer();
    expect(stage.reads).toHaveLength(2);
    expect(stage.ids(0, 1)).toEqual(['exc_300']);
    await stage.timer();
    expect(stage.reads).toHaveLength(3);
  });

  it('only counts after missed events while the user reads further down', async () => {
    await stage.open(200);
    stage.list.setAtTop(false);
    stage.count = 230;
    stage.list.take({ events: [], hasGap: true });
    await stage.answer();
    expect(stage.ids(0, 1)).toEqual(['exc_200']);
    expect(stage.state).toMatchObject({ newCount: 30, isNewCountMinimum: false });
  });

  it('asks the store whether arrivals match a query', async () => {
    await stage.open(5, { binId: 'bin_1', query: 'paid' });
    stage.arrive(6);
    expect(stage.ids(0, 1)).toEqual(['exc_5']);
    await stage.answer();
    expect(stage.ids(0, 1)).toEqual(['exc_6']);
  });

  it('reads on towards the end, keeps a bounded number, and reads what it let go again', async () => {
    await stage.open(5000);
    for (let page = 0; page < 40; page += 1) {
      const count = countRows(stage.state.rows);
      stage.list.see(count - 20, count - 1);
      await stage.answer();
    }
    expect(countRows(stage.state.rows)).toBe(4100);
    const kept = stage.state.rows.pages.reduce((sum, page) => sum + (page.items?.length ?? 0), 0);
    expect(kept).toBeLessThanOrEqual(2000);
    expect(stage.ids(0, 1)).toEqual([undefined]);
    expect(stage.ids(4099, 4100)).toEqual(['exc_901']);
    stage.list.see(0, 20);
    await stage.answer();
    expect(stage.ids(0, 1)).toEqual(['exc_5000']);
  });

  it('drops a late answer to an older filter', async () => {
    stage.count = 3;
    stage.list.open({ binId: 'bin_1' });
    stage.count = 1;
    stage.list.open({ binId: 'bin_1', query: 'x' });
    await stage.answerInReverse();
    expect(stage.ids(0, 2)).toEqual(['exc_1', undefined]);
  });

  it('starts over when its bin is cleared', async () => {
    await stage.open(3);
    stage.count = 0;
    stage.take({
      type: 'bin.deleted',
      binId: 'bin_1',
    });
    await stage.answer();
    expect(countRows(stage.state.rows)).toBe(0);
  });
});
