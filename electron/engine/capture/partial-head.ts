import type { Header } from '../../../shared/model/header.ts';

/** A head as far as it can be made out. */
export interface PartialHead {
  method: string;
  target: string;
  httpVersion: string;
  headers: Header[];
}

const REQUEST_LINE = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64}) +([^\0-\x20\x7f]+)(?: +HTTP\/(\d\.\d))?/;
const REQUEST_LINES = /[!#$%&'*+\-.^_`|~0-9A-Za-z]{1,64} [^\0-\x20\x7f]+ HTTP\/\d\.\d\r?\n/g;

/**
 * Reads what it can of a request that the parser refused, to show what was meant and for which bin. Lines that are no
 * header field are left out; the bytes themselves are kept beside it.
 */
export function readPartialHead(bytes: Buffer): PartialHead {
  const text = bytes.toString('latin1').replace(/^[\r\n]+/, '');
  const line = REQUEST_LINE.exec(text);
  if (line === null) return { method: '', target: '', httpVersion: '', headers: [] };
  const [head = ''] = text.split(/\r?\n\r?\n/, 1);
  const headers: Header[] = [];
  for (const field of head.split(/\r?\n/).slice(1)) {
    const colon = field.indexOf(':');
    if (colon > 0) headers.push({ name: field.slice(0, colon), value: field.slice(colon + 1).trim() });
  }
  return { method: line[1] ?? '', target: line[2] ?? '', httpVersion: line[3] ?? '', headers };
}

/**
 * Where in a packet the request begins that was refused at `errorAt`, when others came before it on the connection: at the
 * last request line up to there. Without one the packet's start is the best guess.
 */
export function findRefusedStart(packet: Buffer, errorAt: number): number {
  const text = packet.toString('latin1');
  let start = 0;
  for (const match of text.matchAll(REQUEST_LINES)) {
    if (match.index > errorAt) break;
    start = match.index;
  }
  return start;
}
