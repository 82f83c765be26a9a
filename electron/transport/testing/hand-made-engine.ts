import type { CommandName } from '../../../shared/ipc/contract.ts';
import { CommandError } from '../../../shared/ipc/envelope.ts';
import type { HookbenchEvent } from '../../../shared/ipc/events.ts';
import type { Engine } from '../../engine/engine-types.ts';
import { StoreUnavailable, type Log } from '../../engine/ports.ts';
import { createDispatcher, type AnyHandlers, type Dispatch } from '../dispatcher.ts';

/** As much of an engine as the control server sees, behind the real dispatcher. */
export interface HandMadeEngine {
  engine: Pick<Engine, 'subscribe' | 'openBody' | 'lastSeq'>;
  dispatch: Dispatch;
  publish(event: { type: 'bin.deleted'; binId: string }): HookbenchEvent;
  readonly listenerCount: number;
  log: Log;
  logged: string[];
}

export const bodyBytes = Buffer.from([0, 1, 2, 0xff, 0x3c, 0x73, 0x3e]);

export function createHandMadeEngine(more: AnyHandlers = {}): HandMadeEngine {
  const listeners = new Set<(event: HookbenchEvent) => void>();
  const logged: string[] = [];
  const log: Log = {
    info: (message) => void logged.push(message),
    warn: (message) => void logged.push(message),
    error: (message) => void logged.push(message),
  };
  let lastSeq = 0;
  const refusing = (error: Error) => () => Promise.reject(error);
  const handlers: AnyHandlers = {
    'bins.list': () => Promise.resolve({ bins: [] }),
    'drafts.list': refusing(new Error('a defect with a secret inside')),
    'bins.create': refusing(new CommandError('conflict', 'The slug demo is taken; choose another.')),
    'bins.delete': refusing(new CommandError('not_found', 'There is no such bin.')),
    'store.usage': refusing(new StoreUnavailable('The disk is full.')),
    'secrets.set': refusing(new CommandError('unsupported', 'Set NGROK_AUTHTOKEN.')),
    'bodies.read': ({ source }: { source: { kind: string } & Record<string, string> }) =>
      Object.values(source).some((value) => value.endsWith('_1'))
        ? Promise.resolve({ base64: '', totalBytes: bodyBytes.byteLength, isComplete: false, codings: [] })
        : Promise.reject(new CommandError('not_found', 'There is no such body.')),
    ...more,
  } satisfies { [Name in CommandName]?: unknown };

  return {
    engine: {
      subscribe(listener) {
        listeners.add(listener);
        return () => void listeners.delete(listener);
      },
      get lastSeq() {
        return lastSeq;
      },
      openBody: (source) =>
        Promise.resolve(
          Object.values(source).some((value) => value.endsWith('_1')) ? chunksOf(bodyBytes) : undefined,
        ),
    },
    dispatch: createDispatcher(handlers, log),
    publish(body) {
      lastSeq += 1;
      const event: HookbenchEvent = { ...body, seq: lastSeq, at: 1 };
      for (const listener of listeners) listener(event);
      return event;
    },
    get listenerCount() {
      return listeners.size;
    },
    log,
    logged,
  };
}

// eslint-disable-next-line @typescript-eslint/require-await -- the store's streams are asynchronous
async function* chunksOf(bytes: Buffer): AsyncIterable<Uint8Array> {
  yield bytes.subarray(0, 3);
  yield bytes.subarray(3);
}
