import { describe, expect, test } from 'vitest';
import { flags } from './ngrok/flags.ts';
import { isNgrokCommand, parseNgrokCommand, type NgrokHttp } from './ngrok-command.ts';

const bare = {
  kind: 'http',
  targetUrl: 'http://localhost:80',
  basicAuth: [],
  allowedRanges: [],
  addHeaders: [],
  removeHeaders: [],
  isCertificateChecked: false,
  isHttp2: false,
  unsupported: [],
  withoutEffect: [],
} satisfies NgrokHttp;

/** What of a command differs from `ngrok http 80`; notes by their flags. */
const http = (
  change: Partial<Omit<NgrokHttp, 'unsupported' | 'withoutEffect'>>,
  unsupported: string[] = [],
  idle: string[] = [],
) => ({
  ...bare,
  ...change,
  unsupported,
  withoutEffect: idle,
});

const eshop = { hostHeader: 'eshop.localhost' };

describe('every spelling of a command has its effect', () => {
  test.each<[string, ReturnType<typeof http>]>([
    ['ngrok http 80', http({})],
    ['ngrok http -host-header eshop.localhost 80', http(eshop)],
    ['ngrok http -host-header=eshop.localhost 80', http(eshop)],
    ['ngrok http --host-header eshop.localhost 80', http(eshop)],
    ['ngrok http 80 --host-header=eshop.localhost', http(eshop)],
    ['ngrok http --host-header="eshop.localhost:8080" 80', http({ hostHeader: 'eshop.localhost:8080' })],
    ["ngrok http '--host-header=eshop.localhost' '80'", http(eshop)],
    [
      'ngrok http -host-header=rewrite 8080',
      http({ targetUrl: 'http://localhost:8080', hostHeader: 'rewrite' }),
    ],
    [
      'ngrok http -host-header=rewrite eshop.localhost:80',
      http({ targetUrl: 'http://eshop.localhost:80', hostHeader: 'rewrite' }),
    ],
    ['ngrok http --host-header=preserve 80', http({}, [], ['--host-header'])],
    ['ngrok http –host-header eshop.localhost 80', http(eshop)],
    ['ngrok http —host-header=“eshop.localhost” 80', http(eshop)],
    ['$ ngrok http -host-header eshop.localhost 80', http(eshop)],
    ['me@laptop:~/shop$ ngrok http -host-header eshop.localhost 80', http(eshop)],
    ['PS C:\\shop> .\\ngrok.exe http --host-header=eshop.localhost 80', http(eshop)],
    ['C:\\shop>ngrok http -host-header=eshop.localhost 80', http(eshop)],
    ['"C:\\Program Files\\ngrok\\ngrok.exe" http 80', http({})],
    ['C:\\tools\\ngrok.exe http 80', http({})],
    ['& "C:\\Program Files\\ngrok\\ngrok.exe" http 80', http({})],
    ['./ngrok http 80', http({})],
    ['~/bin/ngrok http 80', http({})],
    ['sudo ./ngrok http 80', http({})],
    ['npx ngrok http 80', http({})],
    ['NGROK_AUTHTOKEN=2abc_DEF ngrok http 80', http({ authtoken: '2abc_DEF' })],
    [
      'docker run -it -e NGROK_AUTHTOKEN=2abc_DEF ngrok/ngrok:latest http host.docker.internal:80',
      http({ authtoken: '2abc_DEF' }),
    ],
    ['cd shop\nngrok http 80 > ngrok.log 2>&1 &', http({})],
    ['ngrok http 80 # the shop', http({})],
    ['ngrok http \\\n  --host-header eshop.localhost \\\n  80', http(eshop)],
    ['ngrok http ^\r\n  -host-header=eshop.localhost ^\r\n  80', http(eshop)],
    ['ngrok http `\n  --host-header "eshop.localhost" `\n  80', http(eshop)],
    ['ngrok http https://localhost:8443', http({ targetUrl: 'https://localhost:8443' })],
    [
      'ngrok http https://localhost:8443 --upstream-tls-verify',
      http({ targetUrl: 'https://localhost:8443', isCertificateChecked: true }),
    ],
    ['ngrok http 192.168.1.5:8080', http({ targetUrl: 'http://192.168.1.5:8080' })],
    ['ngrok http foo.local:3000', http({ targetUrl: 'http://foo.local:3000' })],
    ['ngrok http :3000', http({ targetUrl: 'http://localhost:3000' })],
    ['ngrok http [::1]:3000', http({ targetUrl: 'http://[::1]:3000' })],
    ['ngrok http localhost', http({ targetUrl: 'http://localhost' })],
    ['ngrok http http://eshop.localhost/hooks/', http({ targetUrl: 'http://eshop.localhost/hooks/' })],
    ['ngrok http --domain=shop.ngrok.app 80', http({ domain: 'shop.ngrok.app' })],
    ['ngrok http --url https://shop.ngrok.app 80', http({ domain: 'shop.ngrok.app' })],
    ['ngrok http --url=shop.ngrok.app 80', http({ domain: 'shop.ngrok.app' })],
    ['ngrok http --url=http://shop.ngrok.app 80', http({ domain: 'shop.ngrok.app' }, ['--url'])],
    ['ngrok http -hostname=shop.example.com 80', http({ domain: 'shop.example.com' })],
    ['ngrok http -subdomain shop 80', http({ domain: 'shop.ngrok.io' })],
    ['ngrok http -region=eu -subdomain=shop 80', http({ domain: 'shop.eu.ngrok.io' }, [], ['--region'])],
    [
      'ngrok -subdomain=shop -httpauth="falken:joshua" 80',
      http({ domain: 'shop.ngrok.io', basicAuth: [{ user: 'falken', password: 'joshua' }] }),
    ],
    [
      'ngrok http --basic-auth "falken:jo shua" 80',
      http({ basicAuth: [{ user: 'falken', password: 'jo shua' }] }),
    ],
    ["ngrok http -auth='falken:a:b' 80", http({ basicAuth: [{ user: 'falken', password: 'a:b' }] })],
    [
      'ngrok http --basic-auth=a:1,b:2 80',
      http({
        basicAuth: [
          { user: 'a', password: '1' },
          { user: 'b', password: '2' },
        ],
      }),
    ],
    ['ngrok http -bind-tls=true 80', http({}, [], ['--bind-tls'])],
    ['ngrok http -bind-tls both 80', http({}, ['--bind-tls'])],
    ['ngrok http --scheme=http,https 80', http({}, ['--scheme'])],
    [
      'ngrok http --cidr-allow 10.0.0.0/8,1.2.3.4/32 --cidr-allow 2001:db8::/32 80',
      http({ allowedRanges: ['10.0.0.0/8', '1.2.3.4/32', '2001:db8::/32'] }),
    ],
    ['ngrok http --cidr-deny 10.0.0.0/8 80', http({}, ['--cidr-deny'])],
    [
      'ngrok http --verify-webhook stripe --verify-webhook-secret whsec_1 80',
      http({ webhookProvider: 'stripe', webhookSecret: 'whsec_1' }),
    ],
    [
      'ngrok http --request-header-add "X-Env: a, b" --request-header-add=x-two:2 80',
      http({
        addHeaders: [
          { name: 'X-Env', value: 'a, b' },
          { name: 'x-two', value: '2' },
        ],
      }),
    ],
    ['ngrok http --request-header-remove Cookie,Referer 80', http({ removeHeaders: ['Cookie', 'Referer'] })],
    [
      'ngrok http --response-header-add "X-A: 1" --compression --circuit-breaker 0.5 80',
      http({}, ['--response-header-add', '--compression', '--circuit-breaker']),
    ],
    [
      'ngrok http --websocket-tcp-converter --mutual-tls-cas ca.pem 80',
      http({}, ['--websocket-tcp-converter', '--mutual-tls-cas']),
    ],
    [
      'ngrok http --oauth google --oauth-allow-email a@b.test 80',
      http({}, ['--oauth', '--oauth-allow-email']),
    ],
    [
      'ngrok http -config=/etc/ngrok.yml -log=stdout -log-level debug -inspect=false 80',
      http({}, [], ['--config', '--log', '--log-level', '--inspect']),
    ],
    ['ngrok http --authtoken 2abc_DEF 80', http({ authtoken: '2abc_DEF' })],
    ['ngrok http --upstream-protocol=http2 80', http({ isHttp2: true })],
    ['ngrok http --traffic-policy-file tp.yml 80', http({}, ['--traffic-policy-file'])],
    ['ngrok http --frobnicate 80', http({}, ['--frobnicate'])],
    ['ngrok http --frobnicate hard 80', http({}, ['--frobnicate'])],
    ['ngrok http --compression=false 80', http({}, [], ['--compression'])],
  ])('%s', (text, expected) => {
    const parsed = parseNgrokCommand(text);
    expect(
      parsed.kind === 'http'
        ? {
            ...parsed,
            unsupported: parsed.unsupported.map(({ flag }) => flag),
            withoutEffect: parsed.withoutEffect.map(({ flag }) => flag),
          }
        : parsed,
    ).toEqual(expected);
    expect(isNgrokCommand(text)).toBe(true);
  });
});

