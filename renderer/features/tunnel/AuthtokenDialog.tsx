import { ExternalLink, Eye, EyeOff } from 'lucide-react';
import { useState } from 'react';
import { call } from '../../host/call.ts';
import { attempt } from '../../state/notices.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { backendSentence } from './backend-sentence.ts';

const TOKEN_PAGE = 'https://dashboard.ngrok.com/get-started/your-authtoken';

export interface AuthtokenDialogProps {
  /** Whether one is kept already. */
  hasToken: boolean;
  /** The verb of the main button. */
  saveLabel: string;
  onSaved: () => void;
  onClose: () => void;
}

/** Asks for ngrok's authtoken and says where it is kept. */
export function AuthtokenDialog({ hasToken, saveLabel, onSaved, onClose }: AuthtokenDialogProps) {
  const secrets = useWorkbench((state) => state.secrets);
  const [token, setToken] = useState('');
  const [isShown, setIsShown] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [error, setError] = useState<string>();
  const openPage = () =>
    void attempt('The page was not opened', () => call('desktop.openExternal', { url: TOKEN_PAGE }));
  const save = async () => {
    const value = tokenIn(token);
    if (value === '') {
      setError('Paste the authtoken here.');
      return;
    }
    setIsSaving(true);
    try {
      await call('secrets.set', { name: 'ngrok.authtoken', value });
      onSaved();
      onClose();
    } catch (failure) {
      setError(failure instanceof Error ? failure.message : String(failure));
      setIsSaving(false);
    }
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={hasToken ? 'Replace the ngrok authtoken' : 'Connect to ngrok'}
      description="A tunnel needs an ngrok account, which is free. Its authtoken tells ngrok whose tunnel this is."
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" isBusy={isSaving}>
            {saveLabel}
          </Button>
        </>
      }
    >
      <ol className="flex list-decimal flex-col gap-2 pl-5 text-muted marker:text-faint">
        <li>
          Open <span className="code text-code break-all text-fg select-text">{TOKEN_PAGE}</span> and sign in.
          <div className="mt-1.5">
            <Button size="small" icon={ExternalLink} onClick={openPage}>
              Open in browser
            </Button>
          </div>
        </li>
        <li>Copy “Your Authtoken” and paste it below.</li>
      </ol>
      <Field label="Authtoken" error={error} hint={backendSentence(secrets.backend)}>
        <TextField
          type={isShown ? 'text' : 'password'}
          value={token}
          onChange={(next) => {
            setToken(next);
            setError(undefined);
          }}
          isCode
          autoFocus
          trailing={
            <IconButton
              label={isShown ? 'Hide authtoken' : 'Show authtoken'}
              icon={isShown ? EyeOff : Eye}
              size="small"
              onClick={() => setIsShown(!isShown)}
            />
          }
        />
      </Field>
      {secrets.warning !== undefined && <Banner tone="warn">{secrets.warning}</Banner>}
    </Dialog>
  );
}

/** The page offers the token also inside of a command; whoever copies that gets what was meant. */
function tokenIn(text: string): string {
  const trimmed = text.trim();
  return /^ngrok\s+config\s+add-authtoken\s+(\S+)$/.exec(trimmed)?.[1] ?? trimmed;
}
