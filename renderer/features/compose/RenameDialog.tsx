import { useState } from 'react';
import type { Draft } from '../../../shared/model/draft.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Field } from '../../ui/Field.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { titleOf } from './draft-title.ts';
import { editDraft } from './draft-edits.ts';

export function RenameDialog({ draft, onClose }: { draft: Draft; onClose: () => void }) {
  const [name, setName] = useState(titleOf(draft));
  const trimmed = name.trim();
  const save = () => {
    if (trimmed === '') return;
    editDraft(draft.id, { name: trimmed });
    onClose();
  };
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Rename draft"
      onSubmit={save}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button variant="primary" type="submit" disabled={trimmed === ''}>
            Rename
          </Button>
        </>
      }
    >
      <Field label="Name">
        <TextField
          value={name}
          onChange={setName}
          maxLength={200}
          onFocus={(event) => event.target.select()}
          autoFocus
        />
      </Field>
    </Dialog>
  );
}
