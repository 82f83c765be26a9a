import type { SqlValue } from './driver.ts';
import { PENDING_CODE } from './outcome-code.ts';
import { fold } from './search-text.ts';

/** An `ExchangeFilter.query`, taken apart: conditions on columns of `exchanges e`, and words to be found in the text. */
export interface ParsedQuery {
  /** Folded; each must occur. */
  words: string[];
  /** SQL, joined by AND. */
  conditions: string[];
  values: SqlValue[];
}

/** A field and its value, a quoted string, or a word; a quote that is never closed ends with the query. */
const fields = 'method|status|path|type|via|provider|event|verification';
const token = new RegExp(`(?:${fields}):(?=\\s|$)|(?:(${fields}):)?(?:"([^"]*)(?:"|$)|([^\\s"]\\S*))`, 'gi');

export function parseQuery(query: string): ParsedQuery {
  const parsed: ParsedQuery = { words: [], conditions: [], values: [] };
  const add = (condition: string, ...values: SqlValue[]) => {
    parsed.conditions.push(condition);
    parsed.values.push(...values);
  };
  for (const [, field, quoted, plain] of query.matchAll(token)) {
    const value = quoted ?? plain ?? '';
    // A field without a value is still being typed.
    if (value === '') continue;
    switch (field?.toLowerCase()) {
      case undefined:
        parsed.words.push(fold(value));
        break;
      case 'method':
        add('e.method = ? COLLATE NOCASE', value);
        break;
      case 'status':
        addStatus(value.toLowerCase(), add);
        break;
      case 'path':
        add(`substr(e.target, 1, instr(e.target || '?', '?') - 1) LIKE ? ESCAPE '\\'`, containing(value));
        break;
      case 'type':
        add(`e.content_type LIKE ? ESCAPE '\\'`, containing(value));
        break;
      case 'via':
        add('e.via = ? COLLATE NOCASE', value);
        break;
      case 'provider':
        if (value.toLowerCase() === 'none') add('e.provider IS NULL');
        else add('e.provider = ? COLLATE NOCASE', value);
        break;
      case 'event':
        add(`e.event_type LIKE ? ESCAPE '\\'`, containing(value));
        break;
      case 'verification':
        if (value.toLowerCase() === 'none') add('e.verification IS NULL');
        else
          add(
            '(e.verification = ? COLLATE NOCASE OR e.verification_reason = ? COLLATE NOCASE)',
            value,
            value,
          );
        break;
    }
  }
  return parsed;
}

/** `404`, `4xx`, the first digits of a status while it is typed, or an outcome's state. */
function addStatus(value: string, add: (condition: string, ...values: SqlValue[]) => void): void {
  if (value === 'pending') add(`e.result = ${PENDING_CODE}`);
  else if (value === 'failed') add('e.result >= 1000');
  else if (value === 'responded') add(`e.result < 1000 AND e.result <> ${PENDING_CODE}`);
  else if (/^[1-9][0-9x]{0,2}$/.test(value)) {
    const low = Number(value.replaceAll('x', '0').padEnd(3, '0'));
    const high = Number(value.replaceAll('x', '9').padEnd(3, '9'));
    add(`e.result <> ${PENDING_CODE} AND e.result % 1000 BETWEEN ? AND ?`, low, high);
  } else add('0');
}

const containing = (value: string) => `%${value.replaceAll(/[\\%_]/g, '\\$&')}%`;
