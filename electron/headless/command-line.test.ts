import { describe, expect, test } from 'vitest';
import { parseCommandLine } from './command-line.ts';

const listen = (...args: string[]) => parseCommandLine(['listen', ...args]);
const bare = { controlPort: 0, tunnel: 'none', isJson: false };

describe('listen', () => {
  test.each([
    [[], bare],
    [['--port', '0'], { ...bare, port: 0 }],
    [['--port=8080', '--host=::1'], { ...bare, port: 8080, host: '::1' }],
    [
      ['--json', '--data-dir', './here', '--control-port', '65535'],
      { ...bare, isJson: true, dataDir: './here', controlPort: 65_535 },
    ],
    [['--tunnel', 'ngrok'], { ...bare, tunnel: 'ngrok' }],
    [['--tunnel', 'ssh'], { ...bare, tunnel: 'ssh' }],
    [
      ['--tunnel', 'ssh', '--ssh-service', 'serveo.net'],
      { ...bare, tunnel: { options: { provider: 'ssh', service: 'serveo.net', auth: { kind: 'none' } } } },
    ],
    [
      [
        ...['--tunnel=ssh', '--ssh-server=me@[::1]:2222', '--ssh-key=/k', '--ssh-key-secret=kp'],
        ...['--ssh-remote=0.0.0.0:8080', '--public-url=https://h.test', '--ssh-behind-proxy'],
        `--ssh-fingerprint=SHA256:${'a'.repeat(43)}`,
      ],
      {
        ...bare,
        tunnel: {
          options: {
            provider: 'ssh',
            service: 'custom',
            host: '::1',
            port: 2222,
            user: 'me',
            auth: { kind: 'key', path: '/k', passphraseSecretName: 'kp' },
            remoteHost: '0.0.0.0',
            remotePort: 8080,
            publicUrl: 'https://h.test',
            isBehindProxy: true,
          },
          fingerprint: `SHA256:${'a'.repeat(43)}`,
        },
      },
    ],
    [
      ['--tunnel', 'lan', '--lan-interface', 'wlan0'],
      { ...bare, tunnel: { options: { provider: 'lan', interfaceName: 'wlan0' } } },
    ],
    [['--forward', 'http://localhost:3000/x'], { ...bare, forward: { url: 'http://localhost:3000/x' } }],
    [
      ['--forward', 'https://127.0.0.1', '--host-header', 'eshop.localhost:80'],
      { ...bare, forward: { url: 'https://127.0.0.1', hostHeader: 'eshop.localhost:80' } },
    ],
    [
      ['--forward=http://a', '--host-header=rewrite'],
      { ...bare, forward: { url: 'http://a', hostHeader: 'rewrite' } },
    ],
    [['--port', '1', '--port', '2'], { ...bare, port: 2 }],
  ])('%j', (args, options) => {
    expect(listen(...args)).toEqual({ kind: 'listen', options });
  });
});

const ngrok = 'ngrok http -host-header eshop.localhost 80';

test.each([
  [ngrok.split(' '), { ...bare, ngrokCommand: ngrok }],
  [[ngrok], { ...bare, ngrokCommand: ngrok }],
  [['./ngrok http 80'], { ...bare, ngrokCommand: './ngrok http 80' }],
  [['--json', '--port', '0', ...ngrok.split(' ')], { ...bare, isJson: true, port: 0, ngrokCommand: ngrok }],
  [['listen', '--json', ngrok], { ...bare, isJson: true, ngrokCommand: ngrok }],
  [
    ['ngrok', 'http', '--basic-auth', "falken:it's $5", '80'],
    { ...bare, ngrokCommand: 'ngrok http --basic-auth "falken:it\'s \\$5" 80' },
  ],
])('%j runs the engine with the effect of the ngrok command', (args, options) => {
  expect(parseCommandLine(args)).toEqual({ kind: 'listen', options });
});

test.each([
  [['--help'], { kind: 'help', topic: 'hookbench' }],
  [['-h'], { kind: 'help', topic: 'hookbench' }],
  [['--version'], { kind: 'version' }],
  [['listen', '--help'], { kind: 'help', topic: 'listen' }],
  [['listen', '--port', '1', '-h'], { kind: 'help', topic: 'listen' }],
])('%j', (args, expected) => {
  expect(parseCommandLine(args)).toEqual(expected);
});

