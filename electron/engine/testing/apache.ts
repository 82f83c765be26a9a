import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Apache's httpd with name-based virtual hosts on a port of its own: what a developer's shop runs on. */
export interface Apache {
  readonly port: number;
  /**
   * One line for each request answered: `<virtual host> <Host header> <method> <target> <status>`. Apache writes a line
   * only once its answer is out: waits until there are `count`.
   */
  requests(count: number): Promise<string[]>;
  close(): Promise<void>;
}

/** Debian's place, which is not on the path of every user. */
const PROGRAM = '/usr/sbin/apache2';
const MODULES = '/usr/lib/apache2/modules';

/** What the site of a name answers to any request. */
export const siteText = (name: string): string => `This is ${name}.\n`;

/**
 * Starts Apache with one virtual host for each name. The first is the one that takes requests for names that are none of
 * them, as Apache does it. Works as root and as any other user.
 */
export async function startApache(names: readonly string[]): Promise<Apache> {
  const folder = await mkdtemp(join(tmpdir(), 'hookbench-apache-'));
  // As root Apache serves as another user, who has to get in.
  await chmod(folder, 0o755);
  const port = await freePort();
  const configuration = join(folder, 'httpd.conf');
  await writeFile(configuration, await configurationOf(folder, port, names));
  const server = spawn(PROGRAM, ['-f', configuration, '-DFOREGROUND'], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let complaint = '';
  server.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
  const ended = once(server, 'exit');
  ended.catch(() => undefined);

  const close = async () => {
    if (server.exitCode === null && server.signalCode === null && server.pid !== undefined) {
      server.kill('SIGTERM');
      await ended;
    }
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await Promise.race([
      answering(port),
      ended.then(async () => {
        const log = await readFile(join(folder, 'error.log'), 'utf8').catch(() => '');
        throw new Error(`Apache ended: ${complaint}${log}`);
      }),
    ]);
  } catch (error) {
    await close();
    throw error;
  }
  return {
    port,
    async requests(count) {
      for (let left = 200; ; left -= 1) {
        const log = await readFile(join(folder, 'access.log'), 'utf8');
        const lines = log.split('\n').filter((line) => line !== '');
        if (lines.length >= count || left === 0) return lines;
        await pause(25);
      }
    },
    close,
  };
}

async function configurationOf(folder: string, port: number, names: readonly string[]): Promise<string> {
  const modules = ['mpm_event', 'authz_core', 'alias'];
  const sites = await Promise.all(
    names.map(async (name) => {
      const root = join(folder, name);
      await mkdir(root);
      await writeFile(join(root, 'index.txt'), siteText(name));
      return `<VirtualHost *:${port}>
  ServerName ${name}
  DocumentRoot "${root}"
  AliasMatch "^/.*" "${root}/index.txt"
</VirtualHost>`;
    }),
  );
  const user = process.getuid?.() === 0 ? ['User www-data', 'Group www-data'] : [];
  return [
    ...modules.map((name) => `LoadModule ${name}_module ${MODULES}/mod_${name}.so`),
    ...user,
    `ServerRoot "${folder}"`,
    `DefaultRuntimeDir "${folder}"`,
    'ServerName localhost',
    `Listen 127.0.0.1:${port}`,
    'StartServers 1',
    'ThreadsPerChild 8',
    'MaxRequestWorkers 16',
    `PidFile "${join(folder, 'httpd.pid')}"`,
    `ErrorLog "${join(folder, 'error.log')}"`,
    `CustomLog "${join(folder, 'access.log')}" "%v %{Host}i %m %U%q %>s"`,
    '<Directory />\n  Require all granted\n</Directory>',
    ...sites,
    '',
  ].join('\n');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Resolves when a connection is taken. */
async function answering(port: number): Promise<void> {
  for (let left = 200; left > 0; left -= 1) {
    const socket = connect({ host: '127.0.0.1', port });
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true));
      socket.once('error', () => resolve(false));
    });
    socket.destroy();
    if (isOpen) return;
    await pause(50);
  }
  throw new Error('Apache did not listen within 10 s.');
}
