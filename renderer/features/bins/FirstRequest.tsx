import { Radio } from 'lucide-react';
import { useEndpoints } from '../../state/endpoints.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { CopyButton } from '../../ui/CopyButton.tsx';

/** What an empty bin shows: its endpoint and a command that sends the first request. The list fills when it arrives. */
export function FirstRequest({ binId }: { binId: string }) {
  const name = useWorkbench(({ bins }) => bins.find((bin) => bin.id === binId)?.name ?? '');
  const slug = useWorkbench(({ bins }) => bins.find((bin) => bin.id === binId)?.slug ?? '');
  const { best, public: publicUrl } = useEndpoints(slug);
  const listener = useWorkbench((state) => state.listener);
  const command = `curl ${best} \\\n  -H 'Content-Type: application/json' \\\n  -d '{"type":"order.paid","order":"83114","total":49.90}'`;
  return (
    <section
      aria-label="Send the first request"
      className="flex min-h-0 flex-1 flex-col items-center overflow-auto px-8 py-12"
    >
      <div className="flex w-full max-w-144 flex-col gap-6">
        <div>
          <h2 className="text-display font-semibold">Send {name} its first request</h2>
          <p className="mt-1 text-muted">
            Everything sent to this endpoint is kept exactly as it arrives: any method, any path below it, any
            body.
          </p>
        </div>
        <Step number={1} title="Give this URL to whoever sends webhooks">
          <Copyable text={best} label="Copy endpoint URL" />
          {publicUrl === undefined && (
            <p className="mt-2 text-small text-faint">
              It is reachable from this computer. Start the tunnel, at the lower left, for a URL that works
              from anywhere.
            </p>
          )}
        </Step>
        <Step number={2} title="Or send one yourself, from a terminal">
          <Copyable text={command} label="Copy cURL command" />
        </Step>
        <p role="status" className="flex items-center gap-2 text-muted">
          <Radio aria-hidden size={15} strokeWidth={1.75} className="text-ok" />
          {listener.isListening ? 'Waiting for the first request …' : (listener.problem ?? 'Not listening')}
        </p>
      </div>
    </section>
  );
}

function Step({ number, title, children }: { number: number; title: string; children: React.ReactNode }) {
  return (
    <div className="flex gap-3">
      <span
        aria-hidden
        className="nums flex size-5 shrink-0 items-center justify-center rounded-full bg-accent-bg text-small font-semibold text-accent"
      >
        {number}
      </span>
      <div className="min-w-0 flex-1">
        <h3 className="mb-2 font-medium">{title}</h3>
        {children}
      </div>
    </div>
  );
}

function Copyable({ text, label }: { text: string; label: string }) {
  return (
    <div className="flex items-start gap-2 rounded-control border border-line bg-surface py-1.5 pr-1.5 pl-3">
      <pre className="min-w-0 flex-1 overflow-x-auto py-0.5 text-code select-text">{text}</pre>
      <CopyButton text={text} label={label} />
    </div>
  );
}
