import type { PaletteAction } from '../features/palette/palette-action.ts';
import { Dialog } from '../ui/Dialog.tsx';
import { Kbd } from '../ui/Kbd.tsx';

/** Keys that belong to one view or field. */
const others: [string, string][] = [
  ['$mod+Enter', 'Send the draft'],
  ['Enter', 'From the list to the detail'],
  ['F2', 'Rename the bin that has the focus'],
  ['Escape', 'Close, or clear the filter'],
];

/** Every shortcut, by group. */
export function ShortcutSheet({
  actions,
  onClose,
}: {
  actions: readonly PaletteAction[];
  onClose: () => void;
}) {
  const bound = actions.filter((action) => action.keys !== undefined);
  const groups = [...new Set(bound.map((action) => action.group))];
  return (
    <Dialog isOpen onClose={onClose} title="Keyboard shortcuts" size="medium">
      <div className="grid grid-cols-2 gap-x-8 gap-y-5">
        {groups.map((group) => (
          <Group
            key={group}
            title={group}
            rows={bound
              .filter((action) => action.group === group)
              .map((action) => [action.keys ?? '', action.label])}
          />
        ))}
        <Group title="Elsewhere" rows={others} />
      </div>
    </Dialog>
  );
}

function Group({ title, rows }: { title: string; rows: [string, string][] }) {
  return (
    <section>
      <h3 className="mb-1 text-small font-semibold text-faint">{title}</h3>
      <dl>
        {rows.map(([keys, label]) => (
          <div key={label} className="flex h-7 items-center justify-between gap-4">
            <dt>{label}</dt>
            <dd className="text-muted">
              <Kbd keys={keys} />
              <span className="sr-only">{keys.replace('$mod', 'Control')}</span>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
