import type { Claim, SignedMessage } from '../scheme.ts';
import { keysOf } from './keys.ts';
import type { Rejected, Scene, SigningScheme } from './scene.ts';
import { createWork } from './work.ts';

/** A message with its claim, and the keys of those secrets that have the scheme's shape. */
export function sceneOf(
  rejected: Rejected,
  scheme: SigningScheme,
  message: SignedMessage,
  claim: Claim,
): Scene {
  const keys = keysOf(scheme, rejected.secrets, rejected.at);
  return { rejected, scheme, setting: { message, claim, keys }, work: createWork(message.body.length) };
}
