import { Inbox, Send, Settings, type LucideIcon } from 'lucide-react';
import { showPlace, useView, type Place } from '../state/view.ts';
import { useWorkbench } from '../state/workbench.ts';
import { classNames } from '../ui/class-names.ts';
import { Logo } from './Logo.tsx';

/** The places of the window. */
export function Rail() {
  const place = useView((view) => view.place);
  const hasUnread = useWorkbench((state) => state.bins.some((bin) => bin.unreadCount > 0));
  return (
    <nav aria-label="Places" className="flex flex-col items-center gap-1 border-r border-line py-2.5">
      <Logo />
      <Item
        place="bins"
        label="Bins"
        icon={Inbox}
        isCurrent={place === 'bins'}
        hasMark={hasUnread && place !== 'bins'}
      />
      <Item
        place="compose"
        label="Compose"
        icon={Send}
        isCurrent={place === 'compose' || place === 'paypal-lab'}
      />
      <span className="flex-1" />
      <Item place="settings" label="Settings" icon={Settings} isCurrent={place === 'settings'} />
    </nav>
  );
}

interface ItemProps {
  place: Place;
  label: string;
  icon: LucideIcon;
  isCurrent: boolean;
  /** A dot: there is something new. */
  hasMark?: boolean;
}

function Item({ place, label, icon: Icon, isCurrent, hasMark = false }: ItemProps) {
  return (
    <button
      type="button"
      aria-current={isCurrent ? 'page' : undefined}
      onClick={() => showPlace(place)}
      className={classNames(
        'relative flex h-12 w-13 flex-col items-center justify-center gap-0.5 rounded-control text-[11px] leading-4 transition-colors duration-100',
        isCurrent ? 'bg-raised font-medium text-fg' : 'text-muted hover:bg-hover hover:text-fg',
      )}
    >
      <Icon aria-hidden size={17} strokeWidth={1.75} />
      {label}
      {hasMark && (
        <span className="absolute top-1.5 right-3 size-1.5 rounded-full bg-accent">
          <span className="sr-only">, unread</span>
        </span>
      )}
    </button>
  );
}
