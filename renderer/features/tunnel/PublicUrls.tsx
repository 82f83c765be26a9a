import { QrCode as QrCodeIcon } from 'lucide-react';
import { useState } from 'react';
import { endpointsOf } from '../../../shared/http/endpoint.ts';
import { useView } from '../../state/view.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { classNames } from '../../ui/class-names.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Popover } from '../../ui/Popover.tsx';
import { QrCode } from '../../ui/QrCode.tsx';

/** Each bin's public endpoint: one as a QR code, all to copy. */
export function PublicUrls({ publicUrl }: { publicUrl: string }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <Popover
      isOpen={isOpen}
      onOpenChange={setIsOpen}
      align="start"
      label="Public endpoints"
      trigger={<IconButton label="QR code and public endpoints" icon={QrCodeIcon} size="small" />}
    >
      <Endpoints publicUrl={publicUrl} />
    </Popover>
  );
}

function Endpoints({ publicUrl }: { publicUrl: string }) {
  const bins = useWorkbench((state) => state.bins);
  const listener = useWorkbench((state) => state.listener);
  const selectedBinId = useView((view) => view.binId);
  const [binId, setBinId] = useState(selectedBinId);
  const shown = bins.find((bin) => bin.id === binId) ?? bins[0];
  const urlOf = (slug: string): string => endpointsOf(slug, listener, publicUrl).public ?? publicUrl;
  return (
    <div className="flex flex-col items-center gap-3">
      {shown !== undefined && (
        <>
          <QrCode text={urlOf(shown.slug)} label={`QR code of the public endpoint of ${shown.name}`} />
          <p className="code text-center text-code break-all select-text">{urlOf(shown.slug)}</p>
        </>
      )}
      <ul aria-label="Public endpoints" className="relative max-h-52 w-full overflow-y-auto">
        {bins.map((bin) => (
          <li key={bin.id} className="flex items-center gap-1">
            <button
              type="button"
              aria-pressed={bin.id === shown?.id}
              className={classNames(
                'focus-inset min-w-0 flex-1 rounded-control px-2 py-1 text-left',
                bin.id === shown?.id ? 'bg-accent-bg' : 'hover:bg-hover',
              )}
              onClick={() => setBinId(bin.id)}
            >
              <span className="block truncate">{bin.name}</span>
              <span className="code block truncate text-small text-faint">/{bin.slug}</span>
            </button>
            <CopyButton text={urlOf(bin.slug)} label={`Copy public endpoint of ${bin.name}`} />
          </li>
        ))}
      </ul>
      <p className="text-small text-faint">Anyone who has one of these URLs can send to it.</p>
    </div>
  );
}
