import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { CommandInput } from '../../shared/ipc/contract.ts';
import type { Bin } from '../../shared/model/bin.ts';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

type RuleInput = NonNullable<CommandInput<'bins.create'>['rules']>[number];

let harness: EngineHarness;
let binCount = 0;
let folder: string;

beforeAll(async () => {
  harness = await openEngine();
  folder = await mkdtemp(join(tmpdir(), 'hookbench-replies-'));
});
afterAll(async () => {
  await harness.close();
  await rm(folder, { recursive: true });
});

const addBin = (rules: RuleInput[], reply?: CommandInput<'bins.create'>['reply']): Promise<Bin> => {
  binCount += 1;
  return harness.call('bins.create', {
    name: `Bin ${binCount}`,
    slug: `bin-${binCount}`,
    rules,
    ...(reply === undefined ? {} : { reply }),
  });
};

interface Sent {
  status: number;
  headers: Headers;
  text: string;
}

async function send(bin: Bin, path = '', init: RequestInit = {}): Promise<Sent> {
  const response = await fetch(`${harness.engine.captureUrl}/${bin.slug}${path}`, {
    method: 'POST',
    ...init,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

async function newest(bin: Bin) {
  const { items } = await harness.call('exchanges.list', { binId: bin.id, limit: 1 });
  const [item] = items;
  if (item === undefined) throw new Error('Nothing was captured.');
  return harness.call('exchanges.get', { id: item.id });
}

const reply = (status: number, more: object = {}) => ({ kind: 'reply' as const, status, ...more });
const script = (source: string) => ({ kind: 'script' as const, script: source });
const always = (respond: RuleInput['respond']): RuleInput => ({ respond });

describe('a rule before a proxy', () => {
  it('that fails leaves the default reply, and its reason is kept', async () => {
    const bin = await addBin([always(script('for (;;);'))], {
      status: 202,
      headers: [],
      body: { text: 'default' },
    });
    const forward = { id: 'fwd_1', name: 'Down', mode: 'proxy' as const, url: 'http://127.0.0.1:9' };
    await harness.call('bins.update', { id: bin.id, forwards: [forward] });
    expect(await send(bin)).toMatchObject({ status: 202, text: 'default' });
    expect((await newest(bin)).answered).toMatchObject({ by: 'default', id: bin.rules[0]?.id });
  });
});

describe('rules', () => {
  it('are asked in order, the first that is enabled and matches answers, else the default reply', async () => {
    const bin = await addBin([
      { isEnabled: false, respond: reply(500) },
      {
        name: 'Pings',
        when: { matchers: [{ target: 'header', name: 'X-Event', operator: 'equals', value: 'ping' }] },
        respond: reply(202),
      },
      {
        when: {
          matchers: [{ target: 'jsonPath', name: '$.ref', operator: 'startsWith', value: 'refs/heads/' }],
        },
        respond: reply(201, { headers: [{ name: 'X-Branch', value: 'yes' }], body: { text: 'branch' } }),
      },
      {
        when: { matchers: [{ target: 'path', operator: 'glob', value: '/orders/**' }] },
        respond: reply(409),
      },
    ]);
    expect((await send(bin, '', { headers: { 'x-event': 'ping' } })).status).toBe(202);
    const { answered } = await newest(bin);
    expect(answered).toEqual({
      by: 'rule',
      id: bin.rules[1]?.id,
      explanation: 'Requests whose header X-Event is ping are answered with 202.',
    });
    const branch = await send(bin, '', { body: '{"ref":"refs/heads/main"}' });
    expect([branch.status, branch.headers.get('x-branch'), branch.text]).toEqual([201, 'yes', 'branch']);
    expect((await send(bin, '/orders/7/paid')).status).toBe(409);
    expect((await send(bin, '/other')).status).toBe(200);
    expect((await newest(bin)).answered).toBeUndefined();
  });

  it('read a compressed body as what it says', async () => {
    const { gzipSync } = await import('node:zlib');
    const bin = await addBin([
      {
        when: { matchers: [{ target: 'jsonPath', name: '$.a', operator: 'equals', value: '1' }] },
        respond: reply(201),
      },
    ]);
    const body = new Uint8Array(gzipSync('{"a":1}'));
    expect((await send(bin, '', { body, headers: { 'content-encoding': 'gzip' } })).status).toBe(201);
  });

  it('know the provider, the event and the verification of what arrived', async () => {
    const bin = await addBin([
      {
        when: {
          matchers: [
            { target: 'provider', operator: 'equals', value: 'github' },
            { target: 'eventType', operator: 'equals', value: 'push' },
            { target: 'verification', operator: 'equals', value: 'unverified' },
          ],
        },
        respond: reply(202),
      },
    ]);
    const headers = {
      'x-github-event': 'push',
      'x-github-delivery': 'd',
      'content-type': 'application/json',
      'user-agent': 'GitHub-Hookshot/1',
    };
    expect((await send(bin, '', { headers, body: '{}' })).status).toBe(202);
  });

  it('fail twice, then succeed, and start again on command', async () => {
    const steps = [{ times: 2, respond: reply(503) }, { respond: reply(200) }];
    const bin = await addBin([always({ kind: 'sequence', steps, atEnd: 'stay' })]);
    const statuses = async (count: number) => {
      const seen: number[] = [];
      for (let index = 0; index < count; index += 1) seen.push((await send(bin)).status);
      return seen;
    };
    expect(await statuses(4)).toEqual([503, 503, 200, 200]);
    expect((await newest(bin)).answered?.explanation).toBe(
      'All requests are answered with 503 twice, then with 200 from then on.',
    );
    await harness.call('rules.resetCounters', { binId: bin.id });
    expect(await statuses(3)).toEqual([503, 503, 200]);
    await harness.call('bins.update', {
      id: bin.id,
      rules: [{ ...always({ kind: 'sequence', steps, atEnd: 'restart' }) }],
    });
    expect(await statuses(6)).toEqual([503, 503, 200, 503, 503, 200]);
  });

  it('answer every third, and a share that is the same for the same seed', async () => {
    const bin = await addBin([
      { when: { matchers: [{ target: 'nth', operator: 'everyNth', value: '3' }] }, respond: reply(503) },
      { share: { percent: 40, seed: 7 }, respond: reply(500) },
    ]);
    const run = async () => {
      const seen: number[] = [];
      for (let index = 0; index < 30; index += 1) seen.push((await send(bin)).status);
      return seen;
    };
    const first = await run();
    first.forEach((status, index) => expect(status === 503).toBe(index % 3 === 2));
    expect(first.filter((status) => status === 500).length).toBeGreaterThan(3);
    expect(first.filter((status) => status === 200).length).toBeGreaterThan(3);
    await harness.call('rules.resetCounters', { binId: bin.id });
    expect(await run()).toEqual(first);
  });
});

describe('templates', () => {
  it('fill in header values and the body from the request', async () => {
    const bin = await addBin([
      always(
        reply(200, {
          isTemplate: true,
          headers: [{ name: 'X-Echo', value: '{{ request.headers["x-in"] }}' }],
          body: {
            text: '{{ request.json.name }} {{ request.query.q }} {{ request.method }} {{ request.path }} {{ nth }} {{ uuid }} {{ now | offset: "1h" | date: "%Y" }} {{ faker.person.firstName }}',
          },
        }),
      ),
    ]);
    const { text, headers } = await send(bin, '/a?q=1', {
      headers: { 'x-in': 'in' },
      body: '{"name":"Ada"}',
    });
    expect(headers.get('x-echo')).toBe('in');
    expect(text).toMatch(/^Ada 1 POST \/a 1 [0-9a-f-]{36} 20\d\d \S+$/);
  });

  it('take captured text as data, never as a template', async () => {
    const bin = await addBin([
      always(reply(200, { isTemplate: true, body: { text: '{{ request.body }}' } })),
    ]);
    expect((await send(bin, '', { body: '{{ 7 | times: 6 }}{% assign x = 1 %}' })).text).toBe(
      '{{ 7 | times: 6 }}{% assign x = 1 %}',
    );
  });

  it('can’t break the reply: a line break from the request leaves the default reply and says so', async () => {
    const bin = await addBin(
      [always(reply(200, { isTemplate: true, headers: [{ name: 'X-A', value: '{{ request.body }}' }] }))],
      { status: 202, headers: [], body: { text: 'default' } },
    );
    const { status, text, headers } = await send(bin, '', { body: 'a\r\nSet-Cookie: b' });
    expect([status, text, headers.get('set-cookie')]).toEqual([202, 'default', null]);
    expect((await newest(bin)).answered).toMatchObject({ by: 'default', id: bin.rules[0]?.id });
    expect((await newest(bin)).answered?.explanation).toContain('holds a line break');
  });

  it('are bounded in time and output', async () => {
    const bin = await addBin([
      always(
        reply(200, {
          isTemplate: true,
          body: { text: '{% for a in (1..5000) %}{% for b in (1..5000) %}{{ a }}{% endfor %}{% endfor %}' },
        }),
      ),
    ]);
    expect((await send(bin)).status).toBe(200);
    expect((await newest(bin)).answered?.explanation).toMatch(/the template (?:was stopped|makes more)/);
  });

  it('may be the default reply too', async () => {
    const bin = await addBin([], {
      status: 200,
      headers: [],
      body: { text: '{{ request.query.challenge }}' },
      isTemplate: true,
    });
    expect((await send(bin, '?challenge=abc')).text).toBe('abc');
  });
});

describe('scripts', () => {
  it('answer from the request', async () => {
    const bin = await addBin([
      always(
        script(
          'const { json, headers } = request;\nreturn { status: 201, headers: { "X-N": json.n + 1, "X-Two": ["a", "b"] }, body: { got: headers["x-in"] } };',
        ),
      ),
    ]);
    const { status, headers, text } = await send(bin, '', { headers: { 'x-in': 'in' }, body: '{"n":41}' });
    expect([status, headers.get('x-n'), headers.get('x-two'), headers.get('content-type'), text]).toEqual([
      201,
      '42',
      'a, b',
      'application/json',
      '{"got":"in"}',
    ]);
  });

  test.each([
    ['while (true) {}', 'was stopped after 250 ms'],
    ['return { body: new Array(1e9).join("x") }', 'was stopped'],
    ['const all = []; while (true) all.push(new Array(100000).fill(1));', 'was stopped'],
    ['function again() { return again() + 1; } return again();', 'stack overflow'],
    ['return fetch("http://127.0.0.1")', 'fetch'],
    ['return require("fs")', 'require'],
    ['return process.env', 'process'],
    ['return undefined', 'returned nothing'],
    ['return { status: 99 }', 'status must be 100 to 599'],
    ['return { status: 200, headers: { "X-A": "a\\r\\nb: c" } }', 'holds a line break'],
    ['return { nonsense: 1 }', 'returned something else'],
    ['throw new Error("my own")', 'Error: my own'],
    ['const a = {}; a.a = a; return { body: a }', 'circular'],
  ])('%s leaves the default reply and says why', async (source, why) => {
    const bin = await addBin([always(script(source))], {
      status: 202,
      headers: [],
      body: { text: 'default' },
    });
    const { status, text } = await send(bin);
    expect([status, text]).toEqual([202, 'default']);
    const { answered } = await newest(bin);
    expect(answered).toMatchObject({ by: 'default', id: bin.rules[0]?.id });
    expect(answered?.explanation).toContain(why);
  });

  it('leave nothing behind for the next request, and can’t reach out of their sandbox', async () => {
    const source = `const before = globalThis.seen; globalThis.seen = 1; Object.prototype.polluted = 1;
      return { body: String(before), headers: JSON.parse('{"__proto__":{"x":"y"}}') };`;
    const bin = await addBin([always(script(source))]);
    for (let index = 0; index < 2; index += 1) {
      const { text, headers } = await send(bin);
      expect(text).toBe('undefined');
      expect(headers.get('polluted')).toBeNull();
    }
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('a file as a body', () => {
  it('is read when the reply goes out, and missed with a reason', async () => {
    const file = join(folder, 'reply.json');
    await writeFile(file, '{"v":1}');
    const bin = await addBin([always(reply(200, { body: { file } }))], {
      status: 202,
      headers: [],
      body: { text: '' },
    });
    expect((await send(bin)).text).toBe('{"v":1}');
    await writeFile(file, '{"v":2}');
    expect((await send(bin)).text).toBe('{"v":2}');
    await rm(file);
    expect((await send(bin)).status).toBe(202);
    expect((await newest(bin)).answered?.explanation).toContain('does not exist');
  });
});

describe('a flood', () => {
  it('of 2,000 requests to a bin with ten rules loses none, and each gets its own answer', async () => {
    const rules = Array.from({ length: 10 }, (_, index): RuleInput => ({
      when: { matchers: [{ target: 'jsonPath', name: '$.n', operator: 'equals', value: String(index) }] },
      respond: reply(
        210 + index,
        index % 2 === 0 ? { isTemplate: true, body: { text: '{{ request.json.n }}' } } : {},
      ),
    }));
    const bin = await addBin(rules);
    let next = 0;
    const sender = async () => {
      for (let at = next++; at < 2000; at = next++) {
        const { status } = await send(bin, '', { body: JSON.stringify({ n: at % 10 }) });
        expect(status).toBe(210 + (at % 10));
      }
    };
    await Promise.all(Array.from({ length: 32 }, sender));
    const { bins } = await harness.call('bins.list', {});
    expect(bins.find(({ id }) => id === bin.id)?.exchangeCount).toBe(2000);
  }, 30_000);
});
