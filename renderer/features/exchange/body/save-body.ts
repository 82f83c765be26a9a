import type { BodySource } from '../../../../shared/model/body.ts';
import { call } from '../../../host/call.ts';
import { attempt, notify } from '../../../state/notices.ts';

/** Asks where to, and writes the whole body there. */
export async function saveBody(source: BodySource, suggestedName: string, isDecoded: boolean): Promise<void> {
  const saved = await attempt('The body was not saved', () =>
    call('desktop.saveBody', { source, suggestedName, isDecoded }),
  );
  if (saved?.path !== undefined) notify(`Saved to ${saved.path}`);
}
