import type { Header } from '../../../shared/model/header.ts';
import type { ProviderRequest } from './provider.ts';

/** What is captured of a request, as far as recognizing it goes. */
export interface RecognizableRequest {
  method: string;
  target: string;
  headers: readonly Header[];
  /** As it arrived, or its beginning. */
  body: Uint8Array;
}

/** Larger bodies are not parsed on arrival: their header names have to tell. */
export const PARSED_BODY_BYTES = 1024 * 1024;

/** A request as the providers look at it; `fields` are its headers by lower-case name, of duplicates the first. */
export function providerRequest(
  { method, target, headers, body }: RecognizableRequest,
  fields: ReadonlyMap<string, string>,
): ProviderRequest {
  let json: { value: unknown } | undefined;
  let form: URLSearchParams | undefined;
  return {
    method,
    target,
    headers,
    header: (name) => fields.get(name),
    json: () => (json ??= { value: parseJson(body) }).value,
    form: () => (form ??= parseForm(fields.get('content-type'), body)),
  };
}

const OPENING = new Set([0x7b, 0x5b]);

function parseJson(body: Uint8Array): unknown {
  if (body.length === 0 || body.length > PARSED_BODY_BYTES || !OPENING.has(firstByte(body))) return undefined;
  try {
    return JSON.parse(textOf(body)) as unknown;
  } catch {
    return undefined;
  }
}

function parseForm(contentType: string | undefined, body: Uint8Array): URLSearchParams {
  const isForm = contentType?.toLowerCase().startsWith('application/x-www-form-urlencoded') === true;
  return new URLSearchParams(isForm && body.length <= PARSED_BODY_BYTES ? textOf(body) : '');
}

/** The first byte that is not white space (RFC 8259 §2). */
function firstByte(body: Uint8Array): number {
  for (const byte of body) {
    if (byte !== 0x20 && byte !== 0x09 && byte !== 0x0a && byte !== 0x0d) return byte;
  }
  return 0;
}

/** The bytes as UTF-8 without a copy of them. */
const textOf = ({ buffer, byteOffset, byteLength }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, byteLength).toString('utf8');
