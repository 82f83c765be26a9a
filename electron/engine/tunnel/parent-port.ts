/** The way to the process that started this one, in Electron's `utilityProcess` and in a forked Node process alike. */
export interface ParentPort {
  postMessage(message: unknown): void;
  onMessage(listener: (message: unknown) => void): void;
  /** The parent is gone. */
  onClose(listener: () => void): void;
}

/** What Electron adds to `process` in a utility process; messages arrive wrapped in an event. */
interface UtilityProcess {
  parentPort?: {
    postMessage(message: unknown): void;
    on(event: 'message', listener: (event: { data: unknown }) => void): void;
    on(event: 'close', listener: () => void): void;
  };
}

export function openParentPort(): ParentPort {
  const { parentPort } = process as unknown as UtilityProcess;
  if (parentPort !== undefined) {
    return {
      postMessage: (message) => parentPort.postMessage(message),
      onMessage: (listener) => parentPort.on('message', (event) => listener(event.data)),
      onClose: (listener) => parentPort.on('close', listener),
    };
  }
  return {
    postMessage(message) {
      // When the parent goes away in this very moment, `onClose` tells; there is nobody to report an error to.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage: (listener) => void process.on('message', listener),
    onClose: (listener) => void process.on('disconnect', listener),
  };
}
