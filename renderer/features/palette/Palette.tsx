import { Command } from 'cmdk';
import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import type { ExchangeSummary } from '../../../shared/model/exchange.ts';
import { Inert } from '../../ui/Inert.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { MethodLabel } from '../../ui/MethodLabel.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';
import { TimeAgo } from '../../ui/TimeAgo.tsx';
import type { PaletteAction } from './palette-action.ts';
import { useFoundExchanges } from './use-found-exchanges.ts';

export interface PaletteProps {
  isOpen: boolean;
  onClose: () => void;
  actions: readonly PaletteAction[];
  /** What the very text is for, such as a command that was pasted: it is offered first. */
  actionFor: (text: string) => PaletteAction | undefined;
  onOpenExchange: (exchange: ExchangeSummary) => void;
  binName: (binId: string) => string;
}

const itemStyle =
  'flex h-9 cursor-default items-center gap-2.5 rounded-control px-2.5 data-[selected=true]:bg-accent-bg';
const groupStyle =
  '[&_[cmdk-group-heading]]:px-2.5 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-small [&_[cmdk-group-heading]]:text-faint';

/** Reaches every action, and finds any exchange. */
export function Palette({ isOpen, onClose, actions, actionFor, onOpenExchange, binName }: PaletteProps) {
  return (
    <Dialog.Root open={isOpen} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="appear fixed inset-0 z-40 bg-scrim" />
        <Dialog.Content
          aria-describedby={undefined}
          className="appear fixed top-[12vh] left-1/2 z-40 w-[calc(100vw-48px)] max-w-152 -translate-x-1/2 overflow-hidden rounded-card border border-line bg-surface shadow-float outline-none"
        >
          <Dialog.Title className="sr-only">Search everything</Dialog.Title>
          <Body
            onClose={onClose}
            actions={actions}
            actionFor={actionFor}
            onOpenExchange={onOpenExchange}
            binName={binName}
          />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** Every word has to stand in the label or the keywords; at the start of a word it counts for more. */
function rank(_id: string, search: string, keywords: string[] = []): number {
  const text = ` ${keywords.join(' ').toLowerCase()}`;
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.every((word) => text.includes(word))) return 0;
  return words.every((word) => text.includes(` ${word}`)) ? 1 : 0.5;
}

function Body({ onClose, actions, actionFor, onOpenExchange, binName }: Omit<PaletteProps, 'isOpen'>) {
  const [text, setText] = useState('');
  const { found, isSearching } = useFoundExchanges(text);
  const [picked, setPicked] = useState('');
  const shown = actions.filter((action) => action.isKeyOnly !== true);
  const direct = actionFor(text);
  const groups = [...new Set(shown.map((action) => action.group))];
  const choose = (run: () => void) => {
    onClose();
    // After the palette has given the focus back, so that what opens next keeps it.
    requestAnimationFrame(run);
  };
  return (
    <Command
      label="Search everything"
      loop
      filter={rank}
      // Requests come later than the actions, and are not picked by themselves where no action matches.
      value={direct?.id ?? (picked === '' ? (found[0]?.id ?? '') : picked)}
      onValueChange={setPicked}
    >
      <div className="flex h-12 items-center gap-2.5 border-b border-line px-4">
        <Search aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-faint" />
        <Command.Input
          autoFocus
          value={text}
          onValueChange={setText}
          maxLength={1000}
          onPaste={(event) => {
            // The field has one line: what goes on in the next would be glued together.
            const pasted = event.clipboardData.getData('text');
            if (!/[\r\n]/.test(pasted) || actionFor(pasted) === undefined) return;
            event.preventDefault();
            setText(pasted.replace(/[ \t]*[\\^`]?[ \t]*\r?\n\s*/g, ' ').trim());
          }}
          placeholder="Do something, or find a request by its path, headers or body"
          className="h-full min-w-0 flex-1 bg-transparent text-[14px] outline-none select-text"
        />
        <Kbd keys="Escape" className="text-faint" />
      </div>
      <Command.List label="Results" className="max-h-[56vh] overflow-y-auto p-1.5">
        {found.length === 0 && (
          <Command.Empty className="px-2.5 py-6 text-center text-muted">
            {isSearching ? 'Searching …' : 'Nothing found'}
          </Command.Empty>
        )}
        {direct !== undefined && (
          <Command.Group heading={direct.group} className={groupStyle} forceMount>
            <Command.Item
              value={direct.id}
              forceMount
              onSelect={() => choose(direct.run)}
              className={itemStyle}
            >
              <direct.icon aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-muted" />
              <span className="min-w-0 flex-1 truncate">{direct.label}</span>
            </Command.Item>
          </Command.Group>
        )}
        {groups.map((group) => (
          <Command.Group key={group} heading={group} className={groupStyle}>
            {shown
              .filter((action) => action.group === group)
              .map((action) => (
                <Command.Item
                  key={action.id}
                  value={action.id}
                  keywords={[action.label, ...(action.keywords ?? [])]}
                  onSelect={() => choose(action.run)}
                  className={itemStyle}
                >
                  <action.icon aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-muted" />
                  <span className="min-w-0 flex-1 truncate">{action.label}</span>
                  {action.keys !== undefined && <Kbd keys={action.keys} className="text-faint" />}
                </Command.Item>
              ))}
          </Command.Group>
        ))}
        {found.length > 0 && (
          <Command.Group heading="Requests" className={groupStyle} forceMount>
            {found.map((exchange) => (
              <Command.Item
                key={exchange.id}
                value={exchange.id}
                forceMount
                onSelect={() => choose(() => onOpenExchange(exchange))}
                className={itemStyle}
              >
                <MethodLabel method={exchange.method} />
                <span className="min-w-0 flex-1 truncate">
                  <Inert text={exchange.target.slice(0, 200)} />
                </span>
                <span className="max-w-32 truncate text-small text-faint">{binName(exchange.binId)}</span>
                {exchange.outcome.status !== undefined && <StatusPill status={exchange.outcome.status} />}
                <TimeAgo at={exchange.receivedAt} className="nums w-14 text-right text-small text-faint" />
              </Command.Item>
            ))}
          </Command.Group>
        )}
      </Command.List>
    </Command>
  );
}
