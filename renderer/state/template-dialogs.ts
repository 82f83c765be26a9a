import { create } from 'zustand';

/** Which dialog over templates is open: one makes a draft, the other sends. */
export type TemplateDialog = 'draft' | 'trigger';

interface TemplateDialogState {
  dialog: TemplateDialog | undefined;
}

export const useTemplateDialog = create<TemplateDialogState>(() => ({ dialog: undefined }));

export const openTemplateDialog = (dialog: TemplateDialog): void => useTemplateDialog.setState({ dialog });

export const closeTemplateDialog = (): void => useTemplateDialog.setState({ dialog: undefined });
