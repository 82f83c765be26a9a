import type { IncomingMessage } from 'node:http';
import { isFromBrowser } from './control-access.ts';

/** A request whose body is no JSON that can be taken. */
interface BodyRefusal {
  status: 400 | 413 | 415;
  message: string;
}

export type JsonBody = { isRefused: false; input: unknown } | { isRefused: true; refusal: BodyRefusal };

/** Reads a JSON body of at most `limitBytes`; an empty one counts as `{}`. Rejects when the sender breaks off. */
export async function readJsonBody(request: IncomingMessage, limitBytes: number): Promise<JsonBody> {
  if (!isAcceptableType(request)) {
    return refuse(415, 'The body must be JSON, sent with "Content-Type: application/json".');
  }
  const tooLarge = `The body must be at most ${limitBytes} bytes.`;
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return refuse(413, tooLarge);
  const chunks: Buffer[] = [];
  let sizeBytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    sizeBytes += chunk.byteLength;
    // What follows is read and dropped, so that the sender gets to see the answer; `requestTimeout` ends it.
    if (sizeBytes <= limitBytes) chunks.push(chunk);
    else chunks.length = 0;
  }
  if (sizeBytes > limitBytes) return refuse(413, tooLarge);
  return parse(Buffer.concat(chunks));
}

function parse(bytes: Buffer): JsonBody {
  if (bytes.byteLength === 0) return { isRefused: false, input: {} };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return { isRefused: false, input: text.trim() === '' ? {} : JSON.parse(text) };
  } catch (error) {
    const why = error instanceof SyntaxError ? 'is not JSON' : 'is not UTF-8';
    return refuse(400, `The body ${why}.`);
  }
}

/**
 * The three types that a form of any web page can post without asking first (Fetch standard, "CORS-safelisted request
 * header") are refused from browsers. Programs may send them: `curl -d` and Node's `fetch` name one of them by default.
 */
function isAcceptableType(request: IncomingMessage): boolean {
  const type = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase();
  if (type === undefined || type === '' || /^application\/(?:[\w.-]+\+)?json$/.test(type)) return true;
  const isDefaultOfPrograms = type === 'application/x-www-form-urlencoded' || type === 'text/plain';
  return isDefaultOfPrograms && !isFromBrowser(request);
}

const refuse = (status: BodyRefusal['status'], message: string): JsonBody => ({
  isRefused: true,
  refusal: { status, message },
});
