import type { ExchangeSummary } from '../../../shared/model/exchange.ts';

/** Summaries kept in memory at most; pages far from what is in sight are let go and read again. */
export const MAX_KEPT = 2000;
export const PAGE_SIZE = 100;

/** One page as it was read. Its items are absent once it was let go; its cursor reads them again. */
interface ListPage {
  cursor: string | undefined;
  items: readonly ExchangeSummary[] | undefined;
  count: number;
}

/**
 * The rows of a list, newest first: `head` arrived after the first page was read. A row is addressed by its index; a row
 * of a page that was let go has no summary until the page is read again.
 */
export interface ListRows {
  head: readonly ExchangeSummary[];
  pages: readonly ListPage[];
  /** Where the rows go on; absent at the end. */
  nextCursor: string | undefined;
}

export interface PageRead {
  items: readonly ExchangeSummary[];
  nextCursor?: string | undefined;
}

export const noRows: ListRows = { head: [], pages: [], nextCursor: undefined };

export const rowsFrom = ({ items, nextCursor }: PageRead): ListRows => ({
  head: [],
  pages: [{ cursor: undefined, items, count: items.length }],
  nextCursor,
});

export function countRows({ head, pages }: ListRows): number {
  return pages.reduce((sum, page) => sum + page.count, head.length);
}

export function rowAt({ head, pages }: ListRows, index: number): ExchangeSummary | undefined {
  if (index < head.length) return head[index];
  let first = head.length;
  for (const page of pages) {
    if (index < first + page.count) return page.items?.[index - first];
    first += page.count;
  }
  return undefined;
}

/** The index of the row with this id, or -1. */
export function indexOfId({ head, pages }: ListRows, id: string): number {
  const inHead = head.findIndex((item) => item.id === id);
  if (inHead !== -1) return inHead;
  let first = head.length;
  for (const page of pages) {
    const at = page.items?.findIndex((item) => item.id === id) ?? -1;
    if (at !== -1) return first + at;
    first += page.count;
  }
  return -1;
}

/** Puts arrivals, oldest first, on top; those that are there already are left out. */
export function withArrivals(rows: ListRows, arrivals: readonly ExchangeSummary[]): ListRows {
  const known = new Set([...rows.head, ...(rows.pages[0]?.items ?? [])].map((item) => item.id));
  const fresh = arrivals.filter((item) => !known.has(item.id));
  return fresh.length === 0 ? rows : { ...rows, head: [...fresh.toReversed(), ...rows.head] };
}

/** Replaces summaries by their newer selves. */
export function withUpdates(rows: ListRows, updates: ReadonlyMap<string, ExchangeSummary>): ListRows {
  if (updates.size === 0) return rows;
  const renew = (items: readonly ExchangeSummary[]) =>
    items.some((item) => updates.has(item.id)) ? items.map((item) => updates.get(item.id) ?? item) : items;
  return {
    ...rows,
    head: renew(rows.head),
    pages: rows.pages.map((page) => {
      const items = page.items && renew(page.items);
      return items === page.items ? page : { ...page, items };
    }),
  };
}

export function withNextPage(rows: ListRows, { items, nextCursor }: PageRead): ListRows {
  const page = { cursor: rows.nextCursor, items, count: items.length };
  return { ...rows, pages: [...rows.pages, page], nextCursor };
}

/** Fills a page that was let go, anew. */
export function withPageAgain(rows: ListRows, pageIndex: number, { items }: PageRead): ListRows {
  const pages = rows.pages.map((page, index) =>
    index === pageIndex ? { ...page, items, count: items.length } : page,
  );
  return { ...rows, pages };
}

/** The first page in a range of rows that has been let go. */
export function missingPage(
  { head, pages }: ListRows,
  from: number,
  to: number,
): { pageIndex: number; cursor: string | undefined; count: number } | undefined {
  let first = head.length;
  for (const [pageIndex, page] of pages.entries()) {
    const isInRange = first <= to && first + page.count > from;
    if (isInRange && page.items === undefined) return { pageIndex, cursor: page.cursor, count: page.count };
    first += page.count;
  }
  return undefined;
}

/** Lets pages go, the farthest from row `center` first, until at most `MAX_KEPT` summaries are kept. */
export function trimmed(rows: ListRows, center: number): ListRows {
  let kept = rows.pages.reduce((sum, page) => sum + (page.items?.length ?? 0), rows.head.length);
  if (kept <= MAX_KEPT) return rows;
  let first = rows.head.length;
  const byDistance = rows.pages
    .map((page, index) => {
      const middle = first + page.count / 2;
      first += page.count;
      return { index, distance: Math.abs(middle - center), size: page.items?.length ?? 0 };
    })
    .sort((a, b) => b.distance - a.distance);
  const gone = new Set<number>();
  for (const page of byDistance) {
    if (kept <= MAX_KEPT) break;
    if (page.size === 0) continue;
    gone.add(page.index);
    kept -= page.size;
  }
  return {
    ...rows,
    pages: rows.pages.map((page, index) => (gone.has(index) ? { ...page, items: undefined } : page)),
  };
}
