import { Download, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { CertificateAuthority } from '../../../shared/model/https.ts';
import { call } from '../../host/call.ts';
import { attempt, notify } from '../../state/notices.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { AlertDialog } from '../../ui/AlertDialog.tsx';
import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { parsePort } from './addresses.ts';
import { Section, TextSetting } from './parts.tsx';
import { SwitchSetting } from './SwitchSetting.tsx';
import { TrustHelp } from './TrustHelp.tsx';

export function HttpsSection() {
  const { isHttpsEnabled, httpsPort } = useWorkbench((state) => state.settings.capture);
  const https = useWorkbench((state) => state.https);
  const { authority } = https;
  return (
    <Section
      id="settings-https"
      title="HTTPS on this computer"
      description="The capture listener speaks HTTPS as well, on a port of its own, for localhost, every bin’s name below it, and the addresses of this computer."
    >
      {https.problem !== undefined && (
        <Banner tone="err" title="HTTPS does not listen">
          {https.problem}
        </Banner>
      )}
      <SwitchSetting
        label="Serve HTTPS"
        hint="The first time, a certificate authority of this computer’s own is made. It can vouch for this computer only."
        path="capture.httpsPort"
        isOn={isHttpsEnabled}
        changeOf={(isOn) => ({ capture: { isHttpsEnabled: isOn } })}
      />
      <TextSetting
        label="HTTPS port"
        hint={
          https.isListening && https.port !== httpsPort
            ? `0 takes any free port. Now listening on ${https.port}.`
            : '0 takes any free port.'
        }
        path="capture.httpsPort"
        width="w-30"
        saved={String(httpsPort)}
        parse={(text) => parsePort(text, (next) => ({ capture: { httpsPort: next } }))}
      />
      {https.isListening && https.certificate !== undefined && (
        <Banner tone="ok" title={`Listening at https://localhost:${https.port}`}>
          For {https.certificate.names.join(', ')}, until{' '}
          {new Date(https.certificate.expiresAt).toLocaleDateString('en', { dateStyle: 'medium' })}; renewed
          by itself.
        </Banner>
      )}
      {authority !== undefined && (
        <Authority authority={authority} port={https.isListening ? https.port : httpsPort} />
      )}
    </Section>
  );
}

function Authority({ authority, port }: { authority: CertificateAuthority; port: number }) {
  const [isRemoving, setIsRemoving] = useState(false);
  const save = () =>
    void attempt('The certificate was not saved', async () => {
      const { path } = await call('desktop.saveAuthority', {});
      if (path !== undefined) notify(`Saved ${path}`);
    });
  const remove = () =>
    void attempt('The authority was not removed', async () => {
      await call('https.removeAuthority', {});
      notify('Removed the certificate authority and its key');
    });
  return (
    <div
      role="group"
      aria-label="Certificate authority"
      className="flex flex-col gap-3 border-t border-line pt-4"
    >
      <div className="flex items-start gap-3">
        <div className="min-w-0 flex-1">
          <h3 className="font-medium">{authority.name}</h3>
          <p className="text-small text-muted">
            The certificate authority. It is valid until{' '}
            {new Date(authority.expiresAt).toLocaleDateString('en', { dateStyle: 'medium' })}; its key never
            leaves the data folder.
          </p>
        </div>
        <Button icon={Download} onClick={save}>
          Save certificate…
        </Button>
        <Button icon={Trash2} variant="danger" onClick={() => setIsRemoving(true)}>
          Remove…
        </Button>
      </div>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] items-start gap-x-4 gap-y-1">
        <dt className="text-muted">SHA-256</dt>
        <dd className="flex items-start gap-1">
          <span className="code min-w-0 text-code break-all select-text">{authority.fingerprint}</span>
          <CopyButton text={authority.fingerprint} label="Copy fingerprint" />
        </dd>
        <dt className="text-muted">File</dt>
        <dd className="flex items-start gap-1">
          <span className="code min-w-0 text-code break-all select-text">{authority.path}</span>
          <CopyButton text={authority.path} label="Copy path of the certificate" />
        </dd>
      </dl>
      <TrustHelp path={authority.path} name={authority.name} port={port} />
      <AlertDialog
        isOpen={isRemoving}
        onClose={() => setIsRemoving(false)}
        title="Remove the certificate authority?"
        description="HTTPS is switched off, and the authority’s key is deleted. What trusts it now trusts nothing any more; take it out of there as well. The next time HTTPS is switched on another one is made."
        confirmLabel="Remove"
        onConfirm={remove}
      />
    </div>
  );
}
