import type { Refusal } from '../../../../shared/model/guard.ts';
import { showBinPage } from '../../../state/view.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';

/** Why a guard of the bin did not let the request in. */
export function RefusalBanner({ refusal }: { refusal: Refusal }) {
  return (
    <Banner
      tone="warn"
      title={`Rejected with ${refusal.status}: it was not answered by a rule, and not sent on`}
      actions={
        <Button size="small" onClick={() => showBinPage('guards')}>
          Guards
        </Button>
      }
    >
      {refusal.message}
    </Banner>
  );
}
