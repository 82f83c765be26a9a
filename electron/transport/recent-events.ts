/** The last events, as text, for readers that come back after a break. */
export interface RecentEvents {
  /** `seq` is one more than at the last call. */
  add(seq: number, text: string): void;
  /** Every event after number `seq`, oldest first; `undefined` when some of them are no longer, or not yet, known. */
  after(seq: number, lastSeq: number): string[] | undefined;
  clear(): void;
}

const countLimit = 2_000;
const lengthLimit = 2 * 1024 * 1024;

/** Keeps at most 2,000 events and 2 Mi characters. */
export function createRecentEvents(): RecentEvents {
  let events: { seq: number; text: string }[] = [];
  let length = 0;

  return {
    add(seq, text) {
      events.push({ seq, text });
      length += text.length;
      while (events.length > countLimit || length > lengthLimit) {
        // The older half goes at once: dropping one at a time would move the whole array with every event.
        for (const dropped of events.splice(0, Math.ceil(events.length / 2))) length -= dropped.text.length;
      }
    },
    after(seq, lastSeq) {
      if (seq === lastSeq) return [];
      const first = events[0];
      const isKnown = Number.isInteger(seq) && seq < lastSeq && first !== undefined && first.seq <= seq + 1;
      return isKnown ? events.filter((event) => event.seq > seq).map((event) => event.text) : undefined;
    },
    clear() {
      events = [];
      length = 0;
    },
  };
}
