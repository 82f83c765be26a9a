import { ArrowUp, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { tunnelsOf, withFirst, withOptions, withTunnels } from '../../../shared/model/tunnel-list.ts';
import type { TunnelOptions } from '../../../shared/model/tunnel-options.ts';
import { call } from '../../host/call.ts';
import { attempt, notify } from '../../state/notices.ts';
import { useWorkbench, workbench } from '../../state/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Menu } from '../../ui/Menu.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { LanDialog } from './LanDialog.tsx';
import { SshDialog } from './SshDialog.tsx';
import { optionWords } from './tunnel-words.ts';

const update = (change: Parameters<typeof withTunnels>[0] | undefined) =>
  change === undefined
    ? Promise.resolve()
    : attempt('The tunnels were not changed', () => call('settings.update', withTunnels(change)));

/** Every tunnel that is set up, which is started, and which stands by. For the settings. */
export function TunnelSetting() {
  const settings = useWorkbench((state) => state.settings);
  const tunnels = tunnelsOf(settings);
  const [editing, setEditing] = useState<number | 'ssh' | 'lan'>();
  const close = () => setEditing(undefined);
  const remove = (index: number) => {
    const former = tunnels;
    void attempt('The tunnel was not removed', async () => {
      await call('settings.update', withOptions(workbench().settings, index, undefined));
      notify('Tunnel removed', { label: 'Undo', run: () => void update(former) });
    });
  };
  const hasNgrok = tunnels.some(({ provider }) => provider === 'ngrok');
  return (
    <div role="group" aria-label="Tunnels" className="flex flex-col gap-3">
      <ol className="flex flex-col gap-1.5">
        {tunnels.map((options, index) => (
          <Row
            key={`${index} ${JSON.stringify(options)}`}
            options={options}
            isFirst={index === 0}
            isOnly={tunnels.length === 1}
            onFirst={() =>
              void attempt('The tunnel was not changed', () =>
                call('settings.update', withFirst(workbench().settings, index)),
              )
            }
            onEdit={() => setEditing(index)}
            onRemove={() => remove(index)}
          />
        ))}
      </ol>
      <div>
        <Menu
          align="start"
          trigger={
            <Button icon={Plus} disabled={tunnels.length > 5}>
              Add tunnel
            </Button>
          }
          groups={[
            [
              ...(hasNgrok
                ? []
                : [{ label: 'ngrok', onSelect: () => void update([...tunnels, { provider: 'ngrok' }]) }]),
              { label: 'SSH…', onSelect: () => setEditing('ssh') },
              { label: 'Local network…', onSelect: () => setEditing('lan') },
            ],
          ]}
        />
      </div>
      <Field
        label="Take over when the tunnel fails"
        hint="After four seconds the next of the list is tried. What took over stays until you start the first again."
      >
        <Switch
          isOn={settings.standby.isTakeoverOn}
          onChange={(isTakeoverOn) =>
            void attempt('The setting was not changed', () =>
              call('settings.update', { standby: { isTakeoverOn } }),
            )
          }
        />
      </Field>
      <EditDialog editing={editing} tunnels={tunnels} onClose={close} />
    </div>
  );
}

interface RowProps {
  options: TunnelOptions;
  isFirst: boolean;
  isOnly: boolean;
  onFirst: () => void;
  onEdit: () => void;
  onRemove: () => void;
}

function Row({ options, isFirst, isOnly, onFirst, onEdit, onRemove }: RowProps) {
  const { title, detail, short } = optionWords(options);
  return (
    <li className="flex items-center gap-2 rounded-control border border-line px-3 py-1.5">
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{title}</span>
        <span className="code block truncate text-small text-faint">{detail}</span>
      </span>
      <span className="shrink-0 text-small text-muted">{isFirst ? 'Started first' : 'Stands by'}</span>
      {!isFirst && (
        <IconButton label={`Start ${short} first`} icon={ArrowUp} size="small" onClick={onFirst} />
      )}
      {options.provider !== 'ngrok' && (
        <IconButton label={`Edit ${short}`} icon={Pencil} size="small" onClick={onEdit} />
      )}
      {!isOnly && <IconButton label={`Remove ${short}`} icon={Trash2} size="small" onClick={onRemove} />}
    </li>
  );
}

interface EditDialogProps {
  editing: number | 'ssh' | 'lan' | undefined;
  tunnels: readonly TunnelOptions[];
  onClose: () => void;
}

function EditDialog({ editing, tunnels, onClose }: EditDialogProps) {
  if (editing === undefined) return null;
  // In the settings a new one stands by: what is started stays.
  const add = (options: TunnelOptions) => call('settings.update', withTunnels([...tunnels, options]));
  if (editing === 'ssh') return <SshDialog onSave={add} onClose={onClose} />;
  if (editing === 'lan') return <LanDialog onSave={add} onClose={onClose} />;
  const options = tunnels[editing];
  const save = (changed: TunnelOptions) =>
    call('settings.update', withOptions(workbench().settings, editing, changed));
  if (options?.provider === 'ssh') return <SshDialog options={options} onSave={save} onClose={onClose} />;
  if (options?.provider === 'lan') return <LanDialog options={options} onSave={save} onClose={onClose} />;
  return null;
}
