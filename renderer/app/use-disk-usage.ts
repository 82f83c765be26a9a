import { useEffect, useState } from 'react';
import type { StoreUsage } from '../../shared/model/status.ts';
import { call } from '../host/call.ts';

const INTERVAL_MS = 15_000;

/** Disk space used, looked up every 15 s while the window is in sight. */
export function useDiskUsage(): StoreUsage | undefined {
  const [usage, setUsage] = useState<StoreUsage>();
  useEffect(() => {
    const look = () => {
      // The last figure stays when there is no new one.
      if (!document.hidden) call('store.usage', {}).then(setUsage, () => undefined);
    };
    look();
    const timer = setInterval(look, INTERVAL_MS);
    return () => clearInterval(timer);
  }, []);
  return usage;
}
