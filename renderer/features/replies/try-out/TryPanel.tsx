import { CircleCheck, CircleMinus, CircleSlash, MoveDown } from 'lucide-react';
import type { Bin } from '../../../../shared/model/bin.ts';
import type { ResponseRuleInput } from '../../../../shared/model/response-rule.ts';
import { visibleText } from '../../../../shared/http/visible.ts';
import { Select } from '../../../ui/Select.tsx';
import { titleOf } from '../rule-actions.ts';
import { AnswerView } from './AnswerView.tsx';
import { useRecent } from './use-recent.ts';
import type { Trial, TrialState } from './use-trial.ts';

export interface TryPanelProps {
  bin: Bin;
  state: TrialState;
  /** As they were tried. */
  rules: readonly ResponseRuleInput[];
  /** Absent for the newest. */
  exchangeId: string | undefined;
  onChoose: (exchangeId: string | undefined) => void;
}

const NEWEST = 'newest';

/** Which rule would answer a captured request, why the others would not, and what would go out. */
export function TryPanel({ bin, state, rules, exchangeId, onChoose }: TryPanelProps) {
  const recent = useRecent(bin);
  const { trial, message, problems } = state;
  const options = [
    { value: NEWEST, label: 'The newest request' },
    ...recent.map(({ id, method, target, receivedAt }) => ({
      value: id,
      label: `${method} ${visibleText(target).slice(0, 60)} at ${new Date(receivedAt).toLocaleTimeString('en-GB')}`,
    })),
  ];
  return (
    <section
      aria-label="Try out"
      className="flex max-h-[46%] min-h-40 shrink-0 flex-col border-t border-line bg-surface"
    >
      <div className="flex h-10 shrink-0 items-center gap-3 px-4">
        <h3 className="shrink-0 font-semibold">Try out on</h3>
        <Select
          label="Request to try on"
          value={exchangeId ?? NEWEST}
          onChange={(value) => onChoose(value === NEWEST ? undefined : value)}
          options={options}
          className="max-w-96 min-w-0 flex-1 truncate"
        />
        <span className="ml-auto hidden text-small text-faint xl:inline">Nothing is sent or counted</span>
      </div>
      <div
        className="min-h-0 flex-1 overflow-auto px-4 pb-3"
        tabIndex={0}
        role="region"
        aria-label="What would happen"
        aria-live="polite"
      >
        {trial !== undefined ? (
          <div className="flex flex-col gap-3">
            <AnswerView answer={trial.answer} />
            <Verdicts trial={trial} rules={rules} />
          </div>
        ) : (
          <p className="text-muted">
            {problems.length > 0
              ? `Something above can’t work yet: ${message ?? ''}`
              : (message ?? 'Waiting for what is typed…')}
          </p>
        )}
      </div>
    </section>
  );
}

const icons = {
  answers: CircleCheck,
  misses: CircleMinus,
  notInShare: CircleMinus,
  disabled: CircleSlash,
  notReached: MoveDown,
};

function Verdicts({ trial, rules }: { trial: Trial; rules: readonly ResponseRuleInput[] }) {
  if (trial.rules.length === 0) return null;
  return (
    <ol aria-label="What each rule says" className="flex flex-col gap-1">
      {trial.rules.map(({ ruleId, verdict, reason }, index) => {
        const Icon = icons[verdict];
        const rule = rules[index];
        return (
          <li key={ruleId} className="flex items-start gap-2" data-verdict={verdict}>
            <Icon
              aria-hidden
              size={14}
              strokeWidth={1.75}
              className={verdict === 'answers' ? 'mt-0.5 shrink-0 text-ok' : 'mt-0.5 shrink-0 text-faint'}
            />
            <span className="min-w-0 break-words select-text">
              <span className={verdict === 'answers' ? 'font-medium text-fg' : 'text-muted'}>
                {index + 1}. {rule === undefined ? '' : titleOf(rule)}
              </span>
              <span className="text-muted">: {verdict === 'answers' ? 'It answers.' : reason}</span>
            </span>
          </li>
        );
      })}
    </ol>
  );
}
