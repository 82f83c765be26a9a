import { request as startHttp } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { request as startHttps } from 'node:https';
import { Readable } from 'node:stream';
import { caPem } from './certificates.ts';
import { toHeaderList } from './header-list.ts';
import type { HeaderList } from './header-list.ts';

export interface Visit {
  method?: string;
  /** Sent as it is; default `/`. */
  target?: string;
  headers?: HeaderList;
  body?: Uint8Array | string | Readable;
  /** The visitor's own address, such as 127.0.0.9. */
  localAddress?: string;
  signal?: AbortSignal;
}

export interface VisitReply {
  status: number;
  headers: HeaderList;
  trailers: HeaderList;
  body: Buffer;
}

/**
 * Calls a public URL of the edge as a visitor from the internet would: connects to 127.0.0.1 instead of looking the
 * name up, which not every system can do for `*.localhost`.
 */
export async function visit(publicUrl: string, what: Visit = {}): Promise<VisitReply> {
  const url = new URL(publicUrl);
  const given = what.headers ?? [];
  const options: RequestOptions = {
    host: '127.0.0.1',
    port: url.port,
    method: what.method ?? 'GET',
    path: what.target ?? '/',
    headers: [['Host', url.host], ...given].flat(),
    agent: false,
    ...(what.localAddress === undefined ? {} : { localAddress: what.localAddress }),
    ...(what.signal === undefined ? {} : { signal: what.signal }),
  };
  const request =
    url.protocol === 'https:'
      ? startHttps({ ...options, ca: caPem, servername: 'localhost' })
      : startHttp(options);
  const replied = new Promise<IncomingMessage>((resolve, reject) => {
    request.on('response', resolve);
    request.on('error', reject);
  });
  if (what.body instanceof Readable) what.body.pipe(request);
  else request.end(what.body);

  const reply = await replied;
  const chunks: Buffer[] = [];
  for await (const chunk of reply) chunks.push(chunk as Buffer);
  return {
    status: reply.statusCode ?? 0,
    headers: toHeaderList(reply.rawHeaders),
    trailers: toHeaderList(reply.rawTrailers),
    body: Buffer.concat(chunks),
  };
}
