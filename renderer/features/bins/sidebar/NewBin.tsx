import { createBin } from '../../../state/bin-actions.ts';
import { NameForm } from './NameForm.tsx';

/** A row that takes the name of a new bin. */
export function NewBin({ onClose }: { onClose: () => void }) {
  return (
    <NameForm
      label="Name of the new bin"
      initial=""
      placeholder="Stripe checkout"
      save={async (name) => {
        await createBin(name);
      }}
      onClose={onClose}
    />
  );
}
