import { useWorkbench } from '../../state/workbench.ts';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { Addresses, ListenerCode } from './Addresses.tsx';
import { LabLog, type LabLogProps } from './LabLog.tsx';
import { LabSwitch } from './LabSwitch.tsx';
import { SendForm } from './SendForm.tsx';

/** The PayPal lab: its switch, its addresses and what to send on the left, what listeners asked on the right. */
export function PaypalLabView({ renderDelivery }: LabLogProps) {
  const { isRunning, urls } = useWorkbench((state) => state.paypalLab);
  return (
    <section aria-label="PayPal lab" className="flex min-h-0 min-w-0 flex-1 flex-col">
      <SplitPane
        id="paypal-lab"
        label="Resize the set-up and the log"
        leftPercent={50}
        minLeftPx={340}
        minRightPx={340}
        left={
          <div className="min-h-0 flex-1 overflow-y-auto">
            <LabSwitch />
            <SendForm isRunning={isRunning} />
            {urls !== undefined && (
              <>
                <Addresses urls={urls} />
                <ListenerCode urls={urls} />
              </>
            )}
          </div>
        }
        right={<LabLog renderDelivery={renderDelivery} />}
      />
    </section>
  );
}
