import { createContext, use } from 'react';

interface FieldWiring {
  id: string;
  noteId: string | undefined;
  isInvalid: boolean;
}

/** How a control inside a `Field` learns its id and what describes it. */
export const FieldContext = createContext<FieldWiring | undefined>(undefined);

/** The attributes that tie a control to its `Field`; none outside of one. */
export function useFieldAttributes() {
  const field = use(FieldContext);
  if (field === undefined) return {};
  return {
    id: field.id,
    'aria-describedby': field.noteId,
    'aria-invalid': field.isInvalid || undefined,
  };
}
