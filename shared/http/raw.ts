import type { Header } from '../model/header.ts';

interface RequestHead {
  method: string;
  target: string;
  /** `1.1`; empty where it is not known, as in a request that was refused. */
  httpVersion: string;
  headers: readonly Header[];
}

/**
 * The head of a request as it was on the wire: request line, fields in their order, an empty line, each ended by CR LF.
 * White space around a field's value is not kept by the parser, so one space stands after each colon. How the body was
 * framed (chunked, compressed) is for the caller to tell.
 */
export function rawHead({ method, target, httpVersion, headers }: RequestHead): string {
  const version = httpVersion === '' ? '' : ` HTTP/${httpVersion}`;
  return `${method} ${target}${version}\r\n${rawFields(headers)}\r\n`;
}

/** Header or trailer fields, each ended by CR LF. */
export function rawFields(headers: readonly Header[]): string {
  return headers.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
}
