import { ArrowUpRight } from 'lucide-react';
import type { Answered } from '../../../../shared/model/exchange.ts';
import { showReply, type ReplyKey } from '../../../state/replies.ts';
import { useWorkbench } from '../../../state/workbench.ts';

const words: Record<Answered['by'], string> = {
  default: 'Default reply',
  rule: 'Response rule',
  handshake: 'Handshake',
  guard: 'Guard',
  forward: 'Forward',
};

/** Who answered a request, and why. */
export function AnsweredBy({ binId, answered }: { binId: string; answered: Answered }) {
  const { by, id, explanation } = answered;
  const rules = useWorkbench((state) => state.bins.find((bin) => bin.id === binId)?.rules);
  const rule = rules?.find((each) => each.id === id);
  return (
    <div className="flex items-start gap-3 border-b border-line bg-surface px-4 py-2" data-answered={by}>
      <p className="min-w-0 flex-1 break-words text-muted select-text">
        <span className="font-medium text-fg">
          {words[by]}
          {rule !== undefined && rule.name !== '' && ` “${rule.name}”`}
        </span>
        : {explanation}
      </p>
      {rule !== undefined && (
        <button
          type="button"
          className="inline-flex shrink-0 items-center gap-1 rounded-small text-accent underline-offset-2 hover:underline"
          onClick={() => showReply(binId, rule.id as ReplyKey)}
        >
          Open rule <ArrowUpRight aria-hidden size={13} />
        </button>
      )}
    </div>
  );
}
