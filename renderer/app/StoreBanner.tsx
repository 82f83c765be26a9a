import { useWorkbench } from '../state/workbench.ts';
import { Banner } from '../ui/Banner.tsx';

/** While requests can't be stored: why, and how many senders were turned away. */
export function StoreBanner() {
  const health = useWorkbench((state) => state.health);
  if (health.isAccepting) return null;
  const count = health.refusedCount.toLocaleString('en');
  return (
    <Banner tone="err" title="Requests are not being stored" className="mx-4 my-2">
      {health.problem ?? 'The disk does not take them.'} Senders get 503 and are asked to try again
      {health.refusedCount > 0 && `; ${count} so far`}. It goes on by itself once there is room.
    </Banner>
  );
}
