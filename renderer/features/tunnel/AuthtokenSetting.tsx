import { useState } from 'react';
import { NGROK_AUTHTOKEN } from '../../../shared/model/secret.ts';
import { call } from '../../host/call.ts';
import { attempt, notify } from '../../state/notices.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { AlertDialog } from '../../ui/AlertDialog.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { AuthtokenDialog } from './AuthtokenDialog.tsx';
import { backendSentence } from './backend-sentence.ts';

/** Sets, replaces or removes ngrok's authtoken; its value is never shown. For the settings. */
export function AuthtokenSetting() {
  const secrets = useWorkbench((state) => state.secrets);
  const hasToken = secrets.secrets.some(({ name }) => name === NGROK_AUTHTOKEN);
  const [open, setOpen] = useState<'dialog' | 'removal'>();
  const close = () => setOpen(undefined);
  return (
    <div role="group" aria-label="ngrok authtoken" className="flex flex-col gap-2">
      <div className="flex flex-wrap items-center gap-2">
        <div className="min-w-60 flex-1">
          <div className="font-medium">Authtoken</div>
          <div className="text-small text-faint">
            {hasToken
              ? `Set. ${backendSentence(secrets.backend)}`
              : 'Not set. The tunnel asks for it when it is started.'}
          </div>
        </div>
        <Button onClick={() => setOpen('dialog')}>{hasToken ? 'Replace authtoken' : 'Set authtoken'}</Button>
        {hasToken && (
          <Button variant="danger" onClick={() => setOpen('removal')}>
            Remove authtoken
          </Button>
        )}
      </div>
      {secrets.warning !== undefined && <Banner tone="warn">{secrets.warning}</Banner>}
      {open === 'dialog' && (
        <AuthtokenDialog
          hasToken={hasToken}
          saveLabel="Save"
          onSaved={() => notify('Authtoken saved')}
          onClose={close}
        />
      )}
      <AlertDialog
        isOpen={open === 'removal'}
        onClose={close}
        title="Remove the authtoken?"
        description="The tunnel can't be started until one is set again. A tunnel that runs goes on until it is stopped."
        confirmLabel="Remove authtoken"
        onConfirm={() =>
          void attempt('The authtoken was not removed', () =>
            call('secrets.delete', { name: 'ngrok.authtoken' }),
          )
        }
      />
    </div>
  );
}
