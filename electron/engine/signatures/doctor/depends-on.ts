import type { SignedMessage } from '../scheme.ts';
import type { Scene } from './scene.ts';
import { claimOf } from './try-guess.ts';

/** Whether what is signed is another for this message: a scheme that leaves the URL out need not be asked about URLs. */
export function dependsOn({ scheme, setting }: Scene, changed: SignedMessage): boolean {
  try {
    const before = scheme.content(setting.message, setting.claim);
    const after = scheme.content(changed, claimOf(scheme, changed) ?? setting.claim);
    return Buffer.compare(before, after) !== 0;
  } catch {
    return true;
  }
}
