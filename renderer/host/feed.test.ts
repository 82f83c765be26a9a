import { beforeEach, describe, expect, it } from 'vitest';
import type { EventBatch } from '../../shared/ipc/bridge.ts';
import type { Snapshot } from '../../shared/ipc/contract.ts';
import type { HookbenchEvent } from '../../shared/ipc/events.ts';
import { openFeed } from './feed.ts';

const event = (seq: number): HookbenchEvent => ({ type: 'bin.deleted', binId: 'bin_1', seq, at: seq });
const events = (...seqs: number[]): EventBatch => seqs.map(event);
const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** An engine that answers snapshots when told, and a window whose frames and timers pass when told. */
class Stage {
  handed: (number | string)[] = [];
  frames: (() => void)[] = [];
  timers: (() => void)[] = [];
  asked: { resolve: (snapshot: Snapshot) => void; reject: (error: unknown) => void }[] = [];
  emit: (batch: EventBatch) => void = () => undefined;
  close = openFeed({
    subscribe: (listener) => {
      this.emit = listener;
      return () => {
        this.emit = () => undefined;
      };
    },
    snapshot: () => new Promise((resolve, reject) => this.asked.push({ resolve, reject })),
    schedule: (run) => this.frames.push(run),
    after: (_delayMs, run) => this.timers.push(run),
    onSnapshot: ({ seq }) => this.handed.push(`snapshot ${seq}`),
    onEvents: (run) => this.handed.push(...run.map((each) => each.seq)),
    onProblem: (error) => this.handed.push(`problem ${String(error)}`),
  });

  frame(): void {
    this.frames.splice(0).forEach((run) => run());
  }
  async answer(seq: number): Promise<void> {
    this.asked.shift()?.resolve({ seq } as Snapshot);
    await settle();
  }
  async timer(): Promise<void> {
    this.timers.splice(0).forEach((run) => run());
    await settle();
  }
}

describe('openFeed', () => {
  let stage: Stage;
  beforeEach(() => {
    stage = new Stage();
  });

  it('buffers events until the snapshot is there and leaves out those that it holds', async () => {
    stage.emit(events(3, 4));
    stage.emit(events(5, 6));
    expect(stage.handed).toEqual([]);
    await stage.answer(4);
    expect(stage.handed).toEqual(['snapshot 4', 5, 6]);
  });

  it('hands on events once a frame', async () => {
    await stage.answer(0);
    stage.emit(events(1));
    stage.emit(events(2));
    expect(stage.frames).toHaveLength(1);
    expect(stage.handed).toEqual(['snapshot 0']);
    stage.frame();
    expect(stage.handed).toEqual(['snapshot 0', 1, 2]);
  });

  it('takes a new snapshot after a gap, and not before its time', async () => {
    await stage.answer(0);
    stage.emit(events(1, 2, 9));
    stage.frame();
    expect(stage.handed).toEqual(['snapshot 0', 1, 2]);
    expect(stage.asked).toHaveLength(0);
    stage.emit(events(10));
    await stage.timer();
    await stage.answer(9);
    expect(stage.handed).toEqual(['snapshot 0', 1, 2, 'snapshot 9', 10]);
  });

  it('finds a gap between the snapshot and what was buffered', async () => {
    stage.emit(events(8));
    await stage.answer(4);
    expect(stage.handed).toEqual(['snapshot 4']);
    await stage.timer();
    await stage.answer(8);
    stage.emit(events(9));
    stage.frame();
    expect(stage.handed).toEqual(['snapshot 4', 'snapshot 8', 9]);
  });

  it('tries again when there was no snapshot', async () => {
    stage.asked.shift()?.reject(new Error('not yet'));
    await settle();
    expect(stage.handed).toEqual(['problem Error: not yet']);
    await stage.timer();
    await stage.answer(1);
    expect(stage.handed.at(-1)).toBe('snapshot 1');
  });

  it('keeps a bounded number of events while it waits', async () => {
    for (let seq = 1; seq <= 9000; seq += 1) stage.emit(events(seq));
    await stage.answer(0);
    // The oldest are gone, which is a gap.
    expect(stage.handed).toEqual(['snapshot 0']);
    await stage.timer();
    await stage.answer(9000);
    expect(stage.handed.at(-1)).toBe('snapshot 9000');
  });

  it('is silent once it is closed', async () => {
    await stage.answer(0);
    stage.emit(events(1));
    stage.close();
    stage.frame();
    expect(stage.handed).toEqual(['snapshot 0']);
  });
});
