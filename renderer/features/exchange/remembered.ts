import { z } from 'zod';
import { PayloadFormat } from '../../../shared/model/encryption.ts';
import { SecretName } from '../../../shared/model/secret.ts';

/** What was last used to read the bodies of a bin: the next one is read with it at once. */
const Remembered = z.object({
  secretName: SecretName.optional(),
  passphraseName: SecretName.optional(),
  field: z.string().optional(),
  how: PayloadFormat.optional(),
});
export type Remembered = z.infer<typeof Remembered>;

type Purpose = 'decrypt' | 'token';

const keyOf = (purpose: Purpose, binId: string) => `hookbench.${purpose}.${binId}`;

export function recall(purpose: Purpose, binId: string): Remembered {
  try {
    const parsed = Remembered.safeParse(JSON.parse(localStorage.getItem(keyOf(purpose, binId)) ?? '{}'));
    return parsed.success ? parsed.data : {};
  } catch {
    return {};
  }
}

export function remember(purpose: Purpose, binId: string, what: Remembered): void {
  localStorage.setItem(keyOf(purpose, binId), JSON.stringify(what));
}
