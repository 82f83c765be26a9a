import { Send } from 'lucide-react';
import { useState } from 'react';
import type { Bin } from '../../../shared/model/bin.ts';
import type { Delivery } from '../../../shared/model/delivery.ts';
import type { ForwardRuleInput } from '../../../shared/model/forward-rule.ts';
import { call, CommandFailureError } from '../../host/call.ts';
import { showDelivery } from '../../state/exchange-view.ts';
import { showExchange } from '../../state/view.ts';
import { Button } from '../../ui/Button.tsx';
import { formatDuration } from '../../ui/format-time.ts';
import { Inert } from '../../ui/Inert.tsx';
import { StatusPill } from '../../ui/StatusPill.tsx';

/** Sends the newest request of the bin by the rule as it stands there, saved or not. */
export function TryPanel({ bin, rule }: { bin: Bin; rule: ForwardRuleInput }) {
  const [isBusy, setIsBusy] = useState(false);
  const [result, setResult] = useState<Delivery | { problem: string }>();
  const send = async () => {
    setIsBusy(true);
    try {
      // One attempt tells what there is to tell: waiting for a policy's next one would not.
      const once = { ...rule, retry: { kind: 'none' as const } };
      setResult(await call('forwards.try', { binId: bin.id, rule: once }));
    } catch (error) {
      if (!(error instanceof CommandFailureError)) throw error;
      setResult({ problem: error.message });
    } finally {
      setIsBusy(false);
    }
  };
  return (
    <div className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-t border-line px-4 py-2">
      <Button size="small" icon={Send} isBusy={isBusy} onClick={() => void send()}>
        Send the newest request there now
      </Button>
      <div role="status" className="flex min-w-0 flex-1 items-center gap-2">
        {result !== undefined && <Result result={result} binId={bin.id} />}
      </div>
    </div>
  );
}

function Result({ result, binId }: { result: Delivery | { problem: string }; binId: string }) {
  if ('problem' in result) {
    return (
      <span className="min-w-0 text-small break-words text-err">
        <Inert text={result.problem} />
      </span>
    );
  }
  const { exchangeId } = result;
  const last = result.attempts.at(-1);
  return (
    <>
      {last?.response !== undefined && <StatusPill status={last.response.status} />}
      <span className="min-w-0 flex-1 truncate text-small text-muted" title={last?.failure?.message}>
        {last?.failure === undefined ? (
          <span className="nums">{formatDuration(last?.timings?.totalMs ?? 0)}</span>
        ) : (
          <Inert text={last.failure.message} />
        )}
      </span>
      {exchangeId !== undefined && (
        <Button
          size="small"
          variant="ghost"
          onClick={() => {
            showExchange(binId, exchangeId);
            showDelivery(result.id);
          }}
        >
          Open delivery
        </Button>
      )}
    </>
  );
}
