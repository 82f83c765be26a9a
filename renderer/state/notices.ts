import { toast } from 'sonner';

/** Says in a corner, for a few seconds, that something was done. */
export function notify(message: string, undo?: { label: string; run: () => void }): void {
  toast(message, undo === undefined ? {} : { action: { label: undo.label, onClick: undo.run } });
}

/** Says that something could not be done, with the sentence of the error. */
export function notifyFailure(title: string, error: unknown): void {
  toast.error(title, { description: error instanceof Error ? error.message : String(error) });
}

/** Runs what a user asked for; when it fails, says so. `title` is such as `The bin was not deleted`. */
export async function attempt<Value>(title: string, run: () => Promise<Value>): Promise<Value | undefined> {
  try {
    return await run();
  } catch (error) {
    notifyFailure(title, error);
    return undefined;
  }
}
