/**
 * Plausible made-up values. Each is named by a key: the same seed and key give the same value in whatever order they are
 * asked for, so that one customer has one id in every place, and a render can be repeated.
 */
export interface Values {
  /** Letters and digits, as in most ids. */
  base62(key: string, length: number): string;
  /** Capital letters and digits. */
  upper(key: string, length: number): string;
  lower(key: string, length: number): string;
  hex(key: string, length: number): string;
  /** Decimal digits without a leading zero. */
  digits(key: string, length: number): string;
  /** Version 4 (RFC 9562 §5.4). */
  uuid(key: string): string;
  /** From `min` to `max`, both included. */
  int(key: string, min: number, max: number): number;
  pick<Item>(key: string, items: readonly [Item, ...Item[]]): Item;
  person(key: string): Person;
  company(key: string): string;
  product(key: string): Product;
  /** Standard base64 of that many random bytes. */
  base64(key: string, bytes: number): string;
}

export interface Person {
  first: string;
  last: string;
  name: string;
  /** At a domain reserved for examples (RFC 2606). */
  email: string;
  username: string;
  /** In the range that North America keeps for fiction: +1 … 555 01xx. */
  phone: string;
}

export interface Product {
  name: string;
  sku: string;
  /** In the smallest unit of the currency. */
  priceCents: number;
}

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const BASE62 = DIGITS + LOWER + LOWER.toUpperCase();
const BASE64 = `${LOWER.toUpperCase()}${LOWER}${DIGITS}+/`;

const FIRST = [
  'Amara',
  'Jonas',
  'Mei',
  'Luca',
  'Ingrid',
  'Tariq',
  'Sofia',
  'Noah',
  'Priya',
  'Hugo',
  'Elena',
  'Kofi',
] as const;
const LAST = [
  'Okafor',
  'Lindqvist',
  'Chen',
  'Moretti',
  'Haddad',
  'Novak',
  'Keller',
  'Silva',
  'Rao',
  'Dubois',
] as const;
const COMPANY = [
  'Northwind Traders',
  'Blue Heron Studio',
  'Acme Robotics',
  'Maple & Pine',
  'Harbor Analytics',
] as const;
type ProductRow = readonly [name: string, sku: string, priceCents: number];
const PRODUCTS: readonly [ProductRow, ...ProductRow[]] = [
  ['Ceramic Pour-Over Set', 'CPO-120', 4900],
  ['Merino Crew Socks', 'MCS-042', 1800],
  ['Walnut Desk Tray', 'WDT-007', 6500],
  ['Field Notebook, 3-Pack', 'FNB-300', 1495],
  ['Trail Water Bottle', 'TWB-750', 2900],
];

export function createValues(seed: string): Values {
  const text = (key: string, length: number, alphabet: string): string => {
    const next = randomOf(`${seed}\n${key}`);
    let out = '';
    for (let index = 0; index < length; index++) out += alphabet[Math.floor(next() * alphabet.length)] ?? '';
    return out;
  };
  const int = (key: string, min: number, max: number): number =>
    min + Math.floor(randomOf(`${seed}\n${key}`)() * (max - min + 1));
  const pick = <Item>(key: string, items: readonly [Item, ...Item[]]): Item =>
    items[int(key, 0, items.length - 1)] ?? items[0];

  return {
    base62: (key, length) => text(key, length, BASE62),
    upper: (key, length) => text(key, length, LOWER.toUpperCase() + DIGITS),
    lower: (key, length) => text(key, length, LOWER + DIGITS),
    hex: (key, length) => text(key, length, DIGITS + 'abcdef'),
    digits: (key, length) => text(`${key} first`, 1, DIGITS.slice(1)) + text(key, length - 1, DIGITS),
    uuid(key) {
      const hex = text(key, 32, DIGITS + 'abcdef');
      const variant = text(`${key} variant`, 1, '89ab');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
    },
    int,
    pick,
    person(key) {
      const first = pick(`${key} first`, FIRST);
      const last = pick(`${key} last`, LAST);
      const username = `${first}${last}`.toLowerCase();
      const line = String(int(`${key} phone`, 0, 99)).padStart(2, '0');
      return {
        first,
        last,
        name: `${first} ${last}`,
        email: `${first}.${last}@example.com`.toLowerCase(),
        username,
        phone: `+1${int(`${key} area`, 201, 989)}55501${line}`,
      };
    },
    company: (key) => pick(key, COMPANY),
    product(key) {
      const [name, sku, priceCents] = pick(key, PRODUCTS);
      return { name, sku, priceCents };
    },
    base64(key, bytes) {
      const full = Math.floor(bytes / 3) * 4;
      const rest = bytes % 3;
      // The last character before padding carries 2 or 4 bits only.
      const tail =
        rest === 0
          ? ''
          : rest === 1
            ? `${text(`${key} 1`, 1, BASE64)}Q==`
            : `${text(`${key} 2`, 2, BASE64)}E=`;
      return text(key, full, BASE64) + tail;
    },
  };
}

/** Numbers from 0 up to 1 that follow from a text: xmur3 to seed, mulberry32 to go on (both public domain). */
function randomOf(text: string): () => number {
  let state = 1779033703 ^ text.length;
  for (let index = 0; index < text.length; index++) {
    state = Math.imul(state ^ text.charCodeAt(index), 3432918353);
    state = (state << 13) | (state >>> 19);
  }
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
