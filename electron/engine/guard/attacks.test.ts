import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Guard, type Refusal } from '../../../shared/model/guard.ts';
import type { Bin } from '../../../shared/model/bin.ts';
import type { Verification } from '../../../shared/model/verification.ts';
import { startCapture, type CaptureHarness } from '../capture/testing/capture-harness.ts';
import { sendRaw } from '../capture/testing/raw-client.ts';
import { openTestStore } from '../capture/testing/test-store.ts';
import { decide } from './guards.ts';

/** What comes in over a real socket, to a real bin with one guard: every line that is not let in would be a break-in. */

const TOKEN = 'dem/o-Pässe+1';
const PASSWORD = 'open:sésame';
const BEARER = 'mF_9.B5f-4.1JqM';
const secrets = new Map([
  ['token', TOKEN],
  ['password', PASSWORD],
  ['bearer', BEARER],
]);

const guards = {
  query: { id: 'grd_1', kind: 'token', place: { in: 'query', name: 'auth' }, secretName: 'token' },
  header: { id: 'grd_1', kind: 'token', place: { in: 'header', name: 'X-Hook-Token' }, secretName: 'token' },
  path: { id: 'grd_1', kind: 'token', place: { in: 'path' }, secretName: 'token' },
  basic: { id: 'grd_1', kind: 'basic', userName: 'héctor', secretName: 'password' },
  bearer: { id: 'grd_1', kind: 'bearer', secretName: 'bearer' },
  local: { id: 'grd_1', kind: 'ipRange', ranges: ['127.0.0.1', '2001:db8::/32'] },
  elsewhere: { id: 'grd_1', kind: 'ipRange', ranges: ['203.0.113.0/24', '::ffff:198.51.100.0/120', '::/0'] },
  signature: { id: 'grd_1', kind: 'signature' },
  https: { id: 'grd_1', kind: 'https' },
} as const;
type Name = keyof typeof guards;

let capture: CaptureHarness;
let tunnelPort: number;
const bins = new Map<Name, Bin>();

beforeAll(async () => {
  const { store } = await openTestStore();
  capture = await startCapture(store, { secrets });
  tunnelPort = (await capture.listen('tunnel')).port;
  for (const name of Object.keys(guards) as Name[]) {
    bins.set(
      name,
      await capture.addBin(name, { body: { text: 'welcome' } }, { guards: [Guard.parse(guards[name])] }),
    );
  }
});
afterAll(async () => {
  await capture.close();
  expect(capture.defects).toEqual([]);
});

interface Request {
  /** Behind the bin's own segment. */
  path?: string;
  target?: string;
  headers?: string[];
  via?: 'tunnel';
  host?: string;
}

/** Latin-1, as a socket would carry it. */
const bytes = (text: string) => Buffer.from(text).toString('latin1');
const escaped = (value: string) => encodeURIComponent(value);
const basic = (pair: string | Uint8Array) => `Authorization: Basic ${Buffer.from(pair).toString('base64')}`;
const q = (query: string): Request => ({ path: `?${query}` });
const h = (...headers: string[]): Request => ({ headers });
const from = (address: string, ...more: string[]): Request => ({
  via: 'tunnel',
  headers: [...more, `X-Forwarded-For: ${address}`],
});

async function ask(
  name: Name,
  request: Request,
): Promise<{ status: number; head: string; refusal?: Refusal }> {
  const target = request.target ?? `/${name}${request.path ?? ''}`;
  const head = [
    `POST ${target} HTTP/1.1`,
    `Host: ${request.host ?? 'h'}`,
    'Connection: close',
    ...(request.headers ?? []),
    'Content-Length: 2',
  ];
  const before = capture.stored.length;
  const answer = await sendRaw(
    request.via === 'tunnel' ? tunnelPort : capture.port,
    `${head.join('\r\n')}\r\n\r\nab`,
  );
  const refusal = capture.stored[before]?.exchange.refusal;
  return {
    status: Number(answer.slice(9, 12)),
    head: answer,
    ...(refusal === undefined ? {} : { refusal }),
  };
}

