import { STATUS_CODES } from 'node:http';
import type { CaptureFailure, Outcome } from '../../../shared/model/exchange.ts';

/** Why a request is refused; `status` is what the sender is answered, if it is. */
export interface Refusal {
  reason: CaptureFailure;
  /** One sentence for a person. */
  message: string;
  status?: number;
}

/** The part of Node's `clientError` errors that says what happened. */
export interface ParserError extends Error {
  code?: string;
  /** Where in `rawPacket` the parser stopped. */
  bytesParsed?: number;
  /** The packet it stopped in. */
  rawPacket?: Buffer;
}

export const malformed = (message: string): Refusal => ({ reason: 'malformed', message, status: 400 });

export const aborted: Refusal = {
  reason: 'aborted',
  message: 'The sender closed the connection before the request was complete.',
  status: 400,
};
export const slowHead: Refusal = {
  reason: 'timed_out',
  message: 'The sender did not finish the head of its request in time.',
  status: 408,
};
export const slowBody: Refusal = {
  reason: 'timed_out',
  message: 'The sender stopped in the middle of the body and sent nothing more in time.',
  status: 408,
};
export const plainOnTls: Refusal = malformed(
  'This looks like HTTP sent to the HTTPS port; use a URL that begins with https://.',
);
export const closing: Refusal = {
  reason: 'interrupted',
  message: 'Hookbench was closed, or its address changed, before the request was complete.',
  status: 503,
};

/** llhttp's error names (llhttp 9, `HPE_…`) as sentences. */
const SENTENCES: Record<string, string> = {
  HPE_INVALID_METHOD: 'The request does not begin with a method; this may not be HTTP at all.',
  HPE_INVALID_URL: 'The request target holds a character that a URL can’t carry unescaped.',
  HPE_INVALID_VERSION: 'The HTTP version in the request line is not one this listener speaks (1.0 and 1.1).',
  HPE_INVALID_CONSTANT: 'The request line does not end with HTTP/1.1 or HTTP/1.0.',
  HPE_INVALID_HEADER_TOKEN: 'A header name or value holds a character that is not allowed there.',
  HPE_UNEXPECTED_SPACE: 'There is a space where the HTTP grammar allows none.',
  HPE_INVALID_CONTENT_LENGTH: 'The Content-Length is not a number.',
  HPE_UNEXPECTED_CONTENT_LENGTH:
    'The request has two Content-Length headers, or Content-Length beside Transfer-Encoding, so its end is ambiguous.',
  HPE_INVALID_TRANSFER_ENCODING:
    'The Transfer-Encoding is not understood, or stands beside a Content-Length, so the end of the request is ambiguous.',
  HPE_INVALID_CHUNK_SIZE: 'The size of a chunk is not a hexadecimal number.',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: 'The chunk extensions are larger than the listener accepts.',
  HPE_CR_EXPECTED: 'A line does not end with CR LF.',
  HPE_LF_EXPECTED: 'A carriage return is not followed by a line feed.',
  HPE_STRICT: 'The request breaks a rule of the HTTP grammar.',
};

/**
 * The refusal that belongs to an error of the parser or the socket; `bytes` are the first of the request, as far as known.
 */
export function explainError(error: ParserError, bytes: Buffer): Refusal {
  if (isTlsHello(bytes)) {
    return malformed('This looks like HTTPS sent to the HTTP port; use a URL that begins with http://.');
  }
  if (
    error.code === 'HPE_PAUSED_H2_UPGRADE' ||
    bytes.toString('latin1', 0, 16).startsWith('PRI * HTTP/2.0')
  ) {
    return malformed('This is HTTP/2 without TLS; the listener speaks HTTP/1.1.');
  }
  switch (error.code) {
    case 'ECONNRESET':
    case 'EPIPE':
    case 'HPE_INVALID_EOF_STATE':
      return aborted;
    case 'ERR_HTTP_REQUEST_TIMEOUT':
      return slowHead;
    case 'HPE_HEADER_OVERFLOW':
      return {
        reason: 'header_overflow',
        message: 'The request line and headers are larger than the listener accepts.',
        status: 431,
      };
    case 'HPE_CLOSED_CONNECTION':
      // The reply before it closes the connection: nothing more is answered.
      return {
        reason: 'malformed',
        message: 'The sender announced Connection: close and then sent more.',
      };
    default: {
      const sentence = SENTENCES[error.code ?? ''];
      return malformed(sentence ?? `The request is not valid HTTP: ${error.message}`);
    }
  }
}

/** A TLS record of type handshake, version 3.x (RFC 8446 §5.1). */
function isTlsHello(bytes: Buffer): boolean {
  return bytes[0] === 0x16 && bytes[1] === 0x03;
}

export function failedOutcome(refusal: Refusal, failedAt: number): Outcome {
  return {
    state: 'failed',
    reason: refusal.reason,
    message: refusal.message,
    ...(refusal.status === undefined ? {} : { status: refusal.status }),
    failedAt,
  };
}

/** An answer that the capture server gives in the place of the bin's reply, complete, as a record tells it. */
export function ownReply(
  status: number,
  message: string,
  respondedAt: number,
  headers: { name: string; value: string }[] = [],
): Extract<Outcome, { state: 'responded' }> {
  return {
    state: 'responded',
    status,
    headers: [{ name: 'Content-Type', value: 'text/plain; charset=utf-8' }, ...headers],
    body: { text: `${message}\n` },
    respondedAt,
  };
}

/** Such an answer on the wire; the connection ends with it. */
export function answerBytes(
  status: number,
  message: string,
  headers: { name: string; value: string }[] = [],
): Buffer {
  const body = Buffer.from(`${message}\n`);
  const fields = [
    { name: 'Content-Type', value: 'text/plain; charset=utf-8' },
    ...headers,
    { name: 'Date', value: new Date().toUTCString() },
    { name: 'Content-Length', value: String(body.length) },
    { name: 'Connection', value: 'close' },
  ];
  const head = fields.map(({ name, value }) => `${name}: ${value}\r\n`).join('');
  return Buffer.concat([
    Buffer.from(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Refused'}\r\n${head}\r\n`, 'latin1'),
    body,
  ]);
}
