import { Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { Bin } from '../../../../shared/model/bin.ts';
import { CommandFailureError } from '../../../host/call.ts';
import { updateBin } from '../../../state/bin-actions.ts';
import { notify } from '../../../state/notices.ts';
import { Banner } from '../../../ui/Banner.tsx';
import { Button } from '../../../ui/Button.tsx';
import { Dialog } from '../../../ui/Dialog.tsx';
import { Field } from '../../../ui/Field.tsx';
import { IconButton } from '../../../ui/IconButton.tsx';
import { TextArea } from '../../../ui/TextArea.tsx';
import { TextField } from '../../../ui/TextField.tsx';

/** What a bin answers: status, headers and body. */
export function ReplyEditor({ bin, onClose }: { bin: Bin; onClose: () => void }) {
  const [status, setStatus] = useState(String(bin.reply.status));
  const [headers, setHeaders] = useState(bin.reply.headers);
  const [text, setText] = useState('text' in bin.reply.body ? bin.reply.body.text : undefined);
  const [failure, setFailure] = useState<CommandFailureError>();
  const [isBusy, setIsBusy] = useState(false);

  const save = async () => {
    setIsBusy(true);
    try {
      const body = text === undefined ? bin.reply.body : { text };
      const filled = headers.filter((header) => header.name !== '' || header.value !== '');
      await updateBin(bin.id, { reply: { status: Number(status), headers: filled, body } });
      notify(`${bin.name} now answers ${status}`);
      onClose();
    } catch (error) {
      if (!(error instanceof CommandFailureError)) throw error;
      setFailure(error);
    } finally {
      setIsBusy(false);
    }
  };
  const setHeader = (index: number, change: { name?: string; value?: string }) =>
    setHeaders(headers.map((header, at) => (at === index ? { ...header, ...change } : header)));
  const isNamed = ['reply.status', 'reply.headers', 'reply.body'].some(
    (path) => failure?.fieldMessage(path) !== undefined,
  );

  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="medium"
      title={`Reply of ${bin.name}`}
      description="What every sender gets, once its request is stored."
      onSubmit={() => void save()}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" variant="primary" isBusy={isBusy}>
            Save reply
          </Button>
        </>
      }
    >
      {failure !== undefined && !isNamed && <Banner tone="err">{failure.message}</Banner>}
      <div className="w-32">
        <Field label="Status" hint="200 to 599" error={failure?.fieldMessage('reply.status')}>
          <TextField value={status} onChange={setStatus} inputMode="numeric" maxLength={3} isCode />
        </Field>
      </div>
      <fieldset className="flex min-w-0 flex-col gap-1.5">
        <legend className="mb-1 font-medium">Headers</legend>
        {headers.map((header, index) => (
          <div key={index} className="flex items-start gap-1.5">
            <TextField
              label={`Name of header ${index + 1}`}
              placeholder="Content-Type"
              value={header.name}
              onChange={(name) => setHeader(index, { name })}
              className="w-2/5"
              isCode
            />
            <TextField
              label={`Value of header ${index + 1}`}
              placeholder="application/json"
              value={header.value}
              onChange={(value) => setHeader(index, { value })}
              className="flex-1"
              isCode
            />
            <IconButton
              label={`Remove header ${index + 1}`}
              icon={X}
              onClick={() => setHeaders(headers.filter((_, at) => at !== index))}
            />
          </div>
        ))}
        {failure?.fieldMessage('reply.headers') !== undefined && (
          <div role="alert" className="text-small text-err">
            {failure.fieldMessage('reply.headers')}
          </div>
        )}
        <Button
          variant="ghost"
          size="small"
          icon={Plus}
          className="self-start"
          onClick={() => setHeaders([...headers, { name: '', value: '' }])}
        >
          Add header
        </Button>
      </fieldset>
      {text === undefined ? (
        <Banner
          tone="info"
          title="The body is not text"
          actions={
            <Button size="small" onClick={() => setText('')}>
              Replace with text
            </Button>
          }
        >
          It is kept as it is.
        </Banner>
      ) : (
        <Field label="Body" error={failure?.fieldMessage('reply.body')}>
          <TextArea value={text} onChange={setText} rows={8} isCode placeholder='{"received":true}' />
        </Field>
      )}
    </Dialog>
  );
}
