import { ArrowDown, ArrowUp, X } from 'lucide-react';
import { saveSecret } from '../../state/secrets.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { SecretField } from '../../ui/SecretField.tsx';

/** More are not tried for one request. */
const MAX_SECRETS = 10;

export interface SecretOrderProps {
  names: readonly string[];
  onChange: (names: string[]) => void;
  suggestedName: string;
  valueHint?: string;
  isMultiline: boolean;
}

/** The secrets of a bin in the order they are tried: while one is rotated there are two. */
export function SecretOrder({ names, onChange, suggestedName, valueHint, isMultiline }: SecretOrderProps) {
  const secrets = useWorkbench((state) => state.secrets.secrets);
  const endings = new Map(secrets.map(({ name, ending }) => [name, ending]));
  const left = secrets.filter(({ name }) => !names.includes(name) && name !== 'ngrok.authtoken');
  const move = (index: number, by: -1 | 1) => {
    const [moved] = names.slice(index, index + 1);
    if (moved !== undefined) onChange(names.toSpliced(index, 1).toSpliced(index + by, 0, moved));
  };
  return (
    <div className="flex flex-col gap-2">
      {names.length === 0 ? (
        <p className="text-muted">None yet: nothing is verified as it arrives.</p>
      ) : (
        <ol aria-label="Secrets, in the order they are tried" className="flex flex-col gap-1">
          {names.map((name, index) => (
            <li
              key={name}
              className="flex h-8 items-center gap-1 rounded-control border border-line bg-surface pr-1 pl-3"
            >
              <span className="nums w-5 text-small text-faint">{index + 1}</span>
              <span className="code min-w-0 flex-1 truncate text-code select-text">
                {name}
                {!endings.has(name) && <span className="text-warn"> not there any more</span>}
                {(endings.get(name) ?? '') !== '' && (
                  <span className="text-faint"> …{endings.get(name)}</span>
                )}
              </span>
              <IconButton
                label={`Try ${name} earlier`}
                icon={ArrowUp}
                size="small"
                disabled={index === 0}
                onClick={() => move(index, -1)}
              />
              <IconButton
                label={`Try ${name} later`}
                icon={ArrowDown}
                size="small"
                disabled={index === names.length - 1}
                onClick={() => move(index, 1)}
              />
              <IconButton
                label={`Remove ${name}`}
                icon={X}
                size="small"
                onClick={() => onChange(names.filter((each) => each !== name))}
              />
            </li>
          ))}
        </ol>
      )}
      {names.length < MAX_SECRETS && (
        <SecretField
          label="Add a secret"
          secrets={left}
          value={undefined}
          onChange={(name) => name !== undefined && onChange([...names, name])}
          onSave={saveSecret}
          suggestedName={suggestedName}
          isMultiline={isMultiline}
          {...(valueHint === undefined ? {} : { valueHint })}
        />
      )}
    </div>
  );
}
