import type { Header } from '../model/header.ts';

/** Looking up fields in an ordered header list, by names in any case (RFC 9110 §5.1). */

/** The value of the first field of that name. */
export function findHeader(headers: readonly Header[], name: string): string | undefined {
  for (const header of headers) {
    if (isNamed(header, name)) return header.value;
  }
  return undefined;
}

/** The values of every field of that name, in order. */
export function findHeaders(headers: readonly Header[], name: string): string[] {
  return headers.filter((header) => isNamed(header, name)).map((header) => header.value);
}

export function hasHeader(headers: readonly Header[], name: string): boolean {
  return findHeader(headers, name) !== undefined;
}

/** The list without the fields of these names. */
export function withoutHeaders(headers: readonly Header[], names: readonly string[]): Header[] {
  return headers.filter((header) => !names.some((name) => isNamed(header, name)));
}

/** `[name, value, name, value, …]`, as Node hands raw headers over, as a header list. */
export function headersFromFlat(flat: readonly string[]): Header[] {
  const headers: Header[] = [];
  for (let index = 0; index + 1 < flat.length; index += 2) {
    headers.push({ name: flat[index] ?? '', value: flat[index + 1] ?? '' });
  }
  return headers;
}

function isNamed(header: Header, name: string): boolean {
  return header.name.length === name.length && header.name.toLowerCase() === name.toLowerCase();
}
