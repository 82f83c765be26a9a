import { useGuardStatus } from '../../../state/guard-status.ts';
import { useWorkbench } from '../../../state/workbench.ts';
import { Segmented } from '../../../ui/Segmented.tsx';
import { setAdmission, useBinFilter } from './bin-filter.ts';

/** All, what was let in, or what guards refused: where a bin has guards, or has refused something. */
export function AdmissionSegments({ binId }: { binId: string }) {
  const admission = useBinFilter((filter) => filter.admission);
  const hasGuards = useWorkbench(({ bins }) => bins.find(({ id }) => id === binId)?.guards.length !== 0);
  const { refusedCount } = useGuardStatus(binId);
  if (!hasGuards && refusedCount === 0 && admission === 'all') return null;
  return (
    <div className="flex">
      <Segmented
        label="Requests by guards"
        value={admission}
        onChange={setAdmission}
        options={[
          { value: 'all', label: 'All' },
          { value: 'accepted', label: 'Accepted' },
          { value: 'rejected', label: `Rejected ${refusedCount.toLocaleString('en')}` },
        ]}
      />
    </div>
  );
}
