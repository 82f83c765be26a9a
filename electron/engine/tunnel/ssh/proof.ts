import type { AuthenticationType, ConnectConfig } from 'ssh2';
import type { OpenSsh } from '../protocol.ts';

/**
 * What proves to the server who we are, and in which order it is tried. The public services let everyone in: some by no
 * proof at all, some ask for a password and take an empty one.
 */
export function proofConfig({ proof }: OpenSsh): ConnectConfig {
  const order = (...authHandler: AuthenticationType[]) => ({ authHandler });
  switch (proof.kind) {
    case 'none':
      return { password: '', tryKeyboard: true, ...order('none', 'keyboard-interactive', 'password') };
    case 'key':
      return {
        privateKey: proof.privateKey,
        ...(proof.passphrase === undefined ? {} : { passphrase: proof.passphrase }),
        ...order('publickey'),
      };
    case 'agent':
      return { agent: proof.socketPath, ...order('agent') };
    case 'password':
      return { password: proof.password, tryKeyboard: true, ...order('password', 'keyboard-interactive') };
  }
}
