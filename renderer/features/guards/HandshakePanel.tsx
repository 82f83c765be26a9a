import type { Bin } from '../../../shared/model/bin.ts';
import {
  handshakeInfos,
  type HandshakeInfo,
  type HandshakeSettings,
} from '../../../shared/model/handshake.ts';
import { updateBin } from '../../state/bin-actions.ts';
import { attempt } from '../../state/notices.ts';
import { saveSecret } from '../../state/secrets.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { SecretField } from '../../ui/SecretField.tsx';
import { Switch } from '../../ui/Switch.tsx';
import { Panel } from './Panel.tsx';

/** One switch for all that providers demand when an endpoint is registered, and what each of them needs. */
export function HandshakePanel({ bin }: { bin: Bin }) {
  const { handshakes } = bin;
  const save = (change: Partial<HandshakeSettings>) =>
    void attempt('The handshakes were not changed', () =>
      updateBin(bin.id, { handshakes: { ...handshakes, ...change } }),
    );
  return (
    <Panel
      title="Handshakes"
      description="Answers by itself what providers demand before they send to an endpoint. Each answer is shown on its request, with why."
      actions={
        <label className="flex items-center gap-2">
          <span aria-hidden className="text-muted">
            {handshakes.isEnabled ? 'On' : 'Off'}
          </span>
          <Switch
            isOn={handshakes.isEnabled}
            onChange={(isEnabled) => save({ isEnabled })}
            label="Answer handshakes"
          />
        </label>
      }
    >
      <ul aria-label="Handshakes" className="divide-y divide-line rounded-card border border-line bg-surface">
        {handshakeInfos.map((info) => (
          <HandshakeRow key={info.id} info={info} bin={bin} onChange={save} />
        ))}
      </ul>
    </Panel>
  );
}

function HandshakeRow({
  info,
  bin,
  onChange,
}: {
  info: HandshakeInfo;
  bin: Bin;
  onChange: (change: Partial<HandshakeSettings>) => void;
}) {
  const { isEnabled, disallowed, secretNames } = bin.handshakes;
  const isAllowed = !disallowed.includes(info.id);
  const isConfirmedByHand = info.id === 'aws-sns';
  const setAllowed = (isChecked: boolean) =>
    onChange({
      disallowed: isChecked ? disallowed.filter((id) => id !== info.id) : [...disallowed, info.id],
    });
  const { secret } = info;
  return (
    <li className="flex items-start gap-4 px-4 py-2.5">
      <div className="min-w-0 flex-1">
        {isConfirmedByHand ? (
          <div className="pl-6">
            <div>{info.name}</div>
            <HandshakeWords info={info} />
          </div>
        ) : (
          <Checkbox
            isChecked={isAllowed}
            onChange={setAllowed}
            isDisabled={!isEnabled}
            label={info.name}
            hint={<HandshakeWords info={info} />}
          />
        )}
      </div>
      {secret !== undefined && isEnabled && isAllowed && (
        <SecretChoice
          info={info}
          value={secretNames[secret.id]}
          isOptional={secret.id !== 'meta' && bin.signing.secretNames.length > 0}
          onChange={(name) => {
            const others = Object.entries(secretNames).filter(([id]) => id !== secret.id);
            const chosen = name === undefined ? others : [...others, [secret.id, name]];
            onChange({ secretNames: Object.fromEntries(chosen) as typeof secretNames });
          }}
        />
      )}
    </li>
  );
}

function HandshakeWords({ info }: { info: HandshakeInfo }) {
  return (
    <span className="text-small text-muted">
      {info.asks}. <span className="text-faint">{info.answers}</span>
    </span>
  );
}

function SecretChoice({
  info,
  value,
  isOptional,
  onChange,
}: {
  info: HandshakeInfo;
  value: string | undefined;
  isOptional: boolean;
  onChange: (name: string | undefined) => void;
}) {
  const secrets = useWorkbench((state) => state.secrets.secrets);
  const { secret } = info;
  if (secret === undefined) return null;
  return (
    <div className="w-64 shrink-0">
      <SecretField
        label={`${secret.label} of ${info.name}`}
        secrets={secrets}
        value={value}
        onChange={onChange}
        onSave={saveSecret}
        noneLabel={isOptional ? 'The signing secret' : `No ${secret.label.toLowerCase()}`}
        suggestedName={`${info.id}-${secret.label.toLowerCase().replaceAll(' ', '-')}`}
        valueHint={secret.where}
      />
    </div>
  );
}
