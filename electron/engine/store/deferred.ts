/** A promise that is settled from outside. `Promise.withResolvers` came with Node 22. */
export interface Deferred<Value> {
  promise: Promise<Value>;
  resolve: (value: Value) => void;
  reject: (reason: Error) => void;
}

export function deferred<Value = void>(): Deferred<Value> {
  const ignore = () => undefined;
  const made: Deferred<Value> = { promise: Promise.resolve() as never, resolve: ignore, reject: ignore };
  made.promise = new Promise<Value>((resolve, reject) => {
    made.resolve = resolve;
    made.reject = reject;
  });
  return made;
}
