import { SshOptions, type SshAuth } from '../../../shared/model/tunnel-options.ts';

/** An SSH tunnel as it is typed. */
export interface SshForm {
  service: SshOptions['service'];
  host: string;
  port: string;
  user: string;
  proof: SshAuth['kind'];
  keyPath: string;
  passphrase: string | undefined;
  password: string | undefined;
  remoteHost: string;
  remotePort: string;
  publicUrl: string;
  isBehindProxy: boolean;
}

export const emptySshForm: SshForm = {
  service: 'localhost.run',
  host: '',
  port: '',
  user: '',
  proof: 'none',
  keyPath: '',
  passphrase: undefined,
  password: undefined,
  remoteHost: '',
  remotePort: '',
  publicUrl: '',
  isBehindProxy: false,
};

export function formOfSsh(options: SshOptions): SshForm {
  const { auth } = options;
  return {
    service: options.service,
    host: options.host ?? '',
    port: textOf(options.port),
    user: options.user ?? '',
    proof: auth.kind,
    keyPath: auth.kind === 'key' ? auth.path : '',
    passphrase: auth.kind === 'key' ? auth.passphraseSecretName : undefined,
    password: auth.kind === 'password' ? auth.secretName : undefined,
    remoteHost: options.remoteHost ?? '',
    remotePort: textOf(options.remotePort),
    publicUrl: options.publicUrl ?? '',
    isBehindProxy: options.isBehindProxy ?? false,
  };
}

/** The options, or what is wrong by the name of its field. */
export function readSshForm(form: SshForm): { options: SshOptions } | { errors: Record<string, string> } {
  const isOwn = form.service === 'custom';
  if (form.proof === 'password' && form.password === undefined) {
    return { errors: { password: 'Choose the secret that holds the password.' } };
  }
  const parsed = SshOptions.safeParse({
    provider: 'ssh',
    service: form.service,
    auth: authOf(form),
    ...text('remoteHost', form.remoteHost),
    ...(isOwn
      ? {
          ...text('host', form.host),
          ...number('port', form.port),
          ...text('user', form.user),
          ...number('remotePort', form.remotePort),
          ...text('publicUrl', form.publicUrl),
          ...(form.isBehindProxy ? { isBehindProxy: true } : {}),
        }
      : {}),
  });
  if (parsed.success) return { options: parsed.data };
  const errors: Record<string, string> = {};
  for (const { path, message } of parsed.error.issues) {
    const field = path[0] === 'auth' ? 'keyPath' : String(path[0]);
    errors[field] ??= /^(?:Invalid|Too)/.test(message) ? 'This is not valid.' : `This ${message}.`;
  }
  return { errors };
}

function authOf({ proof, keyPath, passphrase, password }: SshForm): object {
  switch (proof) {
    case 'key':
      return {
        kind: 'key',
        path: keyPath.trim(),
        ...(passphrase === undefined ? {} : { passphraseSecretName: passphrase }),
      };
    case 'password':
      return { kind: 'password', secretName: password };
    default:
      return { kind: proof };
  }
}

const textOf = (value: number | undefined): string => (value === undefined ? '' : String(value));
const text = (name: string, value: string): object => (value.trim() === '' ? {} : { [name]: value.trim() });
const number = (name: string, value: string): object =>
  value.trim() === '' ? {} : { [name]: Number(value) };
