import { useEffect, useState } from 'react';
import type { CommandValue } from '../../../shared/ipc/contract.ts';
import type { LanOptions } from '../../../shared/model/tunnel-options.ts';
import { call } from '../../host/call.ts';
import { addTunnel } from '../../state/tunnel-actions.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { classNames } from '../../ui/class-names.ts';

type Address = CommandValue<'tunnel.interfaces'>['addresses'][number];

export interface LanDialogProps {
  options?: LanOptions;
  onSave?: (options: LanOptions) => Promise<unknown>;
  onClose: () => void;
}

/** Chooses the address of the local network to listen at. */
export function LanDialog({ options, onSave = addTunnel, onClose }: LanDialogProps) {
  const [addresses, setAddresses] = useState<Address[]>();
  const [chosen, setChosen] = useState<string | undefined>(options?.address);
  const [error, setError] = useState<string>();
  useEffect(() => {
    call('tunnel.interfaces', {}).then(
      (value) => {
        const found = [...value.addresses].sort((a, b) => Number(a.isInternal) - Number(b.isInternal));
        setAddresses(found);
        setChosen((now) => now ?? found[0]?.address);
      },
      (failure: unknown) => setError(failure instanceof Error ? failure.message : String(failure)),
    );
  }, []);
  const save = async () => {
    const address = addresses?.find((each) => each.address === chosen);
    if (address === undefined) {
      setError('Choose an address.');
      return;
    }
    try {
      await onSave({
        ...options,
        provider: 'lan',
        interfaceName: address.interfaceName,
        address: address.address,
      });
      onClose();
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Listen in the local network"
      description="For a phone or another computer in the same network. Nothing goes over the internet."
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit">
            {options === undefined ? 'Add address' : 'Save'}
          </Button>
        </>
      }
    >
      <div role="radiogroup" aria-label="Address" className="flex flex-col gap-1">
        {addresses?.map((each) => (
          <label
            key={each.address}
            className={classNames(
              'flex items-center gap-2.5 rounded-control border px-3 py-2',
              each.address === chosen ? 'border-accent bg-accent-bg' : 'border-line hover:bg-hover',
            )}
          >
            <input
              type="radio"
              name="address"
              className="accent-accent"
              checked={each.address === chosen}
              onChange={() => setChosen(each.address)}
            />
            <span className="min-w-0 flex-1">
              <span className="code block text-code break-all">{each.address}</span>
              <span className="block text-small text-muted">
                {each.interfaceName}
                {each.isInternal ? ' · only this computer' : ''}
              </span>
            </span>
          </label>
        ))}
      </div>
      <Banner tone="warn" title="Open to the network">
        While it runs, everyone in that network can send to your bins. Only this one address is opened.
      </Banner>
      {error !== undefined && <Banner tone="err">{error}</Banner>}
    </Dialog>
  );
}