const welcome: [Name, string, Request][] = [
  ['query', 'the token, escaped', q(`auth=${escaped(TOKEN)}`)],
  [
    'query',
    'the token, each byte escaped',
    q(`auth=${[...Buffer.from(TOKEN)].map((b) => `%${b.toString(16).padStart(2, '0')}`).join('')}`),
  ],
  ['query', 'among other parameters', q(`a=1&auth=${escaped(TOKEN)}&b=auth`)],
  ['query', 'through an absolute-form target', { target: `http://h/query?auth=${escaped(TOKEN)}` }],
  ['header', 'the token, name in another case', h(bytes(`x-hook-TOKEN:  ${TOKEN}  `))],
  ['path', 'the token as a segment', { path: `/${escaped(TOKEN)}/orders?x=1` }],
  ['path', 'the token as the last segment', { path: `/${escaped(TOKEN)}` }],
  ['path', 'where the host names the bin', { target: `/${escaped(TOKEN)}/x`, host: 'path.localhost:1' }],
  ['basic', 'user name and password', h(basic(`héctor:${PASSWORD}`))],
  ['basic', 'the scheme in another case', h(basic(`héctor:${PASSWORD}`).replace('Basic ', 'bASIC   '))],
  ['bearer', 'the token', h(`Authorization: Bearer ${BEARER}`)],
  ['bearer', 'the scheme in another case', h(`authorization: bearer ${BEARER}`)],
  ['local', 'this machine', {}],
  ['local', 'a visitor from a range', from('2001:DB8:0:0::7')],
  ['elsewhere', 'a visitor from a range', from('203.0.113.200')],
  ['elsewhere', 'the same visitor in IPv6 clothes', from('::ffff:203.0.113.200')],
  ['elsewhere', 'a range in IPv6 clothes', from('198.51.100.9')],
  ['elsewhere', 'IPv6, which ::/0 lets in', from('2a00::1')],
  ['https', 'a visitor who used HTTPS', { via: 'tunnel' }],
];

