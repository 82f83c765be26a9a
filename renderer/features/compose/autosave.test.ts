import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AutosaveQueue, type DraftFields, type SaveState } from './autosave.ts';

interface Sent {
  draftId: string;
  fields: Partial<DraftFields>;
  accept(): void;
  refuse(message: string): void;
}

function setUp() {
  const sent: Sent[] = [];
  const states: SaveState[] = [];
  const queue = new AutosaveQueue({
    delayMs: 300,
    save: (draftId, fields) =>
      new Promise((resolve, reject) => {
        sent.push({ draftId, fields, accept: resolve, refuse: (message) => reject(new Error(message)) });
      }),
    onChange: (_draftId, state) => states.push(state),
  });
  const nth = (index: number): Sent => {
    const save = sent[index];
    if (save === undefined) throw new Error(`save ${index} was not sent`);
    return save;
  };
  return { queue, sent, states, nth };
}

describe('autosave', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('sends one save a moment after the last of several edits', async () => {
    const { queue, sent } = setUp();
    queue.edit('drf_1', { url: 'h' });
    await vi.advanceTimersByTimeAsync(299);
    queue.edit('drf_1', { url: 'ht', method: 'PUT' });
    await vi.advanceTimersByTimeAsync(299);
    expect(sent).toHaveLength(0);
    await vi.advanceTimersByTimeAsync(1);
    expect(sent.map((save) => save.fields)).toEqual([{ url: 'ht', method: 'PUT' }]);
  });

  it('keeps drafts apart', async () => {
    const { queue, sent } = setUp();
    queue.edit('drf_1', { url: 'a' });
    queue.edit('drf_2', { url: 'b' });
    await vi.advanceTimersByTimeAsync(300);
    expect(sent.map((save) => [save.draftId, save.fields.url])).toEqual([
      ['drf_1', 'a'],
      ['drf_2', 'b'],
    ]);
  });

  it('reads the text of a body once, when it is saved', () => {
    const { queue, nth } = setUp();
    let text = 'a';
    const readBody = vi.fn(() => ({ text }));
    queue.edit('drf_1', { body: { base64: '' } });
    queue.edit('drf_1', { readBody });
    queue.edit('drf_1', { readBody });
    text = 'ab';
    expect(readBody).not.toHaveBeenCalled();
    void queue.flush('drf_1');
    expect(nth(0).fields).toEqual({ body: { text: 'ab' } });
    expect(readBody).toHaveBeenCalledTimes(1);
  });

  it('sends what is edited during a save only after it, and says saved only then', async () => {
    const { queue, sent, states, nth } = setUp();
    queue.edit('drf_1', { url: 'a' });
    await vi.advanceTimersByTimeAsync(300);
    queue.edit('drf_1', { url: 'ab' });
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toHaveLength(1);
    nth(0).accept();
    await vi.advanceTimersByTimeAsync(0);
    expect(nth(1).fields).toEqual({ url: 'ab' });
    expect(states.some((state) => state.isSaved)).toBe(false);
    nth(1).accept();
    await vi.advanceTimersByTimeAsync(0);
    expect(states.at(-1)).toEqual({ isSaved: true });
  });

  it('flush waits for all edits made so far', async () => {
    const { queue, nth } = setUp();
    queue.edit('drf_1', { url: 'a' });
    await vi.advanceTimersByTimeAsync(300);
    queue.edit('drf_1', { method: 'PUT' });
    const flushed = queue.flush('drf_1');
    nth(0).accept();
    await vi.advanceTimersByTimeAsync(0);
    expect(nth(1).fields).toEqual({ method: 'PUT' });
    nth(1).accept();
    expect(await flushed).toBe(true);
  });

  it('keeps refused edits, says why, and sends them again under newer ones', async () => {
    const { queue, states, nth } = setUp();
    queue.edit('drf_1', { url: 'a', method: 'PUT' });
    const flushed = queue.flush('drf_1');
    queue.edit('drf_1', { url: 'ab' });
    nth(0).refuse('The store is full.');
    expect(await flushed).toBe(false);
    expect(states.at(-1)).toEqual({ isSaved: false, problem: 'The store is full.' });
    const again = queue.flush('drf_1');
    expect(nth(1).fields).toEqual({ url: 'ab', method: 'PUT' });
    nth(1).accept();
    expect(await again).toBe(true);
  });

  it('sends nothing of a draft that is gone', async () => {
    const { queue, sent } = setUp();
    queue.edit('drf_1', { url: 'a' });
    queue.forget('drf_1');
    await vi.advanceTimersByTimeAsync(1000);
    expect(sent).toHaveLength(0);
    expect(await queue.flush('drf_1')).toBe(true);
  });
});
