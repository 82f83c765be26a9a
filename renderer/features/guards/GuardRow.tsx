import { Globe, KeyRound, Lock, PencilLine, Signature, Ticket, Trash2, UserLock } from 'lucide-react';
import type { Guard } from '../../../shared/model/guard.ts';
import { Banner } from '../../ui/Banner.tsx';
import { classNames } from '../../ui/class-names.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { guardSentence, guardTitles } from './guard-words.ts';

const icons = {
  token: Ticket,
  basic: UserLock,
  bearer: KeyRound,
  ipRange: Globe,
  signature: Signature,
  https: Lock,
};

export interface GuardRowProps {
  guard: Guard;
  /** Why it lets no one in as things are. */
  problem: string | undefined;
  onToggle: (isEnabled: boolean) => void;
  onEdit: () => void;
  onRemove: () => void;
}

export function GuardRow({ guard, problem, onToggle, onEdit, onRemove }: GuardRowProps) {
  const Icon = icons[guard.kind];
  const title = guardTitles[guard.kind];
  const hasFields = guard.kind !== 'signature' && guard.kind !== 'https';
  return (
    <li className="px-4 py-2.5" aria-label={`${title}, ${guard.isEnabled ? 'on' : 'off'}`}>
      <div className="flex items-center gap-3">
        <Icon
          aria-hidden
          size={16}
          strokeWidth={1.75}
          className={guard.isEnabled ? 'shrink-0 text-accent' : 'shrink-0 text-faint'}
        />
        <div className="min-w-0 flex-1">
          <div className={classNames('font-medium', !guard.isEnabled && 'text-muted')}>{title}</div>
          <div className="text-small break-words text-muted">{guardSentence(guard)}</div>
        </div>
        <Switch isOn={guard.isEnabled} onChange={onToggle} label={`Use the guard ${title}`} />
        <div className="flex items-center">
          {hasFields ? (
            <IconButton label={`Edit ${title}`} icon={PencilLine} onClick={onEdit} />
          ) : (
            <span className="size-7" />
          )}
          <IconButton label={`Remove ${title}`} icon={Trash2} onClick={onRemove} />
        </div>
      </div>
      {problem !== undefined && (
        <Banner tone="warn" className="mt-2" title="This guard lets no one in">
          {problem}
        </Banner>
      )}
    </li>
  );
}