const nfd = TOKEN.normalize('NFD');
const attacks: [Name, string, Request][] = [
  ['query', 'no token', {}],
  ['query', 'an empty token', q('auth=')],
  ['query', 'a name without a value', q('auth')],
  ['query', 'a wrong token', q('auth=open')],
  ['query', 'another case', q(`auth=${escaped(TOKEN.toUpperCase())}`)],
  ['query', 'another case of the name', q(`AUTH=${escaped(TOKEN)}`)],
  ['query', 'a prefix', q(`auth=${escaped(TOKEN.slice(0, -1))}`)],
  ['query', 'a longer value', q(`auth=${escaped(TOKEN)}1`)],
  ['query', 'NUL behind it', q(`auth=${escaped(TOKEN)}%00`)],
  ['query', 'escaped twice', q(`auth=${escaped(escaped(TOKEN))}`)],
  ['query', 'a plus that is meant as one', q(`auth=${escaped(TOKEN).replace('%2B', '+')}`)],
  ['query', 'another form of Unicode', q(`auth=${escaped(nfd)}`)],
  ['query', 'overlong UTF-8', q(`auth=${escaped(TOKEN).replace('%2F', '%C0%AF')}`)],
  ['query', 'twice, the wrong one first', q(`auth=no&auth=${escaped(TOKEN)}`)],
  ['query', 'twice, the wrong one last', q(`auth=${escaped(TOKEN)}&auth=no`)],
  ['query', 'twice the right one', q(`auth=${escaped(TOKEN)}&auth=${escaped(TOKEN)}`)],
  ['query', 'an array', q(`auth[]=${escaped(TOKEN)}`)],
  ['query', 'an escaped array', q(`auth%5B%5D=${escaped(TOKEN)}`)],
  ['query', 'in the fragment', q(`x=1#auth=${escaped(TOKEN)}`)],
  ['query', 'behind a semicolon', q(`a=1;auth=${escaped(TOKEN)}`)],
  ['query', 'in the path', { path: `/auth=${escaped(TOKEN)}` }],
  ['query', 'in a header of that name', h(bytes(`auth: ${TOKEN}`))],
  ['query', 'spaces around it', q(`auth=%20${escaped(TOKEN)}`)],

  ['header', 'no token', {}],
  ['header', 'an empty token', h('X-Hook-Token:')],
  ['header', 'a wrong token', h('X-Hook-Token: open')],
  ['header', 'another case', h(bytes(`X-Hook-Token: ${TOKEN.toLowerCase()}`))],
  ['header', 'a prefix', h(bytes(`X-Hook-Token: ${TOKEN.slice(0, -1)}`))],
  ['header', 'a longer value', h(bytes(`X-Hook-Token: ${TOKEN}1`))],
  ['header', 'the field twice, the right one last', h('X-Hook-Token: no', bytes(`X-Hook-Token: ${TOKEN}`))],
  ['header', 'the field twice, the right one first', h(bytes(`X-Hook-Token: ${TOKEN}`), 'x-hook-token: no')],
  ['header', 'a list', h(bytes(`X-Hook-Token: no, ${TOKEN}`))],
  ['header', 'escaped', h(`X-Hook-Token: ${escaped(TOKEN)}`)],
  ['header', 'in Latin-1', h(`X-Hook-Token: ${TOKEN}`)],
  ['header', 'another form of Unicode', h(bytes(`X-Hook-Token: ${nfd}`))],
  ['header', 'an underscore in the name', h(bytes(`X_Hook_Token: ${TOKEN}`))],
  ['header', 'a longer name', h(bytes(`X-Hook-Tokens: ${TOKEN}`))],
  ['header', 'in the query', q(`X-Hook-Token=${escaped(TOKEN)}`)],
  ['header', 'as a bearer token', h(bytes(`Authorization: Bearer ${TOKEN}`))],
  ['header', 'quoted', h(bytes(`X-Hook-Token: "${TOKEN}"`))],

  ['path', 'no token', {}],
  ['path', 'an empty segment', { path: `//${escaped(TOKEN)}` }],
  ['path', 'a wrong token', { path: '/open' }],
  ['path', 'another case', { path: `/${escaped(TOKEN.toUpperCase())}` }],
  ['path', 'a prefix', { path: `/${escaped(TOKEN.slice(0, -1))}` }],
  ['path', 'a longer segment', { path: `/${escaped(TOKEN)}1` }],
  ['path', 'further behind', { path: `/x/${escaped(TOKEN)}` }],
  ['path', 'behind a dot segment', { path: `/./${escaped(TOKEN)}` }],
  ['path', 'behind an escaped dot segment', { path: `/%2e%2e/${escaped(TOKEN)}` }],
  ['path', 'its slash not escaped', { path: `/${escaped(TOKEN).replace('%2F', '/')}` }],
  ['path', 'escaped twice', { path: `/${escaped(escaped(TOKEN))}` }],
  ['path', 'NUL behind it', { path: `/${escaped(TOKEN)}%00` }],
  ['path', 'another form of Unicode', { path: `/${escaped(nfd)}` }],
  ['path', 'in the query', { path: `?/${escaped(TOKEN)}` }],
  ['path', 'the bin’s segment twice', { target: `/path/path/${escaped(TOKEN)}` }],
  ['path', 'a semicolon parameter', { path: `/${escaped(TOKEN)};x` }],

  ['basic', 'nothing', {}],
  ['basic', 'an empty field', h('Authorization:')],
  ['basic', 'the scheme alone', h('Authorization: Basic')],
  ['basic', 'a wrong password', h(basic('héctor:open'))],
  ['basic', 'a wrong user', h(basic(`hector:${PASSWORD}`))],
  ['basic', 'no user', h(basic(`:${PASSWORD}`))],
  ['basic', 'the password up to its colon', h(basic('héctor:open'))],
  ['basic', 'the colon moved', h(basic('héctor:open:sésame:'))],
  ['basic', 'no colon', h(basic(`héctor${PASSWORD}`))],
  ['basic', 'another case', h(basic(`Héctor:${PASSWORD}`))],
  ['basic', 'in Latin-1', h(basic(Buffer.from(`héctor:${PASSWORD}`, 'latin1')))],
  ['basic', 'another form of Unicode', h(basic(`héctor:${PASSWORD}`.normalize('NFD')))],
  ['basic', 'NUL behind it', h(basic(`héctor:${PASSWORD}\0`))],
  ['basic', 'not encoded', h(bytes(`Authorization: Basic héctor:${PASSWORD}`))],
  ['basic', 'base64 with something in it', h(basic(`héctor:${PASSWORD}`).replace('Basic ', 'Basic *'))],
  ['basic', 'base64url', h(basic(`héctor:${PASSWORD}`).replace('=', '').replace('=', ''))],
  ['basic', 'the field twice', h(basic('a:b'), basic(`héctor:${PASSWORD}`))],
  ['basic', 'joined by a comma', h(`${basic('a:b')}, ${basic(`héctor:${PASSWORD}`).slice(15)}`)],
  ['basic', 'another scheme', h(basic(`héctor:${PASSWORD}`).replace('Basic', 'Bearer'))],
  ['basic', 'in Proxy-Authorization', h(`Proxy-${basic(`héctor:${PASSWORD}`)}`)],
  ['basic', 'in the URL', { target: `http://h%C3%A9ctor:open@h/basic` }],
  ['basic', 'spaces in base64', h(basic(`héctor:${PASSWORD}`).replace(/.{4}$/, ' $&'))],

  ['bearer', 'nothing', {}],
  ['bearer', 'the scheme alone', h('Authorization: Bearer')],
  ['bearer', 'a wrong token', h('Authorization: Bearer abc')],
  ['bearer', 'another case', h(`Authorization: Bearer ${BEARER.toUpperCase()}`)],
  ['bearer', 'a prefix', h(`Authorization: Bearer ${BEARER.slice(0, -1)}`)],
  ['bearer', 'a longer token', h(`Authorization: Bearer ${BEARER}M`)],
  ['bearer', 'padding behind it', h(`Authorization: Bearer ${BEARER}=`)],
  ['bearer', 'without a scheme', h(`Authorization: ${BEARER}`)],
  ['bearer', 'no space', h(`Authorization: Bearer${BEARER}`)],
  ['bearer', 'a tab for the space', h(`Authorization: Bearer\t${BEARER}`)],
  ['bearer', 'quoted', h(`Authorization: Bearer "${BEARER}"`)],
  ['bearer', 'two tokens', h(`Authorization: Bearer ${BEARER} ${BEARER}`)],
  ['bearer', 'the field twice', h(`Authorization: Bearer ${BEARER}`, 'Authorization: Bearer x')],
  ['bearer', 'another scheme', h(`Authorization: Token ${BEARER}`)],
  ['bearer', 'as Basic', h(basic(BEARER))],
  ['bearer', 'in the query', q(`access_token=${BEARER}`)],
  ['bearer', 'escaped', h(`Authorization: Bearer ${BEARER.replace('.', '%2E')}`)],

  ['elsewhere', 'this machine', {}],
  ['elsewhere', 'a forged X-Forwarded-For', h('X-Forwarded-For: 203.0.113.7')],
  ['elsewhere', 'a forged Forwarded', h('Forwarded: for=203.0.113.7', 'X-Real-IP: 203.0.113.7')],
  ['elsewhere', 'a visitor who forges one before the edge adds its own', from('203.0.113.7, 192.0.2.1')],
  ['elsewhere', 'a neighbour of the range', from('203.0.112.255')],
  ['elsewhere', 'one behind the range', from('203.0.114.0')],
  ['elsewhere', 'another address in IPv6 clothes', from('::ffff:192.0.2.1')],
  ['elsewhere', 'IPv4 under an IPv6 range', from('192.0.2.1')],
  ['elsewhere', 'octal', from('0313.0.113.7')],
  ['elsewhere', 'a number', from('3405803783')],
  ['elsewhere', 'a name', from('unknown')],
  ['elsewhere', 'with a port', from('203.0.113.7:80')],
  ['elsewhere', 'a range', from('203.0.113.0/24')],
  ['elsewhere', 'three parts', from('203.0.113')],

  ['https', 'plain HTTP', {}],
  ['https', 'https in the target', { target: 'https://h/https' }],
  ['https', 'a forged X-Forwarded-Proto', h('X-Forwarded-Proto: https')],
  ['https', 'a forged Forwarded', h('Forwarded: proto=https', 'X-Forwarded-Ssl: on')],
  ['https', 'Front-End-Https', h('Front-End-Https: on', 'X-Url-Scheme: https')],
  ['https', 'port 443 in Host', { host: 'h:443' }],
  ['https', 'a visitor who used HTTP', { via: 'tunnel', headers: ['X-Forwarded-Proto: http'] }],
  [
    'https',
    'a visitor who forges one before the edge adds its own',
    { via: 'tunnel', headers: ['X-Forwarded-Proto: https, http'] },
  ],
  ['https', 'Upgrade-Insecure-Requests', h('Upgrade-Insecure-Requests: 1', 'Origin: https://h')],

  ['signature', 'no signature', {}],
  ['signature', 'a signature of no one', h('X-Hub-Signature-256: sha256=00', 'Stripe-Signature: t=1,v1=00')],
];

