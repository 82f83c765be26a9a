import { Globe, Laptop, Scissors, Send, TriangleAlert, Ban } from 'lucide-react';
import { memo } from 'react';
import type { ExchangeSummary } from '../../../../shared/model/exchange.ts';
import { ByteSize } from '../../../ui/ByteSize.tsx';
import { classNames } from '../../../ui/class-names.ts';
import { Inert } from '../../../ui/Inert.tsx';
import { MethodLabel } from '../../../ui/MethodLabel.tsx';
import { ProviderMark } from '../../../ui/ProviderMark.tsx';
import { StatusPill } from '../../../ui/StatusPill.tsx';
import { TimeAgo } from '../../../ui/TimeAgo.tsx';
import { VerificationShield } from '../../../ui/VerificationShield.tsx';
import { useProvider } from '../../../state/providers.ts';
import { describeExchange, failureWords, shortType } from './exchange-words.ts';

export const ROW_HEIGHT = 48;
/** A target of 64 KB is cut by the browser, but laid out first. */
const MAX_TARGET = 300;

export interface ExchangeRowProps {
  id: string;
  /** Absent while its page is read. */
  exchange: ExchangeSummary | undefined;
  isSelected: boolean;
  position: number;
  /** -1 while the end is not known. */
  setSize: number;
  onSelect: (index: number) => void;
}

export function ExchangeRow({ id, exchange, isSelected, position, setSize, onSelect }: ExchangeRowProps) {
  return (
    <div
      id={id}
      role="option"
      aria-label={exchange === undefined ? 'Reading …' : describeExchange(exchange)}
      aria-selected={isSelected}
      aria-posinset={position}
      aria-setsize={setSize}
      aria-busy={exchange === undefined || undefined}
      className={classNames(
        'relative flex h-12 items-center gap-3 border-b border-line pr-3 pl-4 [contain:strict]',
        isSelected
          ? 'bg-accent-bg before:absolute before:inset-y-0 before:left-0 before:w-0.5 before:bg-accent'
          : 'hover:bg-hover/60',
      )}
      onMouseDown={() => onSelect(position - 1)}
    >
      {exchange === undefined ? (
        <div className="h-3 w-1/2 rounded-small bg-hover" />
      ) : (
        <Content exchange={exchange} />
      )}
    </div>
  );
}

/** Stays as it is while arrivals push its row down. */
const Content = memo(function Content({ exchange }: { exchange: ExchangeSummary }) {
  const { outcome, recognition } = exchange;
  const provider = useProvider(recognition?.providerId);
  const eventType = recognition?.eventType;
  const target = exchange.target === '' ? '(no target)' : exchange.target.slice(0, MAX_TARGET);
  return (
    <>
      <Lead exchange={exchange} />
      <span className="min-w-0 flex-1">
        <span className="flex items-center gap-2">
          {provider !== undefined && <ProviderMark {...provider.mark} name={provider.name} />}
          <span className="min-w-0 flex-1 truncate font-medium text-fg">
            <Inert text={eventType ?? target} />
          </span>
          <OutcomePill outcome={outcome} />
        </span>
        <span className="flex items-center gap-2 text-small text-faint">
          {exchange.method !== '' && <MethodLabel method={exchange.method} />}
          {eventType !== undefined && (
            <span className="min-w-0 truncate">
              <Inert text={target} />
            </span>
          )}
          {eventType === undefined && exchange.contentType !== undefined && (
            <span className="min-w-0 truncate">{shortType(exchange.contentType)}</span>
          )}
          <ByteSize bytes={exchange.sizeBytes} className="nums shrink-0" />
          {exchange.via === 'tunnel' && exchange.verification !== undefined && (
            <Mark icon={Globe} text="Came by the tunnel" className="text-info" />
          )}
          {exchange.isTruncated && (
            <Mark icon={Scissors} text="Truncated: not all of the body was kept" className="text-warn" />
          )}
          {exchange.deliveryCount > 0 && (
            <span className="nums flex shrink-0 items-center gap-0.5">
              <Mark icon={Send} text="Deliveries:" />
              {exchange.deliveryCount}
            </span>
          )}
          <TimeAgo at={exchange.receivedAt} className="nums ml-auto shrink-0" />
        </span>
      </span>
    </>
  );
});

/** What matters most of a request in one sign: that it failed or was kept out, its signature's verdict, or the way it came. */
function Lead({ exchange }: { exchange: ExchangeSummary }) {
  const { outcome, verification, via, isRefused } = exchange;
  const isFailed = outcome.state === 'failed';
  if (!isFailed && !isRefused && verification !== undefined) {
    return <VerificationShield status={verification.status} />;
  }
  const {
    icon: Icon,
    title,
    className,
  } = isFailed
    ? { icon: TriangleAlert, title: 'Failed', className: 'text-err' }
    : isRefused
      ? { icon: Ban, title: 'Rejected by a guard', className: 'text-warn' }
      : via === 'tunnel'
        ? { icon: Globe, title: 'Came by the tunnel', className: 'text-info' }
        : { icon: Laptop, title: 'Came locally', className: 'text-faint' };
  return (
    <span title={title} className={className}>
      <Icon aria-hidden size={15} strokeWidth={1.75} />
    </span>
  );
}

function OutcomePill({ outcome }: { outcome: ExchangeSummary['outcome'] }) {
  if (outcome.state === 'pending') return <StatusPill text="pending" />;
  if (outcome.state === 'responded') return <StatusPill status={outcome.status} />;
  const words = outcome.reason === undefined ? 'failed' : failureWords[outcome.reason];
  return <StatusPill status={outcome.status} text={words} tone="err" />;
}

function Mark({ icon: Icon, text, className }: { icon: typeof Send; text: string; className?: string }) {
  return (
    <span title={text} className={classNames('shrink-0', className)}>
      <Icon aria-hidden size={12} strokeWidth={1.75} />
    </span>
  );
}
