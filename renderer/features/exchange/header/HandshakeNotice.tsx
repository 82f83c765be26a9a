import { PhoneCall } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { CommandValue } from '../../../../shared/ipc/contract.ts';
import { handshakeInfos, type HandshakeId } from '../../../../shared/model/handshake.ts';
import { call } from '../../../host/call.ts';
import { showBinPage } from '../../../state/view.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Inert } from '../../../ui/Inert.tsx';
import type { ExchangeDetail } from '../use-exchange.ts';

type Inspection = CommandValue<'handshakes.inspect'>;

const nameOf = (id: HandshakeId) => handshakeInfos.find((info) => info.id === id)?.name ?? id;

/** What a request that asks to set up its endpoint was answered, would be answered, or wants called. */
export function HandshakeNotice({ exchange }: { exchange: ExchangeDetail }) {
  const [inspection, setInspection] = useState<Inspection>({});
  const { id, confirmation: made, answered } = exchange;
  useEffect(() => {
    let isCurrent = true;
    call('handshakes.inspect', { exchangeId: id }).then(
      (next) => isCurrent && setInspection(next),
      // The detail itself says when an exchange is gone.
      () => undefined,
    );
    return () => {
      isCurrent = false;
    };
  }, [id, made]);
  const { demand, confirmation } = inspection;
  const wasAnswered = answered?.by === 'handshake';
  return (
    <>
      {wasAnswered && (
        <Banner tone="info" title={`Handshake${handshakeName(answered.id)}`}>
          <Inert text={answered.explanation} />
        </Banner>
      )}
      {!wasAnswered && demand !== undefined && exchange.refusal === undefined && (
        <Banner
          tone="info"
          title={`${nameOf(demand.id)} asks to set up this endpoint, and was not answered as it expects`}
          actions={
            <Button size="small" onClick={() => showBinPage('guards')}>
              Handshakes
            </Button>
          }
        >
          Switch on the bin’s handshakes, then have it ask again.
        </Banner>
      )}
      {confirmation !== undefined && <ConfirmBanner exchangeId={id} confirmation={confirmation} />}
    </>
  );
}

const handshakeName = (id: string | undefined) => {
  const info = handshakeInfos.find((each) => each.id === id);
  return info === undefined ? '' : `: ${info.name}`;
};

function ConfirmBanner({
  exchangeId,
  confirmation,
}: {
  exchangeId: string;
  confirmation: NonNullable<Inspection['confirmation']>;
}) {
  const [isCalling, setIsCalling] = useState(false);
  const [failure, setFailure] = useState<string>();
  const { id, url, problem, made } = confirmation;
  const confirm = async () => {
    setIsCalling(true);
    setFailure(undefined);
    try {
      const { isConfirmed, status } = await call('handshakes.confirm', { exchangeId });
      if (!isConfirmed) setFailure(`It answered ${status}.`);
    } catch (error) {
      setFailure(error instanceof Error ? error.message : String(error));
    } finally {
      setIsCalling(false);
    }
  };
  const isDone = made !== undefined && made.status >= 200 && made.status < 300;
  return (
    <Banner
      tone={isDone ? 'ok' : problem === undefined ? 'info' : 'warn'}
      title={
        isDone
          ? `The subscription was confirmed: ${nameOf(id)} answered ${made.status}`
          : `${nameOf(id)} wants this URL called to confirm the subscription`
      }
      actions={
        problem === undefined &&
        !isDone && (
          <Button size="small" icon={PhoneCall} isBusy={isCalling} onClick={() => void confirm()}>
            Confirm
          </Button>
        )
      }
    >
      <span className="code block text-code break-all">
        <Inert text={url} />
      </span>
      {problem !== undefined && <span className="block text-warn">{problem}</span>}
      {failure !== undefined && (
        <span role="alert" className="block text-err">
          {failure}
        </span>
      )}
    </Banner>
  );
}
