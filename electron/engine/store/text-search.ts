import type { Database } from './driver.ts';
import type { ParsedQuery } from './query.ts';
import { TEXT_COLUMNS, searchText } from './search-text.ts';
import type { ReadFileStart, TextRow } from './search-text.ts';

/** What the search index knows. */
export interface SearchCandidates {
  /** Every row up to this `seq` is indexed. */
  readonly indexedThrough: number;
  /**
   * Rows that may hold all the words, newest first, below a `seq`, of one bin if given: all that do, and some that do
   * not. `undefined` when the words are too short for the index.
   */
  find(words: readonly string[], below: number, bin?: number): Iterable<number> | undefined;
}

/** Rows looked through, from the newest, for words that are too short for the index. */
const SHORT_WORD_SCAN = 50_000;

/** Finds the rows of a scope (bin → cleared through) whose text holds every word, newest first, lazily. */
export type TextSearch = (query: ParsedQuery, scope: Map<number, number>, below: number) => Iterable<number>;

export function createTextSearch(
  db: Database,
  candidates: SearchCandidates,
  readFileStart: ReadFileStart,
): TextSearch {
  return function* search(query, scope, below) {
    const isMatch = (row: TextRow) => {
      const clearedThrough = scope.get(row.bin);
      if (clearedThrough === undefined || row.seq <= clearedThrough) return false;
      const text = searchText(row, readFileStart);
      return query.words.every((word) => text.includes(word));
    };
    const scan = db.prepare<TextRow>(
      `SELECT ${TEXT_COLUMNS} FROM exchanges e JOIN contents c ON c.seq = e.seq
       WHERE ${['e.seq < ?', 'e.seq > ?', ...query.conditions].join(' AND ')} ORDER BY e.seq DESC LIMIT ?`,
    );
    const [bin] = scope.size === 1 ? scope.keys() : [];
    const indexed = candidates.find(query.words, below, bin);
    const scanDownTo = indexed === undefined ? 0 : candidates.indexedThrough;
    const scanLimit = indexed === undefined ? SHORT_WORD_SCAN : Number.MAX_SAFE_INTEGER;
    for (const row of scan.iterate(below, scanDownTo, ...query.values, scanLimit)) {
      if (isMatch(row)) yield row.seq;
    }
    if (indexed === undefined) return;
    const find = db.prepare<TextRow>(
      `SELECT ${TEXT_COLUMNS} FROM exchanges e JOIN contents c ON c.seq = e.seq
       WHERE ${['e.seq = ?', ...query.conditions].join(' AND ')}`,
    );
    for (const seq of indexed) {
      const row = find.get(seq, ...query.values);
      if (row !== undefined && isMatch(row)) yield seq;
    }
  };
}
