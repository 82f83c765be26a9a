import { INBOX_SLUG, type Bin } from '../../shared/model/bin.ts';

/**
 * The live bins in memory, as of the last event: what routing looks bins up in, and what a snapshot is taken from.
 * Counts are kept beside the bins, since they change with every capture.
 */
export interface BinDirectory {
  /** Inbox first, then by creation. */
  list(): Bin[];
  get(id: string): Bin | undefined;
  bySlug(slug: string): Bin | undefined;
  /** What takes requests that match no other bin. */
  readonly inbox: Bin;
  /** Adds a bin, or takes a changed one's place. */
  put(bin: Bin): void;
  remove(id: string): void;
  /** One more exchange, unread unless the bin refused it. */
  countCaptured(id: string, isUnread: boolean): void;
}

/** `onChanged` is called after a bin was put or removed. */
export function createBinDirectory(
  initial: readonly Bin[],
  onChanged: (id: string) => void = () => undefined,
): BinDirectory {
  const byId = new Map<string, Bin>();
  const bySlug = new Map<string, Bin>();

  const put = (bin: Bin) => {
    const known = byId.get(bin.id);
    if (known !== undefined) bySlug.delete(known.slug);
    // Counts are raised in place; the caller's object stays its own.
    const own = { ...bin };
    byId.set(own.id, own);
    bySlug.set(own.slug, own);
  };
  for (const bin of initial) put(bin);

  return {
    list: () =>
      [...byId.values()]
        .sort((a, b) => Number(b.isDefault) - Number(a.isDefault) || (a.id < b.id ? -1 : 1))
        .map((bin) => ({ ...bin })),
    get(id) {
      const bin = byId.get(id);
      return bin === undefined ? undefined : { ...bin };
    },
    bySlug: (slug) => bySlug.get(slug),
    get inbox() {
      const inbox = bySlug.get(INBOX_SLUG);
      if (inbox === undefined) throw new Error('The store has no Inbox.');
      return inbox;
    },
    put(bin) {
      put(bin);
      onChanged(bin.id);
    },
    remove(id) {
      const bin = byId.get(id);
      if (bin === undefined) return;
      byId.delete(id);
      bySlug.delete(bin.slug);
      onChanged(id);
    },
    countCaptured(id, isUnread) {
      const bin = byId.get(id);
      if (bin === undefined) return;
      bin.exchangeCount += 1;
      if (isUnread) bin.unreadCount += 1;
    },
  };
}
