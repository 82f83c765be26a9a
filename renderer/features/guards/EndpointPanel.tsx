import { Copy } from 'lucide-react';
import type { Bin } from '../../../shared/model/bin.ts';
import { maskedUrl } from '../../../shared/http/guarded-url.ts';
import { call } from '../../host/call.ts';
import { useEndpoints } from '../../state/endpoints.ts';
import { attempt, notify } from '../../state/notices.ts';
import { Button } from '../../ui/Button.tsx';
import { guardTitles } from './guard-words.ts';
import { Panel } from './Panel.tsx';

/** The URL to hand out, with the tokens that it has to carry: masked here, whole in the clipboard. */
export function EndpointPanel({ bin }: { bin: Bin }) {
  const { local, secure, public: publicUrl } = useEndpoints(bin.slug);
  const urls = [
    ...(publicUrl === undefined ? [] : [{ label: 'Public', url: publicUrl }]),
    ...(secure === undefined ? [] : [{ label: 'HTTPS', url: secure }]),
    { label: 'Local', url: local },
  ];
  const copy = (url: string) =>
    void attempt('The URL was not copied', async () => {
      await call('desktop.copyEndpoint', { binId: bin.id, url });
      notify('Copied the endpoint, with what it has to carry');
    });
  const elsewhere = bin.guards.filter(
    (guard) =>
      guard.isEnabled &&
      (guard.kind === 'basic' ||
        guard.kind === 'bearer' ||
        (guard.kind === 'token' && guard.place.in === 'header')),
  );
  return (
    <Panel
      title="Endpoint"
      description="What to give to the sender. Secrets are shown masked, and copied whole."
    >
      <dl className="divide-y divide-line rounded-card border border-line bg-surface">
        {urls.map(({ label, url }) => (
          <div key={label} className="flex items-center gap-3 py-1.5 pr-2 pl-4">
            <dt className="w-14 shrink-0 text-muted">{label}</dt>
            <dd className="flex min-w-0 flex-1 items-center gap-2">
              <span className="code min-w-0 flex-1 text-code break-all select-text">
                {maskedUrl(url, bin.guards)}
              </span>
              <Button size="small" variant="ghost" icon={Copy} onClick={() => copy(url)}>
                Copy<span className="sr-only"> the {label} endpoint</span>
              </Button>
            </dd>
          </div>
        ))}
      </dl>
      {elsewhere.length > 0 && (
        <p className="mt-2 text-small text-muted">
          A URL can’t carry everything: the sender also has to be told of{' '}
          {elsewhere.map((guard) => guardTitles[guard.kind]).join(', ')}.
        </p>
      )}
    </Panel>
  );
}