test.each([
  ['ngrok authtoken 2abc_DEF', '2abc_DEF'],
  ['ngrok config add-authtoken 2abc_DEF', '2abc_DEF'],
])('%s keeps the authtoken', (text, authtoken) => {
  expect(parseNgrokCommand(text)).toEqual({ kind: 'authtoken', authtoken });
});

describe('what can not be done is refused with a reason', () => {
  test.each([
    ['ngrok http', 'give a port or an address'],
    ['ngrok', 'what to tunnel to'],
    ['ngrok http 80 8080', 'two addresses'],
    ['ngrok http --host-header my shop.localhost 80', 'two addresses'],
    ['ngrok http file:///var/www', 'serves no files'],
    ['ngrok http unix:///run/shop.sock', 'unix://'],
    ['ngrok http $PORT', 'is a variable'],
    ['ngrok http 99999', 'no port and no address'],
    ['ngrok http 0', 'Port 0'],
    ['ngrok http http://me:pw@localhost', 'no user name'],
    ['ngrok http --host-header "a b" 80', '--host-header must be a host name'],
    ['ngrok http --host-header "a\u0007b" 80', '--host-header must be a host name'],
    ['ngrok http --domain "not a name" 80', '--domain must be a host name'],
    ['ngrok http --basic-auth falken 80', '--basic-auth must be user:password'],
    ['ngrok http --request-header-add oops 80', '--request-header-add must be name:value'],
    ['ngrok http 80 --host-header', '--host-header needs a value'],
    ['ngrok http --url tcp://1.tcp.ngrok.io:20000 22', 'tcp:// is not supported'],
    ['ngrok tcp 22', 'ngrok tcp is not supported'],
    ['ngrok tls --domain=a.test 443', 'ngrok tls is not supported'],
    ['ngrok -proto=tcp 22', 'tcp is not supported'],
    ['ngrok start --all', 'ngrok start is not supported'],
    ['ngrok http --help', 'only shows help'],
    ['ngrok authtoken', 'authtoken is missing'],
    ['ngrok frobnicate', 'not a command of ngrok'],
    ['brew install ngrok', 'no ngrok command'],
    ['curl https://ngrok.com', 'no ngrok command'],
    ['', 'no ngrok command'],
  ])('%s', (text, part) => {
    expect(parseNgrokCommand(text)).toEqual({
      kind: 'refused',
      message: expect.stringContaining(part) as string,
    });
  });
});

test('every flag of ngrok is either mapped, or named with a reason', () => {
  for (const [name, { takesValue, use }] of Object.entries(flags)) {
    if (use.is === 'mapped') continue;
    const parsed = parseNgrokCommand(`ngrok http --${name}${takesValue ? ' x' : ''} 80`);
    const notes =
      parsed.kind === 'http' ? (use.is === 'idle' ? parsed.withoutEffect : parsed.unsupported) : [];
    expect(notes).toEqual([{ flag: `--${name}`, reason: use.reason }]);
    expect(use.reason).toMatch(/\.$/);
  }
});

test('a pasted text is a command of ngrok only when it runs ngrok', () => {
  for (const text of [
    'ngrok',
    'how do I use ngrok http',
    'ngrok-notes.txt',
    'https://shop.ngrok.app',
    `ngrok http ${'8'.repeat(20_001)}`,
  ]) {
    expect([text.slice(0, 40), isNgrokCommand(text)]).toEqual([text.slice(0, 40), text === 'ngrok']);
  }
});
