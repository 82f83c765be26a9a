import { call } from '../host/call.ts';

/** Keeps a secret; resolves with `undefined`, or with the sentence that says why it was not kept. */
export async function saveSecret(name: string, value: string): Promise<string | undefined> {
  try {
    await call('secrets.set', { name, value });
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
