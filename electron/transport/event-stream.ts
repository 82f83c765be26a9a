import type { IncomingMessage, ServerResponse } from 'node:http';
import type { HookbenchEvent } from '../../shared/ipc/events.ts';
import type { Clock, Dispose } from '../engine/ports.ts';
import { inertHeaders } from './control-answer.ts';
import { createRecentEvents } from './recent-events.ts';

/** Events over server-sent events (HTML standard §9.2). */
export interface EventStream {
  /** Answers with the stream of events from now on or, with `Last-Event-ID`, from there on. */
  open(request: IncomingMessage, response: ServerResponse): void;
  readonly readerCount: number;
  /** Ends every stream. */
  close(): void;
}

export interface EventStreamOptions {
  subscribe: (listener: (event: HookbenchEvent) => void) => Dispose;
  lastSeq: () => number;
  clock: Clock;
  /** A comment this often keeps proxies and readers from giving up on a silent stream. */
  heartbeatMs?: number;
  /** How long recent events are kept for readers who come back, after the last one left. */
  lingerMs?: number;
  /** A reader who lets more than this pile up is cut off; it comes back with `Last-Event-ID`. More than all recent events. */
  backlogLimitBytes?: number;
}

export function createEventStream(options: EventStreamOptions): EventStream {
  const { clock, heartbeatMs = 15_000, lingerMs = 60_000, backlogLimitBytes = 8 * 1024 * 1024 } = options;
  const readers = new Set<ServerResponse>();
  const recent = createRecentEvents();
  let unsubscribe: Dispose | undefined;
  let stopHeartbeat: Dispose | undefined;
  let stopLingering: Dispose | undefined;

  const send = (reader: ServerResponse, text: string) => {
    reader.write(text);
    if (reader.writableLength > backlogLimitBytes) reader.destroy();
  };
  const beat = () => {
    for (const reader of readers) send(reader, ': still here\n\n');
    stopHeartbeat = clock.after(heartbeatMs, beat);
  };
  // Nothing is serialised while nobody reads: a busy capture server publishes many thousand events a second.
  const begin = () => {
    stopLingering?.();
    stopLingering = undefined;
    stopHeartbeat ??= clock.after(heartbeatMs, beat);
    unsubscribe ??= options.subscribe((event) => {
      const text = frame(event.type, event.seq, event);
      recent.add(event.seq, text);
      for (const reader of readers) send(reader, text);
    });
  };
  const forget = () => {
    unsubscribe?.();
    unsubscribe = undefined;
    recent.clear();
  };
  const leave = (reader: ServerResponse) => {
    if (!readers.delete(reader) || readers.size > 0) return;
    stopHeartbeat?.();
    stopHeartbeat = undefined;
    stopLingering?.();
    stopLingering = clock.after(lingerMs, forget);
  };

  return {
    open(request, response) {
      const lastId = request.headers['last-event-id'];
      const missed = lastId === undefined ? [] : recent.after(Number(lastId), options.lastSeq());
      begin();
      response.writeHead(200, { ...inertHeaders, 'Content-Type': 'text/event-stream; charset=utf-8' });
      response.on('close', () => leave(response));
      response.on('error', () => leave(response));
      readers.add(response);
      send(response, 'retry: 1000\n\n');
      if (missed === undefined) {
        const lastSeq = options.lastSeq();
        send(response, frame('gap', lastSeq, { type: 'gap', lastSeq }));
      } else if (missed.length > 0) {
        send(response, missed.join(''));
      }
    },
    get readerCount() {
      return readers.size;
    },
    close() {
      for (const reader of [...readers]) {
        leave(reader);
        reader.end();
      }
      stopLingering?.();
      forget();
    },
  };
}

/** JSON has no raw line break, so the data is one line. */
const frame = (type: string, seq: number, data: unknown): string =>
  `id: ${seq}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;
