import { showTab } from '../../../state/exchange-view.ts';
import { useProvider } from '../../../state/providers.ts';
import { Inert } from '../../../ui/Inert.tsx';
import { ProviderMark } from '../../../ui/ProviderMark.tsx';
import { shieldWords, VerificationShield } from '../../../ui/VerificationShield.tsx';
import type { ExchangeDetail } from '../use-exchange.ts';

/** Who sent it and what it tells of, as far as the request says; and whether its signature proves it. */
export function Recognized({ exchange: { recognition, verification } }: { exchange: ExchangeDetail }) {
  const provider = useProvider(recognition?.providerId);
  if (recognition === undefined && verification === undefined) return null;
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-x-2 gap-y-1">
      {recognition !== undefined && (
        <span role="group" aria-label="Recognized as" className="flex min-w-0 items-center gap-2 select-text">
          {provider !== undefined && <ProviderMark {...provider.mark} />}
          <span className="font-medium">{provider?.name ?? recognition.providerId}</span>
          {recognition.eventType !== undefined && (
            <span className="code min-w-0 text-code break-all">
              <Inert text={recognition.eventType} />
            </span>
          )}
          {recognition.eventId !== undefined && (
            <span className="code min-w-0 truncate text-code text-faint">
              <Inert text={recognition.eventId} />
            </span>
          )}
        </span>
      )}
      {verification !== undefined && (
        <button
          type="button"
          onClick={() => showTab('signature')}
          className="inline-flex h-6 items-center gap-1.5 rounded-control border border-line px-2 text-small text-muted hover:bg-hover hover:text-fg"
        >
          <VerificationShield status={verification.status} size={13} hasTitle={false} />
          {shieldWords(verification.status)}
        </button>
      )}
    </div>
  );
}
