import { Plus } from 'lucide-react';
import { useEffect, useState } from 'react';
import type { Bin } from '../../../shared/model/bin.ts';
import {
  editDefaultReply,
  editRule,
  freshRule,
  selectReply,
  startRule,
  useRepliesOf,
} from '../../state/replies.ts';
import { useWorkbench } from '../../state/workbench.ts';
import { Button } from '../../ui/Button.tsx';
import { SplitPane } from '../../ui/SplitPane.tsx';
import { DefaultReplyEditor } from './default/DefaultReplyEditor.tsx';
import { isSame } from './is-same.ts';
import { lookUp } from './field-problems.ts';
import { DefaultRow } from './list/DefaultRow.tsx';
import { RuleList } from './list/RuleList.tsx';
import { isUnsaved, keyOf, rulesWith, withoutBlankHeaders } from './rule-actions.ts';
import { RuleEditor } from './rule/RuleEditor.tsx';
import { TryPanel } from './try-out/TryPanel.tsx';
import { useTrial } from './try-out/use-trial.ts';

/** What a bin answers: its rules in order over its default reply, and what they would do to a captured request. */
export function RepliesPage({ binId }: { binId: string }) {
  const bin = useWorkbench((state) => state.bins.find((each) => each.id === binId));
  return bin === undefined ? null : <Replies key={binId} bin={bin} />;
}

function Replies({ bin }: { bin: Bin }) {
  const { selected: wanted, rules: edits, reply: editedReply } = useRepliesOf(bin.id);
  const [exchangeId, setExchangeId] = useState<string>();
  const saved = bin.rules.find((rule) => rule.id === wanted);
  // A rule that is gone, by another window or an undo, leaves its place to the default.
  const isGone = saved === undefined && edits[wanted] === undefined && wanted !== 'new';
  const selected = isGone ? 'default' : wanted;
  const edited = edits[selected];
  const isEdited = isUnsaved(edited, saved);
  // An edit that changes nothing would stand in the way of what another window saves.
  useEffect(() => {
    for (const each of bin.rules) {
      const key = keyOf(each);
      if (edits[key] !== undefined && !isUnsaved(edits[key], each)) editRule(bin.id, key, undefined);
    }
    if (isSame(editedReply, bin.reply)) editDefaultReply(bin.id, undefined);
  }, [bin, edits, editedReply]);
  const isReplyEdited = editedReply !== undefined && !isSame(editedReply, bin.reply);
  const rule = edited ?? saved ?? (selected === 'new' ? freshRule() : undefined);
  const tried =
    rule === undefined || selected === 'default' ? bin.rules : rulesWith(bin.rules, selected, rule);
  const reply = editedReply ?? bin.reply;
  const state = useTrial(bin, tried, withoutBlankHeaders(reply), exchangeId);
  const problems = lookUp(state.problems);
  const index = selected === 'new' ? bin.rules.length : bin.rules.findIndex(({ id }) => id === selected);

  return (
    <SplitPane
      id="hookbench.replies"
      label="Width of the list of rules"
      leftPercent={38}
      minLeftPx={260}
      minRightPx={380}
      left={
        <div className="flex min-h-0 flex-1 flex-col">
          <div className="flex h-10 shrink-0 items-center gap-2 border-b border-line pr-2 pl-3">
            <h2 className="font-semibold">Replies</h2>
            <span className="min-w-0 truncate text-small text-faint">
              the first rule that matches answers
            </span>
            <Button size="small" icon={Plus} className="ml-auto shrink-0" onClick={() => startRule(bin.id)}>
              New rule
            </Button>
          </div>
          <div className="min-h-0 flex-1 overflow-auto">
            <DefaultRow
              reply={reply}
              isSelected={selected === 'default'}
              isEdited={isReplyEdited}
              onSelect={() => selectReply(bin.id, 'default')}
            />
            <RuleList bin={bin} trial={state.trial} />
            {selected === 'new' && (
              <p className="bg-accent-bg px-3 py-2 text-muted">
                <span className="nums text-faint">{bin.rules.length + 1}</span> New rule, not saved yet
              </p>
            )}
            {bin.rules.length === 0 && selected !== 'new' && (
              <p className="px-3 py-3 text-muted">
                No rules yet: every request gets the default reply. A rule answers by method, path, headers or
                what is in the body.
              </p>
            )}
          </div>
        </div>
      }
      right={
        <>
          {rule === undefined || selected === 'default' ? (
            <DefaultReplyEditor
              bin={bin}
              reply={reply}
              isEdited={isReplyEdited}
              problems={problems.under('reply')}
              onChange={(changed) => editDefaultReply(bin.id, changed)}
            />
          ) : (
            <RuleEditor
              key={selected}
              bin={bin}
              ruleKey={selected}
              rule={rule}
              isEdited={isEdited}
              problems={problems.under(`rules.${index}`)}
              onChange={(changed) => editRule(bin.id, selected, changed)}
            />
          )}
          <TryPanel bin={bin} state={state} rules={tried} exchangeId={exchangeId} onChoose={setExchangeId} />
        </>
      }
    />
  );
}
