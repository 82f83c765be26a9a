import type { Bin } from '../../../../shared/model/bin.ts';
import { updateBin } from '../../../state/bin-actions.ts';
import { NameForm } from './NameForm.tsx';

/** Takes the place of the bin's row while its name is edited. */
export function RenameBin({ bin, onClose }: { bin: Bin; onClose: () => void }) {
  return (
    <NameForm
      label={`New name of ${bin.name}`}
      initial={bin.name}
      save={async (name) => {
        if (name !== bin.name) await updateBin(bin.id, { name });
      }}
      onClose={onClose}
    />
  );
}