test.each(welcome)('%s lets in: %s', async (name, _, request) => {
  const { status, head } = await ask(name, request);
  expect(status).toBe(200);
  expect(head).toMatch(/welcome$/);
});

test.each(attacks)('%s keeps out: %s', async (name, _, request) => {
  const { status, head, refusal } = await ask(name, request);
  expect(refusal).toMatchObject({ guardId: 'grd_1', kind: guards[name].kind, status });
  expect([401, 403]).toContain(status);
  expect(head).toContain(bytes(refusal?.message ?? ''));
  expect(head).not.toContain('welcome');
  // RFC 9110 §15.5.2: a 401 says what is asked for.
  expect(/^WWW-Authenticate: \S+/m.test(head)).toBe(status === 401);
  for (const secret of secrets.values()) expect(head).not.toContain(bytes(secret));
});

test('each guard is put to eight attacks or more', () => {
  for (const kind of ['token', 'basic', 'bearer', 'ipRange', 'https'] as const) {
    const count = attacks.filter(([name]) => guards[name].kind === kind).length;
    expect(count, kind).toBeGreaterThanOrEqual(8);
  }
});

test('what was refused is kept, with its reason, as answered by the guard', async () => {
  const { refusal } = await ask('query', q('auth=no'));
  const { exchange } = capture.stored.at(-1) ?? {};
  expect(refusal).toEqual({
    guardId: 'grd_1',
    kind: 'token',
    reason: 'wrong',
    status: 403,
    message: 'The token in the query parameter auth is not the one that this endpoint asks for.',
  });
  expect(exchange).toMatchObject({
    binId: bins.get('query')?.id,
    outcome: { state: 'responded', status: 403 },
    answered: { by: 'guard', id: 'grd_1', explanation: refusal?.message },
  });
});

