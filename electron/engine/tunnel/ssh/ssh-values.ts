import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import type { SshAuth, SshOptions } from '../../../../shared/model/tunnel-options.ts';
import type { SecretsPort } from '../../ports.ts';
import type { RawProblem, SshProof } from '../protocol.ts';

const maxKeyBytes = 65_536;

type Read<Value> = { value: Value } | { problem: RawProblem };

/** Reads the key file and the secrets that an SSH tunnel is started with. */
export async function readSshProof(
  { auth }: SshOptions,
  secrets: Pick<SecretsPort, 'get'>,
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Read<SshProof>> {
  switch (auth.kind) {
    case 'none':
      return { value: { kind: 'none' } };
    case 'agent':
      return readAgent(environment);
    case 'password': {
      const password = await secrets.get(auth.secretName).catch(() => undefined);
      return password === undefined ? missing(auth.secretName) : { value: { kind: 'password', password } };
    }
    case 'key':
      return readKey(auth, secrets);
  }
}

function readAgent(environment: NodeJS.ProcessEnv): Read<SshProof> {
  const socketPath =
    environment['SSH_AUTH_SOCK'] ?? (process.platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : '');
  return socketPath === '' ? problem('ssh_no_agent') : { value: { kind: 'agent', socketPath } };
}

async function readKey(
  { path, passphraseSecretName }: Extract<SshAuth, { kind: 'key' }>,
  secrets: Pick<SecretsPort, 'get'>,
): Promise<Read<SshProof>> {
  let privateKey: string;
  try {
    const file = path.replace(/^~(?=[\\/])/, homedir());
    const { size } = await stat(file);
    if (size > maxKeyBytes) return problem('ssh_key_invalid', path);
    privateKey = await readFile(file, 'utf8');
  } catch {
    return problem('ssh_key_missing', path);
  }
  let passphrase: string | undefined;
  if (passphraseSecretName !== undefined) {
    passphrase = await secrets.get(passphraseSecretName).catch(() => undefined);
    if (passphrase === undefined) return missing(passphraseSecretName);
  }
  // Loaded when a key is read: the app starts without it.
  const { default: ssh2 } = await import('ssh2');
  const parsed = ssh2.utils.parseKey(privateKey, passphrase);
  if (parsed instanceof Error) {
    const isLocked = /passphrase|decrypt|bad MAC|integrity/i.test(parsed.message);
    return problem(isLocked ? 'ssh_key_locked' : 'ssh_key_invalid', path);
  }
  if (![parsed].flat().some((key) => key.isPrivateKey())) return problem('ssh_key_invalid', path);
  return { value: { kind: 'key', privateKey, ...(passphrase === undefined ? {} : { passphrase }) } };
}

const problem = (code: string, message = ''): { problem: RawProblem } => ({ problem: { code, message } });
const missing = (secretName: string) => problem('ssh_secret_missing', secretName);
