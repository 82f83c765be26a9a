import { ChevronDown, RotateCw } from 'lucide-react';
import { useEffect, useState, type ReactNode } from 'react';
import type { DraftSigning } from '../../../../shared/model/signing.ts';
import { splitUrl } from '../../../../shared/http/url.ts';
import type { CommandValue } from '../../../../shared/ipc/contract.ts';
import { call } from '../../../host/call.ts';
import {
  closeReplayPanel,
  openReplayPanel,
  replayAgain,
  replayTo,
  useReplayPanel,
} from '../../../state/exchange-actions.ts';
import { Button } from '../../../ui/Button.tsx';
import { Checkbox } from '../../../ui/Checkbox.tsx';
import { Field } from '../../../ui/Field.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { Popover } from '../../../ui/Popover.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import type { ExchangeDetail } from '../use-exchange.ts';

type Signing = Omit<DraftSigning, 'isEnabled'>;

/** Draws how a replay is signed again: the signing feature does. */
export type RenderReplaySigning = (signing: {
  value: Signing | undefined;
  onChange: (value: Signing | undefined) => void;
  providerId: string | undefined;
  secretName: string | undefined;
  problem: { path: string; message: string } | undefined;
}) => ReactNode;

export interface ReplayControlProps {
  exchange: ExchangeDetail;
  renderSigning: RenderReplaySigning;
}

/** Sends the request again: at once to where it was last sent, or to a destination chosen here. */
export function ReplayControl({ exchange, renderSigning }: ReplayControlProps) {
  const exchangeId = exchange.id;
  const openId = useReplayPanel((panel) => panel.exchangeId);
  const isOpen = openId === exchangeId;
  return (
    <div className="flex items-center">
      <Button
        icon={RotateCw}
        kbd="R"
        className="rounded-r-none border-r-0 @max-[560px]/detail:[&_kbd]:hidden"
        onClick={() => void replayAgain(exchangeId)}
      >
        Replay
      </Button>
      <Popover
        isOpen={isOpen}
        onOpenChange={(next) => (next ? openReplayPanel(exchangeId) : closeReplayPanel())}
        label="Replay to"
        className="max-h-(--radix-popover-content-available-height) overflow-y-auto"
        trigger={
          <IconButton
            label="Choose destination"
            icon={ChevronDown}
            variant="secondary"
            className="!w-6 rounded-l-none"
          />
        }
      >
        <DestinationForm exchange={exchange} renderSigning={renderSigning} />
      </Popover>
    </div>
  );
}

function DestinationForm({ exchange, renderSigning }: ReplayControlProps) {
  const exchangeId = exchange.id;
  const [sign, setSign] = useState<Signing>();
  const [signProblem, setSignProblem] = useState<{ path: string; message: string }>();
  const [url, setUrl] = useState('');
  const [recent, setRecent] = useState<CommandValue<'exchanges.destination'>['recentUrls']>([]);
  const [isHostRewritten, setIsHostRewritten] = useState(false);
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    let isStale = false;
    // Without it the field starts empty, which is no worse.
    call('exchanges.destination', { id: exchangeId }).then(
      (destination) => {
        if (isStale) return;
        setUrl((typed) => (typed === '' ? (destination.url ?? '') : typed));
        setRecent(destination.recentUrls);
      },
      () => undefined,
    );
    return () => {
      isStale = true;
    };
  }, [exchangeId]);
  const send = (to: string) => {
    const split = splitUrl(to);
    if ('problem' in split) {
      setProblem(split.problem);
      return;
    }
    if (sign !== undefined && (sign.provider === '' || sign.secretName === undefined)) {
      setSignProblem(
        sign.provider === ''
          ? { path: 'provider', message: 'Pick whose signature it is.' }
          : { path: 'secretName', message: 'Pick the secret to sign with.' },
      );
      return;
    }
    closeReplayPanel();
    void replayTo(exchangeId, {
      url: to.trim(),
      isHostRewritten,
      ...(sign === undefined ? {} : { sign }),
    });
  };
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        send(url);
      }}
    >
      <Field
        label="Replay to"
        hint="Your code: the request is sent there with its bytes unchanged."
        error={problem}
      >
        <TextField
          value={url}
          onChange={(next) => {
            setUrl(next);
            setProblem(undefined);
          }}
          placeholder="http://localhost:3000/webhooks"
          isCode
        />
      </Field>
      {recent.length > 0 && (
        <ul aria-label="Recent destinations" className="-mx-2 flex max-h-40 flex-col overflow-y-auto">
          {recent.map((each) => (
            <li key={each}>
              <button
                type="button"
                className="code w-full truncate rounded-control px-2 py-1 text-left text-code text-muted hover:bg-hover hover:text-fg"
                title={each}
                onClick={() => setUrl(each)}
              >
                {each}
              </button>
            </li>
          ))}
        </ul>
      )}
      <Checkbox
        isChecked={isHostRewritten}
        onChange={setIsHostRewritten}
        label="Rewrite the Host header"
        hint="To the destination’s own name, for virtual hosts such as eshop.localhost."
      />
      {renderSigning({
        value: sign,
        onChange: (next) => {
          setSign(next);
          setSignProblem(undefined);
        },
        providerId: exchange.verification?.providerId ?? exchange.recognition?.providerId,
        secretName: exchange.verification?.secretName,
        problem: signProblem,
      })}
      <Button
        type="submit"
        variant="primary"
        icon={RotateCw}
        disabled={url.trim() === ''}
        className="self-end"
      >
        Replay
      </Button>
    </form>
  );
}
