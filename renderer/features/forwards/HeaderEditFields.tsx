import { Plus, X } from 'lucide-react';
import type { HeaderEdit } from '../../../shared/model/forward-rule.ts';
import { Button } from '../../ui/Button.tsx';
import { Field } from '../../ui/Field.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import type { RulePartProps } from './AdvancedFields.tsx';

const kinds = [
  { value: 'set', label: 'Set' },
  { value: 'add', label: 'Add' },
  { value: 'remove', label: 'Remove' },
] as const;

/** What the destination is told of the sender, and changes to the headers that go on. */
export function HeaderEditFields({ rule, errorAt, change }: RulePartProps) {
  const { headerEdits } = rule;
  const put = (edits: HeaderEdit[]) => change({ headerEdits: edits });
  const error = errorAt('headerEdits');
  return (
    <>
      <Field label="Tell the destination who sent it" error={errorAt('forwardedHeaders')}>
        <Select
          value={rule.forwardedHeaders}
          onChange={(forwardedHeaders) => change({ forwardedHeaders })}
          options={[
            { value: 'x-forwarded', label: 'X-Forwarded-For, -Host and -Proto' },
            { value: 'forwarded', label: 'Forwarded (RFC 7239)' },
            { value: 'both', label: 'Both' },
            { value: 'none', label: 'No' },
          ]}
        />
      </Field>
      <ol aria-label="Header changes" className="flex flex-col gap-1.5">
        {headerEdits.map((edit, index) => (
          <li key={index} className="flex items-center gap-2">
            <div className="w-24 shrink-0">
              <Select
                label={`What to do, ${index + 1}`}
                value={edit.kind}
                options={kinds}
                onChange={(kind) => put(headerEdits.with(index, withKind(edit, kind)))}
              />
            </div>
            <TextField
              label={`Header name, ${index + 1}`}
              className="flex-1"
              isCode
              placeholder="X-Env"
              value={edit.name}
              onChange={(name) => put(headerEdits.with(index, { ...edit, name }))}
            />
            {edit.kind !== 'remove' && (
              <TextField
                label={`Header value, ${index + 1}`}
                className="flex-1"
                isCode
                value={edit.value}
                onChange={(value) => put(headerEdits.with(index, { ...edit, value }))}
              />
            )}
            <IconButton
              label={`Remove change ${index + 1}`}
              icon={X}
              onClick={() => put(headerEdits.toSpliced(index, 1))}
            />
          </li>
        ))}
      </ol>
      {error !== undefined && (
        <p role="alert" className="text-small text-err">
          {error}
        </p>
      )}
      <Button
        variant="ghost"
        size="small"
        icon={Plus}
        className="self-start"
        onClick={() => put([...headerEdits, { kind: 'set', name: '', value: '' }])}
      >
        Change a header
      </Button>
    </>
  );
}

function withKind(edit: HeaderEdit, kind: HeaderEdit['kind']): HeaderEdit {
  const { name } = edit;
  return kind === 'remove' ? { kind, name } : { kind, name, value: 'value' in edit ? edit.value : '' };
}
