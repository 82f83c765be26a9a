import { Forward } from 'lucide-react';
import { useState } from 'react';
import type { Bin } from '../../../shared/model/bin.ts';
import { CommandFailureError } from '../../host/call.ts';
import { freshForward, startForward } from '../../state/forwards.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { saveForward } from './forward-actions.ts';
import { HostFields } from './HostFields.tsx';

/** The first rule of a bin: an address is all it takes. */
export function QuickSetup({ bin }: { bin: Bin }) {
  const [url, setUrl] = useState('http://localhost:3000');
  const [hostHeader, setHostHeader] = useState<string>();
  const [failure, setFailure] = useState<CommandFailureError>();
  const [isBusy, setIsBusy] = useState(false);
  const at = (field: string) => failure?.fieldMessage(`forwards.0.${field}`);

  const save = async () => {
    setIsBusy(true);
    setFailure(undefined);
    try {
      await saveForward(
        bin,
        'new',
        freshForward({ url: url.trim(), ...(hostHeader === undefined ? {} : { hostHeader }) }),
      );
    } catch (error) {
      if (!(error instanceof CommandFailureError)) throw error;
      setFailure(error);
    } finally {
      setIsBusy(false);
    }
  };

  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <form
        aria-label="Forward this bin"
        className="mx-auto flex max-w-128 flex-col gap-4 px-6 py-12"
        onSubmit={(event) => {
          event.preventDefault();
          void save();
        }}
      >
        <div className="text-center">
          <Forward aria-hidden size={24} strokeWidth={1.5} className="mx-auto mb-2 text-faint" />
          <h2 className="text-title font-semibold">Pass requests on to your code</h2>
          <p className="mt-1 text-muted">
            What {bin.name} receives goes on to this address, and the sender gets your code’s reply. Every
            request is stored first.
          </p>
        </div>
        {failure !== undefined && at('url') === undefined && at('hostHeader') === undefined && (
          <Banner tone="err">{failure.message}</Banner>
        )}
        <Field label="Your code’s address" error={at('url')}>
          <TextField value={url} onChange={setUrl} isCode placeholder="http://localhost:3000/webhooks" />
        </Field>
        <HostFields hostHeader={hostHeader} error={at('hostHeader')} onChange={setHostHeader} />
        <div className="flex items-center justify-end gap-2">
          <Button variant="ghost" onClick={() => startForward(bin.id)}>
            More options
          </Button>
          <Button type="submit" variant="primary" isBusy={isBusy}>
            Forward requests
          </Button>
        </div>
      </form>
    </div>
  );
}
