import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { CommandFailure, Envelope, ErrorCode } from '../../shared/ipc/envelope.ts';

/** On every answer: should a browser ever show one, it is inert, unframed, and not kept. */
export const inertHeaders = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'; sandbox",
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
} as const;

const statusOf: Record<ErrorCode, number> = {
  bad_input: 400,
  unauthorized: 401,
  not_found: 404,
  unknown_command: 404,
  conflict: 409,
  internal: 500,
  unsupported: 501,
  unavailable: 503,
};

/** Answers with an envelope, and the status that goes with its error code. */
export function answerEnvelope(response: ServerResponse, envelope: Envelope<unknown>): void {
  answerJson(response, envelope.ok ? 200 : statusOf[envelope.error.code], envelope);
}

/** Answers with an error whose status says more than its code, such as 405 or 413. */
export function answerFailure(
  response: ServerResponse,
  status: number,
  error: CommandFailure,
  headers: OutgoingHttpHeaders = {},
): void {
  answerJson(response, status, { ok: false, error }, headers);
}

function answerJson(
  response: ServerResponse,
  status: number,
  envelope: Envelope<unknown>,
  headers: OutgoingHttpHeaders = {},
): void {
  const bytes = Buffer.from(JSON.stringify(envelope));
  response.writeHead(status, {
    ...inertHeaders,
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': bytes.byteLength,
    ...headers,
  });
  response.end(bytes);
}
