import type { HostKey } from '../../../../shared/model/known-host.ts';
import type { TunnelError } from '../../../../shared/model/tunnel.ts';
import { ownProblem, isOwnCode, type TunnelProblem } from '../errors.ts';
import type { KnownError } from '../ngrok-errors.ts';
import type { RawProblem } from '../protocol.ts';

/** What a sentence may name. */
export interface SshServerName {
  host: string;
  port: number;
  user: string;
}

type Sentence = (server: SshServerName, raw: RawProblem) => Pick<KnownError, 'kind'> & { message: string };

const at = ({ host, port }: SshServerName): string => (port === 22 ? host : `${host}:${port}`);

/** Problems of SSH tunnels, each with its next step. */
const sentences: Readonly<Record<string, Sentence>> = {
  host_key_unknown: (server, { hostKey }) => ({
    kind: 'credentials',
    message: `${at(server)} is seen for the first time. Its ${hostKey?.keyType ?? ''} key has the fingerprint ${hostKey?.fingerprint ?? ''}. Compare it with what the server's operator says, and trust it.`,
  }),
  host_key_changed: (server, { hostKey }) => ({
    kind: 'credentials',
    message: `The key of ${at(server)} has CHANGED: it now has the fingerprint ${hostKey?.fingerprint ?? ''}. Somebody may be reading along. Ask the server's operator; only if the change is meant, forget the old key in Settings → Tunnel and start again.`,
  }),
  ssh_auth_failed: (server) => ({
    kind: 'credentials',
    message: `${at(server)} did not accept ${server.user}. Check the user, and the key, agent or password, in Settings → Tunnel.`,
  }),
  ssh_forward_refused: (server) => ({
    kind: 'permanent',
    message: `${at(server)} let ${server.user} in but refuses to forward a port. Its AllowTcpForwarding, PermitListen or the key's options must allow it; a port below 1024 needs root there, and one in use can't be had.`,
  }),
  ssh_unreachable: (server) => ({
    kind: 'temporary',
    message: `${at(server)} can't be reached by SSH. Check the network, a firewall or VPN, and the host and port.`,
  }),
  ssh_unknown_host: (server) => ({
    kind: 'temporary',
    message: `There is no ${server.host}, or its name can't be looked up now. Check the host in Settings → Tunnel, and the network.`,
  }),
  ssh_handshake_failed: (server) => ({
    kind: 'permanent',
    message: `${at(server)} does not speak SSH, or none of the methods that Hookbench does. Check the host and port in Settings → Tunnel.`,
  }),
  ssh_no_url: (server, { message }) => ({
    kind: 'permanent',
    message: `${at(server)} forwards a port but did not say under which URL${message === '' ? '' : `; it said: ${message}`}. Enter the public URL in Settings → Tunnel.`,
  }),
  ssh_lost: (server) => ({
    kind: 'temporary',
    message: `The connection to ${at(server)} was lost. Connecting again.`,
  }),
  ssh_not_answering: (server) => ({
    kind: 'temporary',
    message: `${at(server)} stopped answering. Connecting again.`,
  }),
  ssh_timed_out: (server) => ({
    kind: 'temporary',
    message: `${at(server)} did not answer in time. Check the network, and the host and port.`,
  }),
  ssh_key_missing: (_, { message }) => ({
    kind: 'permanent',
    message: `The key file ${message} can't be read. Check its path and permissions in Settings → Tunnel.`,
  }),
  ssh_key_invalid: (_, { message }) => ({
    kind: 'permanent',
    message: `The key file ${message} holds no private key that can be used. It must be one that ssh-keygen makes, not the .pub file.`,
  }),
  ssh_key_locked: (_, { message }) => ({
    kind: 'permanent',
    message: `The key file ${message} is locked by a passphrase, and the one given does not open it. Choose the secret that holds it in Settings → Tunnel.`,
  }),
  ssh_secret_missing: (_, { message }) => ({
    kind: 'permanent',
    message: `There is no secret named ${message}. Add it in Settings → Secrets, or choose another in Settings → Tunnel.`,
  }),
  ssh_no_agent: () => ({
    kind: 'permanent',
    message:
      'No SSH agent is running here (SSH_AUTH_SOCK is not set). Start one and add your key with ssh-add, or choose a key file in Settings → Tunnel.',
  }),
};

/** Says what a problem of an SSH tunnel means. */
export function explainSsh(raw: RawProblem, server: SshServerName): TunnelProblem {
  const { code = '' } = raw;
  const sentence = Object.hasOwn(sentences, code) ? sentences[code] : undefined;
  if (sentence === undefined) return isOwnCode(code) ? ownProblem(code) : otherProblem(raw);
  const { kind, message } = sentence(server, raw);
  const error: TunnelError = { code, message };
  if (raw.hostKey === undefined) return { error, kind };
  const hostKey: HostKey = { host: server.host, port: server.port, ...raw.hostKey };
  return { error, kind, hostKey };
}

/** The words of the client, on one line. */
function otherProblem({ message }: RawProblem): TunnelProblem {
  const text = message
    .replace(/[\s\p{C}]+/gu, ' ')
    .trim()
    .slice(0, 300);
  return {
    error: { code: 'tunnel_failed', message: `The tunnel failed: ${text.replace(/\.?$/, '.')}` },
    kind: 'temporary',
  };
}
