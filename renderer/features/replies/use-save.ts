import { useState } from 'react';
import { CommandFailureError } from '../../host/call.ts';

/** Runs a save and keeps what kept it from being done. */
export function useSave(save: () => Promise<void>): {
  isBusy: boolean;
  failure: string | undefined;
  run: () => void;
} {
  const [isBusy, setIsBusy] = useState(false);
  const [failure, setFailure] = useState<string>();
  const run = async () => {
    setIsBusy(true);
    setFailure(undefined);
    try {
      await save();
    } catch (error) {
      if (!(error instanceof CommandFailureError)) throw error;
      setFailure(error.details[0]?.message ?? error.message);
    } finally {
      setIsBusy(false);
    }
  };
  return { isBusy, failure, run: () => void run() };
}
