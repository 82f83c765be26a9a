import type { BodyKind } from './body-kind.ts';

export type BodyMode = 'pretty' | 'table' | 'parts' | 'image' | 'text' | 'hex' | 'preview' | 'decrypted';

const labels: Record<BodyMode, string> = {
  pretty: 'Pretty',
  table: 'Table',
  parts: 'Parts',
  image: 'Image',
  text: 'Text',
  hex: 'Hex',
  preview: 'Preview',
  decrypted: 'Decrypted',
};

const modes: Record<BodyKind, BodyMode[]> = {
  empty: [],
  json: ['pretty', 'text', 'hex'],
  xml: ['pretty', 'text', 'hex'],
  form: ['table', 'text', 'hex'],
  multipart: ['parts', 'text', 'hex'],
  text: ['text', 'hex'],
  image: ['image', 'hex'],
  binary: ['hex', 'text'],
};

/** The ways to show a body, the best first. Markup can be previewed, but never is by itself. */
export function modesOf(
  kind: BodyKind,
  contentType: string | undefined,
  isDecryptable = false,
): { value: BodyMode; label: string }[] {
  const isMarkup = /^(?:text\/html|image\/svg\+xml|application\/xhtml\+xml)\b/i.test(contentType ?? '');
  const canPreview = isMarkup && kind !== 'binary' && kind !== 'image' && kind !== 'empty';
  return [
    ...modes[kind],
    ...(canPreview ? (['preview'] as const) : []),
    ...(isDecryptable ? (['decrypted'] as const) : []),
  ].map((value) => ({
    value,
    label: labels[value],
  }));
}
