import { StoreUnavailable } from '../ports.ts';
import { deferred } from './deferred.ts';
import type { Deferred } from './deferred.ts';
import type { FromWorker, ReadName, Reads, ToWorker } from './protocol.ts';

/** Calls of the reader's functions. */
export interface ReadCalls {
  call<Name extends ReadName>(name: Name, ...args: Parameters<Reads[Name]>): Promise<ReturnType<Reads[Name]>>;
  onMessage(message: Extract<FromWorker, { kind: 'read' | 'readFailed' }>): void;
  onLost: () => void;
}

const LOST = "The store's reader stopped and is started again. Try once more.";

export function createReadCalls(post: (message: ToWorker) => boolean): ReadCalls {
  const pending = new Map<number, Deferred<unknown>>();
  let nextCall = 1;
  return {
    async call<Name extends ReadName>(name: Name, ...args: Parameters<Reads[Name]>) {
      const call = nextCall++;
      const answer = deferred<unknown>();
      pending.set(call, answer);
      if (!post({ kind: 'read', call, name, args })) {
        pending.delete(call);
        throw new StoreUnavailable(LOST);
      }
      // The other side is typed by `Reads` as well.
      return (await answer.promise) as ReturnType<Reads[Name]>;
    },
    onMessage(message) {
      const answer = pending.get(message.call);
      pending.delete(message.call);
      if (message.kind === 'read') answer?.resolve(message.value);
      else answer?.reject(new Error(message.message));
    },
    onLost() {
      for (const answer of pending.values()) answer.reject(new StoreUnavailable(LOST));
      pending.clear();
    },
  };
}
