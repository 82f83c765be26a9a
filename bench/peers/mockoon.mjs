/** Mockoon's command line with one route. */
import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const port = await freePort();
const folder = mkdtempSync(join(tmpdir(), 'hookbench-mockoon-'));
const file = join(folder, 'environment.json');
const route = {
  uuid: 'b6f5f2f0-0000-4000-8000-000000000001',
  type: 'http',
  documentation: '',
  method: 'post',
  endpoint: 'inbox',
  responses: [
    {
      uuid: 'b6f5f2f0-0000-4000-8000-000000000002',
      body: '',
      latency: 0,
      statusCode: 200,
      label: '',
      headers: [],
      bodyType: 'INLINE',
      filePath: '',
      databucketID: '',
      sendFileAsBody: false,
      rules: [],
      rulesOperator: 'OR',
      disableTemplating: true,
      fallbackTo404: false,
      default: true,
      crudKey: 'id',
      callbacks: [],
    },
  ],
  responseMode: null,
  streamingMode: null,
  streamingInterval: 0,
};
writeFileSync(
  file,
  JSON.stringify({
    uuid: 'b6f5f2f0-0000-4000-8000-000000000000',
    lastMigration: 33,
    name: 'bench',
    endpointPrefix: '',
    latency: 0,
    port,
    hostname: '127.0.0.1',
    folders: [],
    routes: [route],
    rootChildren: [{ type: 'route', uuid: route.uuid }],
    proxyMode: false,
    proxyHost: '',
    proxyRemovePrefix: false,
    tlsOptions: {
      enabled: false,
      type: 'CERT',
      pfxPath: '',
      certPath: '',
      keyPath: '',
      caPath: '',
      passphrase: '',
    },
    cors: false,
    headers: [],
    proxyReqHeaders: [],
    proxyResHeaders: [],
    data: [],
    callbacks: [],
  }),
);
const cli = join(import.meta.dirname, '../node_modules/@mockoon/cli/bin/run.js');
const child = spawn(
  process.execPath,
  [cli, 'start', '--data', file, '--disable-log-to-file', '--disable-admin-api'],
  {
    stdio: ['ignore', 'ignore', 'inherit'],
  },
);
process.on('SIGTERM', () => {
  child.kill('SIGKILL');
  process.exit(0);
});
await listening(port);
console.log(JSON.stringify({ url: `http://127.0.0.1:${port}/inbox` }));

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
      probe.close(() => resolve(port));
    });
  });
}

/** @param {number} port */
async function listening(port) {
  for (;;) {
    const isOpen = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