test.each([
  [[], 'hookbench listen'],
  [['serve'], 'There is no command serve'],
  [['--prot'], 'There is no flag --prot'],
  [['listen', '--prot', '1'], 'There is no flag --prot'],
  [['listen', '--no-json'], 'There is no flag --no-json'],
  [['listen', '-p', '1'], 'There is no flag -p'],
  [['listen', '--__proto__=1'], 'There is no flag --__proto__'],
  [['listen', '4567'], 'takes no "4567"'],
  [['listen', '--', '--json'], 'takes no "--json"'],
  [['listen', '--port'], '--port needs a value'],
  [['listen', '--port='], '--port needs a value'],
  [['listen', '--data-dir', ''], '--data-dir needs a value'],
  [['listen', '--port', '65536'], '--port must be a number from 0 to 65535'],
  [['listen', '--port', '-1'], '--port'],
  [['listen', '--port', '80.5'], '--port must be a number'],
  [['listen', '--port', '0x50'], '--port must be a number'],
  [['listen', '--control-port', 'x'], '--control-port must be a number'],
  [['listen', '--host', 'http://x/'], '--host must be an address'],
  [['listen', '--json=yes'], '--json takes no value'],
  [['listen', '--tunnel', 'x'], '--tunnel must be ngrok, ssh, lan or none'],
  [['listen', '--ssh-server', 'a'], '--ssh-server needs --tunnel ssh'],
  [['listen', '--tunnel', 'ssh', '--lan-interface', 'wlan0'], '--lan-interface needs --tunnel lan'],
  [['listen', '--tunnel', 'ssh', '--ssh-service', 'x'], '--ssh-service must be localhost.run'],
  [['listen', '--tunnel', 'ssh', '--ssh-service', 'custom'], '--ssh-service must be localhost.run'],
  [['listen', '--tunnel', 'ssh', '--ssh-server', 'a b'], '--ssh-server must be [user@]host[:port]'],
  [['listen', '--tunnel', 'ssh', '--ssh-server', 'a:99999'], '--ssh-server must be from 1 to 65535'],
  [
    ['listen', '--tunnel', 'ssh', '--ssh-server', 'a', '--ssh-key', 'k', '--ssh-agent'],
    'Give one of --ssh-key',
  ],
  [['listen', '--tunnel', 'ssh', '--ssh-key-secret', 'k'], '--ssh-key-secret needs --ssh-key'],
  [
    ['listen', '--tunnel', 'ssh', '--ssh-server', 'a', '--ssh-password', 'p w'],
    '--ssh-password must be 1-64',
  ],
  [['listen', '--tunnel', 'ssh', '--ssh-server', 'a', '--ssh-remote', 'x'], '--ssh-remote must be'],
  [['listen', '--tunnel', 'ssh', '--ssh-fingerprint', 'MD5:aa'], '--ssh-fingerprint must be one'],
  [['listen', '--tunnel', 'ssh', '--public-url', 'ftp://x'], '--public-url must be a URL'],
  [['listen', '--tunnel', 'lan'], '--tunnel lan needs --lan-interface'],
  [
    ['listen', '--tunnel', 'lan', '--lan-interface', 'wlan0', '--lan-address', 'x'],
    '--lan-address must be an IP',
  ],
  [['ngrok', 'tcp', '22'], 'ngrok tcp is not supported'],
  [['ngrok http file:///var/www'], 'serves no files'],
  [['ngrok'], 'what to tunnel to'],
  [['--forward', 'http://a', 'ngrok', 'http', '80'], '--forward is what the ngrok command says'],
  [['--tunnel', 'ssh', 'ngrok', 'http', '80'], '--tunnel is what the ngrok command says'],
  [['listen', '--forward', 'localhost:3000'], '--forward must be a URL'],
  [['listen', '--forward', 'file:///etc/passwd'], '--forward must be a URL'],
  [['listen', '--host-header', 'x'], 'give --forward URL too'],
  [['listen', '--forward', 'http://a', '--host-header', 'a\r\nb: c'], '--host-header must be a host name'],
])('%j is wrong, and one sentence says what to do', (args, part) => {
  const result = parseCommandLine(args);
  expect(result).toMatchObject({ kind: 'wrong', message: expect.stringContaining(part) as string });
});
