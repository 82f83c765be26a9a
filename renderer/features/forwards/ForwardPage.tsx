import { Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Bin } from '../../../shared/model/bin.ts';
import type { MatcherSet } from '../../../shared/model/matcher.ts';
import { editForward, startForward, useForwardsOf, type ForwardKey } from '../../state/forwards.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { ForwardEditor } from './ForwardEditor.tsx';
import { ForwardRow } from './ForwardRow.tsx';
import { QuickSetup } from './QuickSetup.tsx';
import { useQueues } from './use-queues.ts';

/** The conditions of a rule, to be drawn by whoever knows how: features do not know each other. */
export interface MatchersToEdit {
  set: MatcherSet;
  /** What is wrong, by path: `matchers.0.value`. */
  problems: readonly { path: string; message: string }[];
  onChange: (set: MatcherSet) => void;
}

export interface ForwardPageProps {
  binId: string;
  renderMatchers: (matchers: MatchersToEdit) => ReactNode;
}

/** Where a bin's requests go on to: its forward rules, and what waits for a destination that is down. */
export function ForwardPage({ binId, renderMatchers }: ForwardPageProps) {
  const bin = useWorkbench((state) => state.bins.find((each) => each.id === binId));
  return bin === undefined ? null : <Forwards key={binId} bin={bin} renderMatchers={renderMatchers} />;
}

function Forwards({ bin, renderMatchers }: { bin: Bin } & Pick<ForwardPageProps, 'renderMatchers'>) {
  const { selected: wanted, edits } = useForwardsOf(bin.id);
  const queues = useQueues(bin.id);
  const rules = bin.forwards;
  const isNew = wanted === 'new' && edits.new !== undefined;
  const saved = rules.find(({ id }) => id === wanted) ?? rules[0];
  const selected: ForwardKey | undefined = isNew ? 'new' : (saved?.id as ForwardKey | undefined);
  if (selected === undefined) return <QuickSetup bin={bin} />;

  const edited = edits[selected];
  const rule = edited ?? (isNew ? undefined : saved);
  const index = isNew ? rules.length : rules.findIndex(({ id }) => id === selected);
  return (
    <SplitPane
      id="hookbench.forwards"
      label="Width of the list of forward rules"
      leftPercent={38}
      minLeftPx={260}
      minRightPx={380}
      left={
        <div className="flex min-h-0 flex-1 flex-col">
          <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line pr-2 pl-3">
            <h2 className="font-semibold">Forward</h2>
            <Button size="small" icon={Plus} className="ml-auto" onClick={() => startForward(bin.id)}>
              New rule
            </Button>
          </div>
          <div className="min-h-0 flex-1 overflow-auto">
            <ol aria-label="Forward rules">
              {rules.map((each, at) => (
                <ForwardRow
                  key={each.id}
                  bin={bin}
                  rule={each}
                  index={at}
                  isSelected={each.id === selected}
                  isEdited={edits[each.id as ForwardKey] !== undefined}
                  queue={queues.get(each.id)}
                />
              ))}
            </ol>
            {isNew && (
              <p className="bg-accent-bg px-3 py-2 text-muted">
                <span className="nums text-faint">{rules.length + 1}</span> New rule, not saved yet
              </p>
            )}
          </div>
        </div>
      }
      right={
        rule === undefined ? null : (
          <ForwardEditor
            key={selected}
            bin={bin}
            ruleKey={selected}
            index={index}
            rule={rule}
            isEdited={edited !== undefined}
            queue={queues.get(selected)}
            renderMatchers={renderMatchers}
            onChange={(changed) => editForward(bin.id, selected, changed)}
          />
        )
      }
    />
  );
}
