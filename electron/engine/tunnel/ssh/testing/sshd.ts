import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** OpenSSH's server on a free port of loopback, with keys and a configuration of its own. */
export interface Sshd {
  readonly port: number;
  readonly user: string;
  /** A private key that it lets in. */
  readonly keyPath: string;
  /** Of its host key, as `ssh-keygen -l` prints it. */
  readonly fingerprint: string;
  /** Its log so far. */
  log(): string;
  /** Ends every session; the server goes on listening. */
  dropSessions(): Promise<void>;
  /** Stops every session where it is, as a network does that loses all packets. */
  freezeSessions(): Promise<void>;
  stop(): Promise<void>;
  /** Listens again at the same port, with another host key if asked. */
  start(options?: { isNewHostKey?: boolean }): Promise<void>;
  close(): Promise<void>;
}

export interface SshdOptions {
  isForwardingAllowed?: boolean;
}

/** Makes a key pair without a passphrase unless one is given; resolves with the path of the private one. */
export async function makeKey(folder: string, name: string, passphrase = ''): Promise<string> {
  const path = join(folder, name);
  await rm(path, { force: true });
  await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', passphrase, '-C', name, '-f', path]);
  return path;
}

export async function startSshd({ isForwardingAllowed = true }: SshdOptions = {}): Promise<Sshd> {
  const folder = await mkdtemp(join(tmpdir(), 'hookbench-sshd-'));
  const hostKeyPath = await makeKey(folder, 'host_key');
  const keyPath = await makeKey(folder, 'user_key');
  const port = await freePort();
  const config = join(folder, 'sshd_config');
  await writeFile(
    config,
    [
      `Port ${port}`,
      'ListenAddress 127.0.0.1',
      `HostKey ${hostKeyPath}`,
      `AuthorizedKeysFile ${keyPath}.pub`,
      `PidFile ${join(folder, 'sshd.pid')}`,
      'PermitRootLogin yes',
      'PubkeyAuthentication yes',
      'PasswordAuthentication no',
      'KbdInteractiveAuthentication no',
      'StrictModes no',
      'UsePAM no',
      'UseDNS no',
      'LogLevel VERBOSE',
      'GatewayPorts clientspecified',
      `AllowTcpForwarding ${isForwardingAllowed ? 'yes' : 'no'}`,
      '',
    ].join('\n'),
  );
  // Where Debian's sshd puts its unprivileged half; made by its service, which need not run.
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });

  let server: ChildProcess | undefined;
  let log = '';
  let fingerprint = '';

  const sessions = async (): Promise<number[]> => {
    const of = async (pid: number): Promise<number[]> => {
      const { stdout } = await run('pgrep', ['-P', String(pid)]).catch(() => ({ stdout: '' }));
      const children = stdout.split('\n').filter(Boolean).map(Number);
      return [...children, ...(await Promise.all(children.map(of))).flat()];
    };
    return server?.pid === undefined ? [] : of(server.pid);
  };
  const signal = async (name: NodeJS.Signals) => {
    for (const pid of await sessions()) {
      try {
        process.kill(pid, name);
      } catch {
        // It ended with its parent.
      }
    }
  };

  const sshd: Sshd = {
    port,
    user: userInfo().username,
    keyPath,
    get fingerprint() {
      return fingerprint;
    },
    log: () => log,
    dropSessions: () => signal('SIGKILL'),
    freezeSessions: () => signal('SIGSTOP'),
    async start({ isNewHostKey = false } = {}) {
      if (isNewHostKey) await makeKey(folder, 'host_key');
      const { stdout } = await run('ssh-keygen', ['-l', '-f', `${hostKeyPath}.pub`]);
      fingerprint = stdout.split(' ')[1] ?? '';
      const started = spawn(programPath(), ['-D', '-e', '-f', config], {
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      server = started;
      started.stderr.setEncoding('utf8');
      await new Promise<void>((resolve, reject) => {
        started.stderr.on('data', (text: string) => {
          log += text;
          if (text.includes('Server listening')) resolve();
        });
        started.once('exit', () => reject(new Error(`sshd did not start:\n${log}`)));
      });
    },
    async stop() {
      if (server === undefined) return;
      const stopping = server;
      await signal('SIGCONT');
      await signal('SIGKILL');
      server = undefined;
      stopping.kill('SIGKILL');
      if (stopping.exitCode === null && stopping.signalCode === null) await once(stopping, 'exit');
    },
    async close() {
      await sshd.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
  await sshd.start();
  return sshd;
}

/** sshd starts itself anew for each session, and insists on its full path. */
function programPath(): string {
  const path = ['/usr/sbin/sshd', '/usr/local/sbin/sshd', '/usr/bin/sshd'].find((candidate) =>
    existsSync(candidate),
  );
  if (path === undefined) throw new Error('sshd is missing; npm test installs openssh-server as root');
  return path;
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  await new Promise((resolve) => probe.close(resolve));
  return port;
}
