import { request as startRequest } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import type { Duplex } from 'node:stream';
import { headerValue, isNamed, toHeaderList, withoutHopByHop, withRules } from './header-list.ts';
import type { HeaderList } from './header-list.ts';
import type { HttpEndpointOptions } from './messages.ts';
import type { MuxStream } from './mux-stream.ts';

/** Sends a head at once and byte for byte: `flushHeaders` would encode what isn't ASCII anew, as UTF-8. */
const noBytes = Buffer.alloc(0);

/**
 * Passes a request on through a proxied connection and its reply back, both streaming. Each request has a connection of
 * its own (`Connection: close`): a kept-alive one would stay open on both sides and use up the client's streams.
 */
export function forwardRequest(parts: {
  request: IncomingMessage;
  response: ServerResponse;
  headers: HeaderList;
  stream: MuxStream;
  options: HttpEndpointOptions;
}): void {
  const { request, response, headers, stream, options } = parts;
  const upstream = startRequest({
    method: request.method ?? 'GET',
    path: request.url ?? '/',
    headers: outgoingHeaders(request, headers).flat(),
    maxHeaderSize: 262_144,
    // The methods that Node's client calls on a socket beyond those of a Duplex are no-ops on the stream.
    createConnection: () => stream,
  });

  const fail = () => {
    if (response.headersSent) {
      response.destroy();
      return;
    }
    const body =
      'ngrok gateway error\r\nThe server returned an invalid or incomplete HTTP response.\r\n\r\nERR_NGROK_3004\r\n';
    response.writeHead(502, [
      ...['Content-Type', 'text/plain', 'ngrok-error-code', 'ERR_NGROK_3004'],
      ...['Content-Length', String(body.length), 'Connection', 'close'],
    ]);
    response.end(body);
  };

  upstream.on('error', fail);
  upstream.on('continue', () => response.writeContinue());
  upstream.on('response', (reply) => {
    const kept = withoutHopByHop(toHeaderList(reply.rawHeaders));
    const rules = options.ResponseHeaders;
    const replyHeaders = rules === null ? kept : withRules(kept, rules);
    response.writeHead(reply.statusCode ?? 502, reply.statusMessage, replyHeaders.flat());
    response.write(noBytes);
    reply.on('end', () => {
      const trailers = toHeaderList(reply.rawTrailers);
      if (trailers.length > 0) response.addTrailers(trailers);
    });
    pipeline(reply, response, (error) => {
      if (error) response.destroy();
      // An early reply, such as 413, may come before the request was read to its end.
      request.resume();
    });
  });

  request.on('end', () => {
    const trailers = toHeaderList(request.rawTrailers);
    if (trailers.length > 0) upstream.addTrailers(trailers);
    upstream.end();
  });
  request.pipe(upstream, { end: false });
  upstream.write(noBytes);
  // The visitor went away: the application is to notice.
  response.on('close', () => {
    if (!response.writableFinished) upstream.destroy();
  });
}

function outgoingHeaders(request: IncomingMessage, headers: HeaderList): HeaderList {
  const kept = withoutHopByHop(headers);
  const isFramed = kept.some(isNamed('content-length')) || kept.some(isNamed('transfer-encoding'));
  // Node would frame the missing body as an empty chunked one; ngrok, written in Go, says that it is empty.
  const bodyMayFollow = !/^(GET|HEAD|DELETE|OPTIONS|TRACE|CONNECT)$/.test(request.method ?? 'GET');
  const framing: HeaderList = isFramed || !bodyMayFollow ? [] : [['Content-Length', '0']];
  return [...kept, ...framing, ['Connection', 'close']];
}

/** Hands a connection that changes its protocol (WebSocket) through: the request's head, then bytes both ways. */
export function forwardUpgrade(parts: {
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  headers: HeaderList;
  stream: MuxStream;
}): void {
  const { request, socket, head, headers, stream } = parts;
  const upgrade: HeaderList = [
    ['Connection', 'Upgrade'],
    ['Upgrade', headerValue(headers, 'upgrade') ?? ''],
  ];
  const lines = [...withoutHopByHop(headers), ...upgrade].map(([name, value]) => `${name}: ${value}\r\n`);
  const start = `${request.method ?? 'GET'} ${request.url ?? '/'} HTTP/1.1\r\n${lines.join('')}\r\n`;
  stream.write(Buffer.from(start, 'latin1'));
  if (head.length > 0) stream.write(head);
  pipeline(socket, stream, socket, () => {
    socket.destroy();
    stream.destroy();
  });
}
