import type { ReactNode } from 'react';
import { closeTemplateDialog, useTemplateDialog } from '../../state/template-dialogs.ts';
import { NewFromTemplateDialog } from './NewFromTemplateDialog.tsx';
import { TriggerDialog } from './TriggerDialog.tsx';

export interface TemplateDialogsProps {
  renderDelivery: (deliveryId: string, aside: ReactNode) => ReactNode;
}

/** The dialog over templates that is open, if one is. */
export function TemplateDialogs({ renderDelivery }: TemplateDialogsProps) {
  const dialog = useTemplateDialog((state) => state.dialog);
  if (dialog === 'draft') return <NewFromTemplateDialog onClose={closeTemplateDialog} />;
  if (dialog === 'trigger') {
    return <TriggerDialog onClose={closeTemplateDialog} renderDelivery={renderDelivery} />;
  }
  return null;
}
