import { connect, type Socket } from 'node:net';
import { Client } from 'ssh2';
import type { ClientChannel, ConnectConfig, TcpConnectionDetails } from 'ssh2';
import type { FromTunnelProcess, OpenSsh, RawProblem } from '../protocol.ts';
import { createBannerReader } from './banner.ts';
import { describeKey } from './fingerprint.ts';
import { proofConfig } from './proof.ts';

/** One connection to an SSH server that forwards one port of it to us. */
export interface SshSession {
  /** Closes the connection; the server then frees the port. */
  close(): void;
  /** The parent knows whose connection comes from this port. */
  onVisitorKnown(port: number): void;
}

/** A failure that is known before the client's own words for it. */
type Failure = { code: string; message: string; hostKey?: RawProblem['hostKey'] };

/** Connects, proves who we are, asks for the port, and tells what comes of it. Never throws. */
export function openSshSession(request: OpenSsh, report: (message: FromTunnelProcess) => void): SshSession {
  const client = new Client();
  const waitingVisitors = new Map<number, () => void>();
  let stage: 'connecting' | 'forwarding' | 'online' | 'over' = 'connecting';
  let failure: Failure | undefined;
  let timer: NodeJS.Timeout | undefined;

  const end = (problem: RawProblem) => {
    if (stage === 'over') return;
    const type = stage === 'online' ? 'lost' : 'refused';
    stage = 'over';
    clearTimeout(timer);
    client.destroy();
    report({ type, problem: failure ?? problem, isReusable: true });
  };
  const limit = (ms: number, code: string, message = '') => {
    clearTimeout(timer);
    timer = setTimeout(() => end({ code, message }), ms);
  };

  const online = (publicUrl: string) => {
    if (stage !== 'forwarding') return;
    stage = 'online';
    clearTimeout(timer);
    report({ type: 'online', publicUrl });
  };

  client.on('error', (error: Error & { level?: string; code?: string }) => end(problemOf(error, stage)));
  client.on('close', () => end({ code: 'ssh_lost', message: '' }));
  client.on('tcp connection', (details, accept, reject) => {
    takeVisitor(details, accept, reject, request, report, waitingVisitors);
  });
  client.on('keyboard-interactive', (_name, _instructions, _language, prompts, finish) => {
    finish(prompts.map(() => (request.proof.kind === 'password' ? request.proof.password : '')));
  });
  client.on('ready', () => {
    stage = 'forwarding';
    limit(request.listenTimeoutMs, 'ssh_timed_out');
    client.forwardIn(request.remoteHost, request.remotePort, (error, remotePort) => {
      if (error !== undefined) end({ code: 'ssh_forward_refused', message: error.message });
      else findUrl(remotePort);
    });
  });

  /** A server of one's own says nothing: its URL is set, or it is the port itself. A service prints it. */
  const findUrl = (remotePort: number) => {
    if (request.publicUrl !== undefined) online(request.publicUrl);
    else if (request.service === 'custom') online(plainUrl(request.host, remotePort));
    else readUrl(request.service);
  };
  const readUrl = (service: Exclude<OpenSsh['service'], 'custom'>) => {
    const reader = createBannerReader(service);
    const read = (piece: Buffer | string) => {
      const url = reader.read(piece.toString());
      if (url !== undefined) online(url);
    };
    const giveUp = () => {
      if (stage === 'forwarding') end({ code: 'ssh_no_url', message: reader.text() });
    };
    clearTimeout(timer);
    timer = setTimeout(giveUp, request.listenTimeoutMs);
    const onSession = (error: Error | undefined, channel: ClientChannel) => {
      if (error !== undefined) {
        end({ code: 'ssh_no_url', message: '' });
        return;
      }
      channel.on('data', read);
      channel.stderr.on('data', read);
      channel.on('close', giveUp);
    };
    const command = sessionCommands[service];
    if (command === undefined) client.shell(false, onSession);
    else client.exec(command, onSession);
  };

  limit(request.connectTimeoutMs, 'ssh_timed_out');
  try {
    client.connect({
      host: request.host,
      port: request.port,
      username: request.user,
      readyTimeout: 0,
      keepaliveInterval: request.heartbeatIntervalSeconds * 1000,
      keepaliveCountMax: 1,
      hostVerifier: (key: Buffer): boolean => {
        const hostKey = describeKey(key);
        if (request.knownFingerprints.includes(hostKey.fingerprint)) return true;
        const isFirst = request.knownFingerprints.length === 0;
        failure = { code: isFirst ? 'host_key_unknown' : 'host_key_changed', message: '', hostKey };
        return false;
      },
      ...proofConfig(request),
    } satisfies ConnectConfig);
  } catch (error) {
    // What the client checks before it connects: a key that it can't read.
    end({ code: 'ssh_auth_failed', message: error instanceof Error ? error.message : String(error) });
  }

  return {
    close() {
      stage = 'over';
      clearTimeout(timer);
      client.end();
    },
    onVisitorKnown: (port) => waitingVisitors.get(port)?.(),
  };
}

