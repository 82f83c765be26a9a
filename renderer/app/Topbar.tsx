import { ChevronDown, Globe, Link, Moon, Search, Sun } from 'lucide-react';
import { call } from '../host/call.ts';
import { useEndpoints } from '../state/endpoints.ts';
import { attempt, notify } from '../state/notices.ts';
import { useView } from '../state/view.ts';
import { useWorkbench } from '../state/workbench.ts';
import type { Theme } from '../styles/theme.ts';
import { CopyButton } from '../ui/CopyButton.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Menu } from '../ui/Menu.tsx';

export interface TopbarProps {
  theme: Theme;
  onSearch: () => void;
}

const titles = { bins: 'Bins', compose: 'Compose', 'paypal-lab': 'PayPal lab', settings: 'Settings' };

export function Topbar({ theme, onSearch }: TopbarProps) {
  const { place, binId } = useView();
  const name = useWorkbench((state) => state.bins.find((bin) => bin.id === binId)?.name);
  const slug = useWorkbench((state) => state.bins.find((bin) => bin.id === binId)?.slug);
  const title = place === 'bins' ? (name ?? titles.bins) : titles[place];
  const other = theme === 'dark' ? 'light' : 'dark';
  const toggleTheme = () =>
    attempt('The theme was not changed', () => call('settings.update', { appearance: { theme: other } }));
  return (
    <header className="flex h-11 shrink-0 items-center gap-3 border-b border-line px-4">
      <h1 className="max-w-64 min-w-0 shrink-0 truncate text-[14px] font-semibold">{title}</h1>
      {place === 'bins' && slug !== undefined && <Endpoint slug={slug} />}
      <span className="flex-1" />
      <button
        type="button"
        onClick={onSearch}
        className="flex h-7 w-62 shrink-0 items-center gap-2 rounded-control border border-line bg-surface px-2 text-faint transition-colors duration-100 hover:border-line-strong max-[1180px]:w-40"
      >
        <Search aria-hidden size={14} strokeWidth={1.75} />
        <span className="min-w-0 flex-1 truncate text-left">
          Search<span className="max-[1180px]:sr-only"> everything</span>
        </span>
        <Kbd keys="$mod+K" />
      </button>
      <IconButton
        label={`Use the ${other} theme`}
        icon={theme === 'dark' ? Sun : Moon}
        variant="secondary"
        onClick={() => void toggleTheme()}
      />
    </header>
  );
}

/** The URL to hand out, one click from the clipboard; the menu has every other one. */
function Endpoint({ slug }: { slug: string }) {
  const { best, local, localhost, secure, public: publicUrl } = useEndpoints(slug);
  const copy = (url: string) => () =>
    void navigator.clipboard.writeText(url).then(() => notify(`Copied ${url}`));
  const Icon = publicUrl === undefined ? Link : Globe;
  return (
    <div className="flex h-7 min-w-0 items-center rounded-control border border-line bg-surface pl-2">
      <Icon
        aria-hidden
        size={13}
        strokeWidth={1.75}
        className={publicUrl === undefined ? 'shrink-0 text-faint' : 'shrink-0 text-ok'}
      />
      <span
        aria-label="Endpoint"
        role="group"
        className="code min-w-0 truncate px-2 text-code text-muted select-text"
      >
        {best}
      </span>
      <CopyButton text={best} label="Copy endpoint URL" />
      <Menu
        align="start"
        trigger={<IconButton label="All endpoint URLs" icon={ChevronDown} size="small" />}
        groups={[
          [
            ...(publicUrl === undefined
              ? []
              : [{ label: 'Copy the public URL', detail: publicUrl, onSelect: copy(publicUrl) }]),
            { label: 'Copy the local URL', detail: local, onSelect: copy(local) },
            { label: 'Copy the URL by host name', detail: localhost, onSelect: copy(localhost) },
            ...(secure === undefined
              ? []
              : [{ label: 'Copy the HTTPS URL', detail: secure, onSelect: copy(secure) }]),
          ],
        ]}
      />
    </div>
  );
}
