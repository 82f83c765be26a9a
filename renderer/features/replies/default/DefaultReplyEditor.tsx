import type { Bin } from '../../../../shared/model/bin.ts';
import type { DefaultReply } from '../../../../shared/model/reply.ts';
import { updateBin } from '../../../state/bin-actions.ts';
import { notify } from '../../../state/notices.ts';
import { Field } from '../../../ui/Field.tsx';
import { EditorFrame } from '../EditorFrame.tsx';
import type { ProblemLookup } from '../field-problems.ts';
import { BodyFields } from '../respond/BodyFields.tsx';
import { HeaderFields } from '../respond/HeaderFields.tsx';
import { NumberField } from '../../../ui/NumberField.tsx';
import { TemplateSwitch } from '../respond/TemplateSwitch.tsx';
import { withoutBlankHeaders } from '../rule-actions.ts';
import { useSave } from '../use-save.ts';

export interface DefaultReplyEditorProps {
  bin: Bin;
  reply: DefaultReply;
  isEdited: boolean;
  problems: ProblemLookup;
  /** `undefined` goes back to what is saved. */
  onChange: (reply: DefaultReply | undefined) => void;
}

/** What a bin answers when no rule does: status, headers and body. */
export function DefaultReplyEditor({ bin, reply, isEdited, problems, onChange }: DefaultReplyEditorProps) {
  const { isBusy, failure, run } = useSave(async () => {
    const saved = await updateBin(bin.id, { reply: withoutBlankHeaders(reply) });
    onChange(saved.reply);
    notify(`${bin.name} now answers ${reply.status}`);
  });
  const isTemplate = reply.isTemplate === true;
  return (
    <EditorFrame
      label="Default reply"
      sentence="What every sender gets that no rule answers, once its request is stored."
      saveLabel="Save reply"
      isSavable={isEdited}
      isBusy={isBusy}
      failure={problems.within('') === undefined ? failure : undefined}
      onSave={run}
      {...(isEdited ? { onRevert: () => onChange(undefined) } : {})}
    >
      <div className="flex flex-wrap items-start gap-4">
        <div className="w-32">
          <Field label="Status" hint="200 to 599" error={problems.at('status')}>
            <NumberField
              value={reply.status}
              onChange={(status) => onChange({ ...reply, status })}
              maxLength={3}
            />
          </Field>
        </div>
        <TemplateSwitch isOn={isTemplate} onChange={(isOn) => onChange({ ...reply, isTemplate: isOn })} />
      </div>
      <HeaderFields
        headers={reply.headers}
        problems={problems}
        onChange={(headers) => onChange({ ...reply, headers })}
      />
      <BodyFields
        body={reply.body}
        headers={reply.headers}
        isTemplate={isTemplate}
        isFileAllowed={false}
        problems={problems}
        onChange={(body) => 'file' in body || onChange({ ...reply, body })}
      />
    </EditorFrame>
  );
}
