import { isText } from '../../../../shared/http/text.ts';
import type { BodySource } from '../../../../shared/model/body.ts';
import { call } from '../../../host/call.ts';
import { attempt, notify } from '../../../state/notices.ts';
import { fromBase64 } from './base64.ts';

/** The clipboard is no place for more. */
const MAX_COPIED_BYTES = 16 * 1024 * 1024;

export async function saveBody(source: BodySource, suggestedName: string, isDecoded: boolean): Promise<void> {
  const saved = await attempt('The body was not saved', () =>
    call('desktop.saveBody', { source, suggestedName, isDecoded }),
  );
  if (saved?.path !== undefined) notify(`Saved to ${saved.path}`);
}

/** Copies the decoded body: as text, or as base64 where it is none. */
export async function copyBody(source: BodySource): Promise<void> {
  await attempt('The body was not copied', async () => {
    const part = await call('bodies.read', { source, limitBytes: MAX_COPIED_BYTES, isDecoded: true });
    const bytes = fromBase64(part.base64);
    const isReadable = isText(bytes);
    await navigator.clipboard.writeText(isReadable ? new TextDecoder().decode(bytes) : part.base64);
    const what = isReadable ? 'Copied the body' : 'Copied the body as base64';
    notify(part.isComplete ? what : `${what}: its first 16 MB`);
  });
}
