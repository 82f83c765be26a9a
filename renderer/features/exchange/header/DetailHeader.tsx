import { PencilLine } from 'lucide-react';
import { editAsDraft } from '../../../state/exchange-actions.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { formatBytes } from '../../../ui/format-bytes.ts';
import { formatInstant } from '../../../ui/format-time.ts';
import { Inert } from '../../../ui/Inert.tsx';
import { MethodLabel } from '../../../ui/MethodLabel.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { useNow } from '../../../ui/use-now.ts';
import type { ExchangeDetail } from '../use-exchange.ts';
import { ExchangeMenu } from './ExchangeMenu.tsx';
import { HandshakeNotice } from './HandshakeNotice.tsx';
import { Recognized } from './Recognized.tsx';
import { RefusalBanner } from './RefusalBanner.tsx';
import { ReplayControl, type RenderReplaySigning } from './ReplayControl.tsx';

/** In a narrow pane the room goes to the target. */
const hidesKbd = '@max-[560px]/detail:[&_kbd]:hidden';

export interface DetailHeaderProps {
  exchange: ExchangeDetail;
  /** The URL the request was sent to, as far as it is known. */
  url: string;
  renderReplaySigning: RenderReplaySigning;
}

export function DetailHeader({ exchange, url, renderReplaySigning }: DetailHeaderProps) {
  const { request, outcome } = exchange;
  return (
    <header className="@container/detail flex flex-col gap-1.5 px-4 pt-3 pb-2">
      <div className="flex items-start gap-3">
        <h2 className="flex min-w-0 flex-1 items-baseline gap-2 pt-1" title={request.target.slice(0, 2000)}>
          {request.method !== '' && <MethodLabel method={request.method} className="!text-ui" />}
          <span className="line-clamp-2 min-w-0 text-title font-semibold break-all select-text">
            <Inert
              text={
                request.target === '' ? 'A request that could not be read' : request.target.slice(0, 2000)
              }
            />
          </span>
        </h2>
        <div role="group" aria-label="Actions" className="flex items-center gap-2">
          <ReplayControl exchange={exchange} renderSigning={renderReplaySigning} />
          <Button
            variant="primary"
            icon={PencilLine}
            kbd="E"
            className={hidesKbd}
            onClick={() => void editAsDraft(exchange.id)}
          >
            <span>
              Edit<span className="@max-[640px]/detail:sr-only"> & resend</span>
            </span>
          </Button>
          <ExchangeMenu exchange={exchange} url={url} />
        </div>
      </div>
      <p className="nums flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-faint select-text">
        <Facts exchange={exchange} />
      </p>
      <Recognized exchange={exchange} />
      {outcome.state === 'failed' && (
        <Banner tone="err" title={outcome.message}>
          {outcome.status === undefined
            ? 'The sender got no reply. What arrived until then is below.'
            : `The sender was answered ${outcome.status}. What arrived until then is below.`}
        </Banner>
      )}
      {exchange.refusal !== undefined && <RefusalBanner refusal={exchange.refusal} />}
      {outcome.state !== 'failed' && <HandshakeNotice key={exchange.id} exchange={exchange} />}
      {request.body.isTruncated && (
        <Banner tone="warn" title="Not all of the body was kept">
          {formatBytes(request.body.sizeBytes)} of it are here. The limit for one body is in Settings.
        </Banner>
      )}
    </header>
  );
}

function Facts({ exchange }: { exchange: ExchangeDetail }) {
  const { request, outcome, receivedAt } = exchange;
  const facts = [
    formatInstant(receivedAt, useNow()),
    request.via === 'tunnel'
      ? `from ${request.remoteAddress} by the tunnel, ${request.scheme}`
      : `from ${request.remoteAddress}`,
    formatBytes(request.body.sizeBytes),
  ];
  return (
    <>
      {outcome.state === 'pending' && <StatusPill text="pending" />}
      {outcome.state === 'responded' && <StatusPill status={outcome.status} />}
      {outcome.state === 'failed' && <StatusPill status={outcome.status} text="failed" tone="err" />}
      {facts.map((fact, index) => (
        <span key={fact}>
          {index > 0 && <span aria-hidden>·&ensp;</span>}
          <Inert text={fact} />
        </span>
      ))}
    </>
  );
}