test('a 401 asks for what is missing, byte for byte', async () => {
  expect((await ask('basic', {})).head).toContain(
    '\r\nWWW-Authenticate: Basic realm="basic", charset="UTF-8"\r\n',
  );
  expect((await ask('bearer', {})).head).toContain('\r\nWWW-Authenticate: Bearer realm="bearer"\r\n');
  expect((await ask('bearer', h('Authorization: Bearer x'))).head).toContain(
    '\r\nWWW-Authenticate: Bearer realm="bearer", error="invalid_token"\r\n',
  );
  expect((await ask('signature', {})).head).toContain(
    '\r\nWWW-Authenticate: Webhook-Signature realm="signature"\r\n',
  );
});

describe('the signature guard', () => {
  const judge = (verification: Verification | undefined, isUnsignedHandshake = false) =>
    decide(
      [Guard.parse(guards.signature)],
      {
        request: { target: '/', headers: [], remoteAddress: '127.0.0.1', scheme: 'http' },
        slug: 's',
        verification,
        isUnsignedHandshake,
      },
      () => Promise.resolve(undefined),
    );
  const at = { checkedAt: 1 };

  test('lets in what was verified', async () => {
    expect(await judge({ status: 'verified', ...at })).toBeUndefined();
    expect(await judge(undefined, true)).toBeUndefined();
  });

  test.each([
    ['signature_missing', 'missing'],
    ['signature_malformed', 'malformed'],
    ['signature_mismatch', 'wrong'],
    ['timestamp_missing', 'missing'],
    ['timestamp_malformed', 'malformed'],
    ['timestamp_too_old', 'wrong'],
    ['timestamp_in_future', 'wrong'],
    ['certificate_untrusted', 'wrong'],
    ['no_secret', 'undecided'],
    ['no_scheme', 'undecided'],
    ['secret_malformed', 'undecided'],
    ['needs_postback', 'undecided'],
    ['body_truncated', 'undecided'],
  ] as const)('keeps out: %s', async (reason, told) => {
    const computed = 'c0ffee';
    for (const status of ['rejected', 'unverified'] as const) {
      const refusal = await judge({ status, reason, computed, message: `it should be ${computed}`, ...at });
      expect(refusal).toMatchObject({ status: 401, reason: told });
      // The right signature, told to who forged one, would let the next one in.
      expect(JSON.stringify(refusal)).not.toContain(computed);
    }
  });

  test('keeps out what was not looked at', async () => {
    expect(await judge(undefined)).toMatchObject({ status: 401, reason: 'undecided' });
    expect(await judge({ status: 'unverified', ...at })).toMatchObject({ reason: 'undecided' });
    expect(await judge({ status: 'rejected', ...at })).toBeDefined();
  });
});
