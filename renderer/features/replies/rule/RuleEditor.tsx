import type { Bin } from '../../../../shared/model/bin.ts';
import type { ResponseRuleInput } from '../../../../shared/model/response-rule.ts';
import { explainRule } from '../../../../shared/rules/explain-rule.ts';
import { notify } from '../../../state/notices.ts';
import { editRule, saveRules, selectReply, type ReplyKey } from '../../../state/replies.ts';
import { Field } from '../../../ui/Field.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import { EditorFrame } from '../EditorFrame.tsx';
import type { ProblemLookup } from '../field-problems.ts';
import { RespondFields } from '../respond/RespondFields.tsx';
import { keyOf, rulesWith, titleOf } from '../rule-actions.ts';
import { useSave } from '../use-save.ts';
import { MatcherFields } from './MatcherFields.tsx';
import { ShareFields } from './ShareFields.tsx';

export interface RuleEditorProps {
  bin: Bin;
  ruleKey: ReplyKey;
  rule: ResponseRuleInput;
  isEdited: boolean;
  problems: ProblemLookup;
  /** `undefined` goes back to what is saved. */
  onChange: (rule: ResponseRuleInput | undefined) => void;
}

/** One rule: whom it is for and what they get. Saved as a whole; tried out as it is typed. */
export function RuleEditor({ bin, ruleKey, rule, isEdited, problems, onChange }: RuleEditorProps) {
  const isNew = ruleKey === 'new';
  const { isBusy, failure, run } = useSave(async () => {
    const saved = await saveRules(bin.id, rulesWith(bin.rules, ruleKey, rule));
    // Until the window hears of it, what was saved stands there as an edit that changes nothing.
    const own = isNew ? saved.rules.at(-1) : saved.rules.find(({ id }) => id === ruleKey);
    if (own !== undefined) editRule(bin.id, keyOf(own), own);
    if (isNew && own !== undefined) {
      selectReply(bin.id, keyOf(own));
      onChange(undefined);
    }
    notify(`Saved ${rule.name === '' ? 'the rule' : titleOf(rule)}`);
  });
  const discard = () => {
    onChange(undefined);
    if (isNew) selectReply(bin.id, 'default');
  };
  return (
    <EditorFrame
      label={isNew ? 'New rule' : `Rule ${titleOf(rule)}`}
      sentence={explainRule(rule)}
      saveLabel="Save rule"
      isSavable={isNew || isEdited}
      isBusy={isBusy}
      failure={problems.within('') === undefined ? failure : undefined}
      onSave={run}
      {...(isNew || isEdited ? { onRevert: discard } : {})}
    >
      <Field label="Name" error={problems.at('name')}>
        <TextField
          value={rule.name}
          onChange={(name) => onChange({ ...rule, name })}
          placeholder="Orders fail twice"
          maxLength={200}
        />
      </Field>
      <MatcherFields
        set={rule.when}
        problems={problems.under('when')}
        onChange={(when) => onChange({ ...rule, when })}
      />
      <ShareFields
        share={rule.share}
        problems={problems.under('share')}
        onChange={(share) => {
          const changed = { ...rule };
          delete changed.share;
          onChange(share === undefined ? changed : { ...changed, share });
        }}
      />
      <RespondFields
        respond={rule.respond}
        problems={problems.under('respond')}
        onChange={(respond) => onChange({ ...rule, respond })}
      />
    </EditorFrame>
  );
}