/** Each side ends the other when it ends, after all of its bytes; one that breaks off breaks the other off. */
function pipeBoth(channel: ClientChannel, socket: Socket): void {
  let hasEnded = false;
  channel.on('end', () => (hasEnded = true));
  channel.on('error', () => socket.destroy());
  channel.on('close', () => {
    socket.unpipe(channel);
    if (!hasEnded) socket.destroy();
    // A reply that nobody reads any more must not hold the ingress up.
    else socket.resume();
  });
  socket.on('close', (isBroken) => {
    if (isBroken) channel.destroy();
  });
  channel.pipe(socket).pipe(channel);
}

/**
 * What a service is told in place of a shell. pinggy.io names the visitor only when it is asked to
 * (https://pinggy.io/docs/http_tunnels/header_manipulation, read 2026-11-25): else `X-Forwarded-For` would be the visitor's own.
 */
const sessionCommands: Readonly<Partial<Record<OpenSsh['service'], string>>> = { 'pinggy.io': 'x:xff' };

/** Connects a visitor with the ingress. */
function takeVisitor(
  { srcIP }: TcpConnectionDetails,
  accept: () => ClientChannel,
  reject: () => void,
  request: OpenSsh,
  report: (message: FromTunnelProcess) => void,
  waiting: Map<number, () => void>,
): void {
  const socket = connect({
    host: '127.0.0.1',
    port: request.ingressPort,
    allowHalfOpen: true,
    noDelay: true,
  });
  let isAccepted = false;
  socket.on('error', () => {
    if (!isAccepted) reject();
  });
  socket.once('connect', () => {
    const join = () => {
      isAccepted = true;
      const channel = accept();
      pipeBoth(channel, socket);
    };
    const { localPort } = socket;
    if (!request.isVisitorTold || localPort === undefined) {
      join();
      return;
    }
    // Nothing is sent before the parent knows whose it is.
    waiting.set(localPort, () => {
      waiting.delete(localPort);
      join();
    });
    socket.once('close', () => waiting.delete(localPort));
    report({ type: 'visitor', port: localPort, address: srcIP.slice(0, 100) });
  });
}

const plainUrl = (host: string, port: number): string =>
  `http://${host.includes(':') ? `[${host}]` : host}${port === 80 ? '' : `:${port}`}`;

/** What the client's error means, by where it arose and how far the session was. */
function problemOf(error: Error & { level?: string; code?: string }, stage: string): RawProblem {
  const { level = '', code = '', message } = error;
  if (level === 'client-authentication' || level === 'agent') return { code: 'ssh_auth_failed', message };
  if (level === 'client-timeout')
    return { code: stage === 'online' ? 'ssh_not_answering' : 'ssh_timed_out', message };
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || level === 'client-dns')
    return { code: 'ssh_unknown_host', message };
  if (stage === 'online') return { code: 'ssh_lost', message };
  if (level === 'client-socket') return { code: 'ssh_unreachable', message };
  if (level === 'handshake' || level === 'protocol') return { code: 'ssh_handshake_failed', message };
  return { code: 'ssh_unreachable', message };
}
