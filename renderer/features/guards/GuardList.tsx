import { Plus, ShieldCheck } from 'lucide-react';
import { useState } from 'react';
import type { Bin } from '../../../shared/model/bin.ts';
import type { Guard, GuardKind } from '../../../shared/model/guard.ts';
import { updateBin } from '../../state/bin-actions.ts';
import { useGuardStatus } from '../../state/guard-status.ts';
import { attempt, notify } from '../../state/notices.ts';
import { Button } from '../../ui/Button.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { GuardDialog } from './GuardDialog.tsx';
import { GuardRow } from './GuardRow.tsx';
import { guardPurposes, guardTitles } from './guard-words.ts';
import { Panel } from './Panel.tsx';

const kinds = ['token', 'basic', 'bearer', 'ipRange', 'signature', 'https'] as const;

/** A bin's guards: each can be switched off, changed and removed. */
export function GuardList({ bin }: { bin: Bin }) {
  const [editing, setEditing] = useState<{ guard: Guard | GuardKind; index: number }>();
  const { problems } = useGuardStatus(bin.id);
  const { guards } = bin;
  const save = async (next: Guard[]): Promise<void> => {
    await updateBin(bin.id, { guards: next });
  };

  const remove = async (guard: Guard) => {
    const before = guards;
    const isDone = await attempt('The guard was not removed', () =>
      updateBin(bin.id, { guards: guards.filter(({ id }) => id !== guard.id) }),
    );
    if (isDone === undefined) return;
    notify(`Removed the guard ${guardTitles[guard.kind]}`, {
      label: 'Undo',
      run: () => void attempt('The guard did not come back', () => save(before)),
    });
  };
  const put = (guard: Guard) => {
    const isKnown = guards.some(({ id }) => id === guard.id);
    return save(isKnown ? guards.map((each) => (each.id === guard.id ? guard : each)) : [...guards, guard]);
  };

  return (
    <Panel
      title="Guards"
      description="Every guard that is on has to be satisfied. Others are answered 401 or 403, kept under Rejected, and never sent on."
      actions={
        <Menu
          trigger={
            <Button variant={guards.length === 0 ? 'primary' : 'secondary'} icon={Plus}>
              Add guard
            </Button>
          }
          groups={[
            kinds.map((kind) => ({
              label: guardTitles[kind],
              detail: guardPurposes[kind],
              onSelect: () => setEditing({ guard: kind, index: guards.length }),
            })),
          ]}
        />
      }
    >
      {guards.length === 0 ? (
        <p className="flex items-center gap-2.5 rounded-card border border-line bg-surface px-4 py-3 text-muted">
          <ShieldCheck aria-hidden size={16} strokeWidth={1.75} className="shrink-0 text-faint" />
          This bin takes every request, whoever sends it.
        </p>
      ) : (
        <ul aria-label="Guards" className="divide-y divide-line rounded-card border border-line bg-surface">
          {guards.map((guard, index) => (
            <GuardRow
              key={guard.id}
              guard={guard}
              problem={problems.find(({ guardId }) => guardId === guard.id)?.message}
              onToggle={(isEnabled) =>
                void attempt('The guard was not switched', () => put({ ...guard, isEnabled }))
              }
              onEdit={() => setEditing({ guard, index })}
              onRemove={() => void remove(guard)}
            />
          ))}
        </ul>
      )}
      {editing !== undefined && (
        <GuardDialog {...editing} onSave={put} onClose={() => setEditing(undefined)} />
      )}
    </Panel>
  );
}
