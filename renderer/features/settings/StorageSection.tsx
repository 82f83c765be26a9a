import { useEffect, useState } from 'react';
import type { StoreUsage } from '../../../shared/model/status.ts';
import { call } from '../../host/call.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Banner } from '../../ui/Banner.tsx';
import { ByteSize } from '../../ui/ByteSize.tsx';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { Section } from './parts.tsx';

const REFRESH_MS = 5000;

export function StorageSection() {
  const dataDir = useWorkbench((state) => state.dataDir);
  const health = useWorkbench((state) => state.health);
  const usage = useUsage();
  return (
    <Section
      id="settings-storage"
      title="Storage"
      description="Everything is kept on this machine. A bin's menu clears or deletes what it holds."
    >
      {!health.isAccepting && (
        <Banner tone="err" title="Requests can't be stored">
          {health.problem}
        </Banner>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-6 gap-y-2">
        <dt className="text-muted">Used</dt>
        <dd>{usage === undefined ? '…' : <ByteSize bytes={usage.sizeBytes} className="nums" />}</dd>
        <dt className="text-muted">Free on this disk</dt>
        <dd>{usage === undefined ? '…' : <ByteSize bytes={usage.freeBytes} className="nums" />}</dd>
        <dt className="text-muted">Data folder</dt>
        <dd className="flex items-start gap-1">
          <span className="code min-w-0 text-code break-all select-text">{dataDir}</span>
          <CopyButton text={dataDir} label="Copy path of the data folder" className="-mt-0.5" />
        </dd>
      </dl>
    </Section>
  );
}

/** Read again every few seconds: nothing tells when the disk fills up. */
function useUsage(): StoreUsage | undefined {
  const [usage, setUsage] = useState<StoreUsage>();
  useEffect(() => {
    let isCurrent = true;
    const read = () => {
      call('store.usage', {}).then(
        (next) => isCurrent && setUsage(next),
        // The banner says what is wrong with the store; the figures stay as they were.
        () => undefined,
      );
    };
    read();
    const timer = setInterval(read, REFRESH_MS);
    return () => {
      isCurrent = false;
      clearInterval(timer);
    };
  }, []);
  return usage;
}
