import type { FormatAnswer, FormatRequest } from './format-messages.ts';

/** A document that takes longer is shown as it is. */
const TIMEOUT_MS = 5000;

let worker: Worker | undefined;
let lastId = 0;

/** Re-indents a document in a worker; `undefined` when it can't be done without losing anything. */
export function formatDocument(kind: 'json' | 'xml', text: string): Promise<string | undefined> {
  worker ??= new Worker(new URL('./format.worker.ts', import.meta.url), { type: 'module' });
  const current = worker;
  const id = ++lastId;
  return new Promise((resolve) => {
    const end = (result: string | undefined) => {
      clearTimeout(timer);
      current.removeEventListener('message', onMessage);
      resolve(result);
    };
    const onMessage = (event: MessageEvent<FormatAnswer>) => {
      if (event.data.id === id) end(event.data.text);
    };
    const timer = setTimeout(() => {
      current.terminate();
      if (worker === current) worker = undefined;
      end(undefined);
    }, TIMEOUT_MS);
    current.addEventListener('message', onMessage);
    current.postMessage({ id, kind, text } satisfies FormatRequest);
  });
}
