import { FolderOpen } from 'lucide-react';
import { findHeader } from '../../../../shared/http/headers.ts';
import type { Header } from '../../../../shared/model/header.ts';
import type { ReplyBody } from '../../../../shared/model/response-rule.ts';
import { call } from '../../../host/call.ts';
import { attempt } from '../../../state/notices.ts';
import { Button } from '../../../ui/Button.tsx';
import { CodeField } from '../../../ui/editor/CodeField.tsx';
import { languageOf } from '../../../ui/editor/language.ts';
import { Field } from '../../../ui/Field.tsx';
import { Segmented } from '../../../ui/Segmented.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { TextField } from '../../../ui/TextField.tsx';
import type { ProblemLookup } from '../field-problems.ts';

export interface BodyFieldsProps {
  body: ReplyBody;
  /** The content type says in which language the text is written. */
  headers: readonly Header[];
  isTemplate: boolean;
  isFileAllowed: boolean;
  problems: ProblemLookup;
  onChange: (body: ReplyBody) => void;
}

type Kind = 'text' | 'base64' | 'file';

const kinds: { value: Kind; label: string }[] = [
  { value: 'text', label: 'Text' },
  { value: 'base64', label: 'Base64' },
  { value: 'file', label: 'File' },
];
const empty: Record<Kind, ReplyBody> = { text: { text: '' }, base64: { base64: '' }, file: { file: '' } };

/** What a reply carries: text, bytes, or a file that is read when it goes out. */
export function BodyFields({
  body,
  headers,
  isTemplate,
  isFileAllowed,
  problems,
  onChange,
}: BodyFieldsProps) {
  const kind: Kind = 'text' in body ? 'text' : 'base64' in body ? 'base64' : 'file';
  const language = isTemplate
    ? 'liquid'
    : languageOf(findHeader(headers, 'content-type'), 'text' in body ? body.text : '');
  const choose = async () => {
    const picked = await attempt('No file was chosen', () =>
      call('desktop.pickFile', { title: 'Body of the reply', extensions: [] }),
    );
    if (picked?.path !== undefined) onChange({ file: picked.path });
  };
  return (
    <div className="flex flex-col gap-2">
      <Segmented
        label="Kind of body"
        value={kind}
        onChange={(next) => next !== kind && onChange(empty[next])}
        options={isFileAllowed ? kinds : kinds.slice(0, 2)}
      />
      {'text' in body && (
        <CodeField
          label="Body"
          value={body.text}
          onChange={(text) => onChange({ text })}
          language={language}
          error={problems.within('body')}
          heightClass="h-40"
        />
      )}
      {'base64' in body && (
        <Field label="Body in base64" error={problems.within('body')}>
          <TextArea value={body.base64} onChange={(base64) => onChange({ base64 })} rows={5} isCode />
        </Field>
      )}
      {'file' in body && (
        <div className="flex items-end gap-2">
          <div className="min-w-0 flex-1">
            <Field
              label="File"
              hint="Read each time; at most 16 MiB. When it is missing, the default reply goes out."
              error={problems.within('body')}
            >
              <TextField
                value={body.file}
                onChange={(file) => onChange({ file })}
                placeholder="/home/me/reply.json"
                isCode
              />
            </Field>
          </div>
          <Button icon={FolderOpen} className="mb-5" onClick={() => void choose()}>
            Choose…
          </Button>
        </div>
      )}
    </div>
  );
}
