import { useState } from 'react';
import type { PaypalLab } from '../../../shared/model/paypal-lab.ts';
import { call } from '../../host/call.ts';
import { CodeView } from '../../ui/CodeView.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Segmented } from '../../ui/Segmented.tsx';
import { LabSection } from './LabSection.tsx';
import { listenerCode, type ListenerLanguage } from './listener-code.ts';

type LabUrls = NonNullable<PaypalLab['urls']>;

const rows: { url: keyof LabUrls; label: string; instead: string }[] = [
  { url: 'ipnSandbox', label: 'IPN, sandbox', instead: 'https://ipnpb.sandbox.paypal.com/cgi-bin/webscr' },
  { url: 'ipnLive', label: 'IPN, live', instead: 'https://ipnpb.paypal.com/cgi-bin/webscr' },
  { url: 'api', label: 'REST API', instead: 'https://api-m.sandbox.paypal.com' },
  {
    url: 'apiHttps',
    label: 'REST, HTTPS',
    instead: 'https://api-m.paypal.com, for a client that insists on TLS',
  },
];

/** What goes into the listener's configuration in place of PayPal's own addresses. */
export function Addresses({ urls }: { urls: LabUrls }) {
  return (
    <LabSection title="Addresses">
      <ul className="flex flex-col gap-2.5">
        {rows.map(({ url, label, instead }) => (
          <li key={url} className="grid grid-cols-[7.5rem_minmax(0,1fr)_auto] items-center gap-x-2">
            <span className="text-muted">{label}</span>
            <span className="code truncate text-code select-text" title={urls[url]}>
              {urls[url]}
            </span>
            <CopyButton text={urls[url]} label={`Copy ${label}`} />
            <span className="col-start-2 truncate text-small text-faint" title={instead}>
              instead of {instead}
            </span>
          </li>
        ))}
        <li className="grid grid-cols-[7.5rem_minmax(0,1fr)_auto] items-center gap-x-2">
          <span className="text-muted">Certificate</span>
          <span className="code truncate text-code select-text" title={urls.certificate}>
            {urls.certificate.split('/').at(-1)}
          </span>
          <CopyButton
            text={async () => (await call('paypalLab.certificate', {})).pem}
            label="Copy the certificate as PEM"
          />
          <span className="col-start-2 text-small text-faint">
            signs the webhooks and serves HTTPS: trust it with NODE_EXTRA_CA_CERTS or CURLOPT_CAINFO
          </span>
        </li>
      </ul>
    </LabSection>
  );
}

/** What of a listener's code changes. */
export function ListenerCode({ urls }: { urls: LabUrls }) {
  const [language, setLanguage] = useState<ListenerLanguage>('node');
  const [kind, setKind] = useState<'ipn' | 'webhook'>('ipn');
  const code = listenerCode(language, kind, urls);
  return (
    <LabSection title="In your listener" aside={<CopyButton text={code} label="Copy the code" />}>
      <div className="flex flex-wrap gap-2">
        <Segmented
          label="Kind of listener"
          value={kind}
          onChange={setKind}
          options={[
            { value: 'ipn', label: 'IPN' },
            { value: 'webhook', label: 'Webhook' },
          ]}
        />
        <Segmented
          label="Language"
          value={language}
          onChange={setLanguage}
          options={[
            { value: 'node', label: 'Node' },
            { value: 'php', label: 'PHP' },
            { value: 'python', label: 'Python' },
          ]}
        />
      </div>
      <div className="flex h-64 rounded-control border border-line">
        <CodeView label="Listener code" text={code} />
      </div>
    </LabSection>
  );
}
