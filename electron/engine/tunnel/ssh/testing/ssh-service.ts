import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Server, type Connection, type ServerChannel } from 'ssh2';
import { describeKey } from '../fingerprint.ts';
import { utils } from 'ssh2';

/** A stand-in for localhost.run, serveo.net or pinggy.io: an SSH server that prints a URL and sends visitors. */
export interface SshServiceStandIn {
  readonly port: number;
  readonly fingerprint: string;
  /** `address:port` of each forward that was asked for. */
  readonly forwards: string[];
  /** Commands that it was given in place of a shell. */
  readonly commands: string[];
  /** How each client proved itself. */
  readonly proofs: string[];
  /** Sends raw bytes through the tunnel as the service's proxy does; resolves with the answer, read to its end. */
  visit(request: string): Promise<string>;
  close(): Promise<void>;
}

export interface SshServiceStandInOptions {
  /** What it prints on the session, piece by piece. */
  prints: readonly string[];
  /** The one password it takes; without one it takes everybody. */
  password?: string;
  /** The port that it says it listens at, when it is left the choice. */
  assignedPort?: number;
}

export async function startSshService(options: SshServiceStandInOptions): Promise<SshServiceStandIn> {
  const hostKey = makeHostKey();
  const forwards: string[] = [];
  const proofs: string[] = [];
  const commands: string[] = [];
  const clients = new Set<Connection>();
  let bound: { bindAddr: string; bindPort: number } | undefined;

  const server = new Server({ hostKeys: [hostKey] }, (client) => {
    clients.add(client);
    client.on('error', () => undefined);
    client.on('close', () => clients.delete(client));
    client.on('authentication', (context) => {
      proofs.push(context.method);
      const isRight =
        options.password === undefined
          ? context.method === 'none'
          : context.method === 'password' && context.password === options.password;
      if (isRight) context.accept();
      else context.reject(options.password === undefined ? ['none'] : ['password']);
    });
    client.on('request', (accept, reject, name, info) => {
      if (name !== 'tcpip-forward') {
        reject?.();
        return;
      }
      const bindPort = info.bindPort === 0 ? (options.assignedPort ?? 80) : info.bindPort;
      forwards.push(`${info.bindAddr}:${info.bindPort}`);
      bound = { bindAddr: info.bindAddr, bindPort };
      accept?.(bindPort);
    });
    client.on('session', (acceptSession) => {
      const session = acceptSession();
      const print = (channel: ServerChannel) => {
        for (const piece of options.prints) channel.write(piece);
      };
      session.on('shell', (acceptShell) => print(acceptShell()));
      session.on('exec', (acceptExec, _, { command }) => {
        commands.push(command);
        print(acceptExec());
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  const parsed = utils.parseKey(hostKey);
  if (parsed instanceof Error) throw parsed;

  return {
    port,
    fingerprint: describeKey(parsed.getPublicSSH()).fingerprint,
    forwards,
    commands,
    proofs,
    visit: (request) =>
      new Promise((resolve, reject) => {
        const [client] = clients;
        if (client === undefined || bound === undefined) {
          reject(new Error('nobody forwards'));
          return;
        }
        client.forwardOut(bound.bindAddr, bound.bindPort, '203.0.113.9', 5000, (error, channel) => {
          if (error !== undefined) {
            reject(error);
            return;
          }
          let answer = '';
          channel.on('data', (data: Buffer) => (answer += data.toString()));
          channel.on('end', () => {
            channel.end();
            resolve(answer);
          });
          channel.write(request);
        });
      }),
    async close() {
      for (const client of clients) client.end();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function makeHostKey(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hookbench-ssh-key-'));
  try {
    const path = join(folder, 'key');
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', path]);
    return readFileSync(path, 'utf8');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
