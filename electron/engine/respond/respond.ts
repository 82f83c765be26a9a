import type { ServerResponse } from 'node:http';
import type { Reply } from '../../../shared/model/reply.ts';

/** Fields that frame the message or rule the connection: always computed, never taken from a reply (RFC 9110 §7.6.1). */
const FRAMING = new Set([
  'content-length',
  'transfer-encoding',
  'connection',
  'keep-alive',
  'proxy-connection',
]);

interface PreparedReply {
  /** Name, value, name, value; the length included. */
  fields: string[];
  body: Buffer;
}

/** A bin answers with the same reply object until it is changed. */
const prepared = new WeakMap<Reply, PreparedReply>();

/**
 * Writes a bin's reply: its status, its headers in their order and case, its body; besides those only `Date`,
 * `Content-Length` and `Connection` where HTTP asks for them. `onEnd` is called once, with false when the sender went away
 * before the reply was handed to the network. The reply was checked when it was set (`checkReply`).
 */
export function respond(response: ServerResponse, reply: Reply, onEnd: (isSent: boolean) => void): void {
  if (response.closed || response.destroyed) {
    onEnd(false);
    return;
  }
  response.on('close', () => onEnd(response.writableFinished));
  const { fields, body } = prepare(reply);
  // HTTP/1.1 connections persist by default; without this Node writes Connection and Keep-Alive itself.
  response.removeHeader('Connection');
  response.writeHead(reply.status, fields.concat(connectionField(response)));
  if (body.length === 0 || response.req.method === 'HEAD') response.end();
  else response.end(body);
}

const NONE: string[] = [];
const KEEP_ALIVE = ['Connection', 'keep-alive'];
const CLOSE = ['Connection', 'close'];

/** What has to be said about the connection: that it ends, or to HTTP/1.0 that it does not. */
export function connectionField(response: ServerResponse): string[] {
  if (!response.shouldKeepAlive) return CLOSE;
  return response.req.httpVersion === '1.0' ? KEEP_ALIVE : NONE;
}

export function prepare(reply: Reply): PreparedReply {
  const known = prepared.get(reply);
  if (known !== undefined) return known;
  const own = reply.headers.filter((header) => !FRAMING.has(header.name.toLowerCase()));
  const body = 'text' in reply.body ? Buffer.from(reply.body.text) : Buffer.from(reply.body.base64, 'base64');
  // RFC 9110 §8.6: no Content-Length in a 204; in a 304 it would tell of a body that is not known here.
  const hasNoBody = reply.status === 204 || reply.status === 304;
  const made: PreparedReply = {
    fields: [
      ...own.flatMap((header) => [header.name, header.value]),
      ...(hasNoBody ? [] : ['Content-Length', String(body.length)]),
    ],
    body: hasNoBody ? Buffer.alloc(0) : body,
  };
  prepared.set(reply, made);
  return made;
}
