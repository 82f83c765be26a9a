import { afterAll, beforeAll, describe, expect, it, test } from 'vitest';
import type { CommandInput } from '../../shared/ipc/contract.ts';
import type { CommandError } from '../../shared/ipc/envelope.ts';
import { openEngine, type EngineHarness } from './testing/engine-harness.ts';

type RuleInput = NonNullable<CommandInput<'bins.create'>['rules']>[number];

let harness: EngineHarness;
beforeAll(async () => {
  harness = await openEngine();
});
afterAll(() => harness.close());

const fine: RuleInput = { respond: { kind: 'reply', status: 200 } };
const when = (matcher: object): RuleInput =>
  ({ ...fine, when: { matchers: [{ operator: 'equals', value: 'x', ...matcher }] } }) as RuleInput;
const respond = (response: object): RuleInput => ({ respond: response }) as RuleInput;

/** The rule as the third of a bin, and where and why it is refused. */
const refused: [string, RuleInput, string, RegExp][] = [
  [
    'a regular expression that is none',
    when({ target: 'path', operator: 'regex', value: '(' }),
    'when.matchers.0.value',
    /missing closing \)/,
  ],
  [
    'a backreference',
    when({ target: 'body', operator: 'regex', value: '(a)\\1' }),
    'when.matchers.0.value',
    /backreferences are not supported \(\\1 at character 4\)/,
  ],
  [
    'a lookahead',
    when({ target: 'body', operator: 'regex', value: 'a(?=b)' }),
    'when.matchers.0.value',
    /lookahead/,
  ],
  [
    'an expression too large to be quick',
    when({ target: 'body', operator: 'regex', value: '(?:[a-z]{1,30}.{1,30}x){1,30}' }),
    'when.matchers.0.value',
    /too large/,
  ],
  [
    'a glob that is none',
    when({ target: 'path', operator: 'glob', value: '/a[b' }),
    'when.matchers.0.value',
    /\[ at character 3/,
  ],
  [
    'a JSON path that is none',
    when({ target: 'jsonPath', name: '$.a[' }),
    'when.matchers.0.name',
    /no JSON path: .+ at character/,
  ],
  [
    'a JSON path without its $',
    when({ target: 'jsonPath', name: 'a.b' }),
    'when.matchers.0.name',
    /\$\.a\.b/,
  ],
  [
    'an operator that does not go with its target',
    when({ target: 'verification', operator: 'contains' }),
    'when.matchers.0.operator',
    /verified, rejected or unverified/,
  ],
  [
    'a verification that can’t be',
    when({ target: 'verification', value: 'valid' }),
    'when.matchers.0.value',
    /must be verified/,
  ],
  [
    'a number that is none',
    when({ target: 'query', name: 'n', operator: 'lessThan', value: 'ten' }),
    'when.matchers.0.value',
    /must be a number/,
  ],
  [
    'a path without its slash',
    when({ target: 'path', value: 'orders' }),
    'when.matchers.0.value',
    /write \/orders/,
  ],
  [
    'a header name with its colon',
    when({ target: 'header', name: 'X-Event:' }),
    'when.matchers.0.name',
    /leave the colon out/,
  ],
  [
    'a template that is none',
    respond({ kind: 'reply', status: 200, isTemplate: true, body: { text: 'a\n{{ x | nope }}' } }),
    'respond.body.text',
    /at line 2, column 1: undefined filter: nope/,
  ],
  [
    'a template in a header that is none',
    respond({ kind: 'reply', status: 200, isTemplate: true, headers: [{ name: 'X-A', value: '{% if %}' }] }),
    'respond.headers.0.value',
    /at line 1/,
  ],
  [
    'a template that takes in a file',
    respond({ kind: 'reply', status: 200, isTemplate: true, body: { text: '{% include "/etc/passwd" %}' } }),
    'respond.body.text',
    /another template/,
  ],
  [
    'a made-up value that there is not',
    respond({ kind: 'reply', status: 200, isTemplate: true, body: { text: '{{ faker.person.nonsense }}' } }),
    'respond.body.text',
    /faker\.person\.nonsense/,
  ],
  [
    'a script that is none',
    respond({ kind: 'script', script: 'return {\n  status: ,\n}' }),
    'respond.script',
    /at line 2, column \d+: SyntaxError/,
  ],
  [
    'a file that is not there',
    respond({ kind: 'reply', status: 200, body: { file: '/nowhere/reply.json' } }),
    'respond.body.file',
    /does not exist/,
  ],
  [
    'a folder as a file',
    respond({ kind: 'reply', status: 200, body: { file: '/' } }),
    'respond.body.file',
    /no regular file/,
  ],
  [
    'a file by a relative path',
    respond({ kind: 'reply', status: 200, body: { file: 'reply.json' } }),
    'respond.body.file',
    /absolute/,
  ],
  ['a change of protocol', respond({ kind: 'reply', status: 101 }), 'respond.status', /another protocol/],
  [
    'a body where there is none',
    respond({ kind: 'reply', status: 204, body: { text: 'x' } }),
    'respond.status',
    /has no body/,
  ],
  [
    'an interim reply with a body',
    respond({ kind: 'reply', status: 103, body: { text: 'x' } }),
    'respond.status',
    /no final answer/,
  ],
  [
    'a header that would break the reply',
    respond({ kind: 'reply', status: 200, headers: [{ name: 'X-A', value: 'a\r\nb: c' }] }),
    'respond.headers.0',
    /line break/,
  ],
  [
    'what is wrong within a sequence',
    respond({
      kind: 'sequence',
      steps: [{ respond: { kind: 'reply', status: 200 } }, { respond: { kind: 'script', script: '(' } }],
    }),
    'respond.steps.1.respond.script',
    /SyntaxError/,
  ],
  ['a status that is none', respond({ kind: 'reply', status: 600 }), 'respond.status', /100 to 599/],
  [
    'a delay of more than 5 minutes',
    respond({ kind: 'reply', status: 200, delayMs: 300_001 }),
    'respond.delayMs',
    /300,000/,
  ],
  ['a share of nothing', { ...fine, share: { percent: 0 } }, 'share.percent', /more than 0/],
];

describe('a rule that can’t work is refused when it is saved, with the place and the reason', () => {
  test.each(refused)('%s', async (_what, rule, path, why) => {
    const inbox = (await harness.call('bins.list', {})).bins[0];
    const error = await harness.call('bins.update', { id: inbox?.id ?? '', rules: [fine, fine, rule] }).then(
      () => undefined,
      (reason: unknown) => reason as CommandError,
    );
    expect(error?.code).toBe('bad_input');
    const detail = error?.details?.find((each) => each.path === `rules.2.${path}`);
    expect(error?.details?.map((each) => each.path)).toContain(`rules.2.${path}`);
    expect(detail?.message).toMatch(why);
    expect((await harness.call('bins.list', {})).bins[0]?.rules).toEqual([]);
    // Trying it is refused in the same way.
    await expect(
      harness.call('rules.try', { binId: inbox?.id ?? '', request: { url: '/' }, rules: [fine, fine, rule] }),
    ).rejects.toMatchObject({ code: 'bad_input' });
  });
});

describe('trying rules out', () => {
  const rules: RuleInput[] = [
    { isEnabled: false, respond: { kind: 'reply', status: 500 } },
    when({ target: 'header', name: 'X-Event', value: 'push' }),
    { ...fine, when: { matchers: [{ target: 'nth', operator: 'equals', value: '2' }] } },
    {
      respond: {
        kind: 'sequence',
        steps: [
          {
            times: 1,
            respond: { kind: 'reply', status: 503, isTemplate: true, body: { text: '{{ request.body }}' } },
          },
          { respond: { kind: 'close' } },
        ],
      },
    },
    fine,
  ];

  it('says which answers, why each before it does not, and what goes out; nothing is counted', async () => {
    const bin = await harness.call('bins.create', { name: 'Tried', rules });
    const request = {
      url: `/${bin.slug}/x`,
      headers: [{ name: 'x-event', value: 'ping' }],
      body: { text: 'hi' },
    };
    for (let again = 0; again < 3; again += 1) {
      const trial = await harness.call('rules.try', { binId: bin.id, request });
      expect(trial.rules.map(({ verdict }) => verdict)).toEqual([
        'disabled',
        'misses',
        'misses',
        'answers',
        'notReached',
      ]);
      expect(trial.rules[1]?.reason).toBe('This does not hold: header X-Event is push (it is ping).');
      expect(trial.rules[2]?.reason).toBe('This does not hold: number is 2 (it is 1).');
      expect(trial.answer).toMatchObject({
        answered: { by: 'rule', id: bin.rules[3]?.id },
        reply: { status: 503, body: { text: 'hi' } },
      });
    }
    // The first real request is the first.
    const response = await fetch(`${harness.engine.captureUrl}/${bin.slug}`);
    expect(response.status).toBe(503);
  });

  it('takes any captured request, by default the newest, and rules that are not saved', async () => {
    const bin = await harness.call('bins.create', { name: 'Captured' });
    await expect(harness.call('rules.try', { binId: bin.id })).rejects.toMatchObject({ code: 'not_found' });
    await fetch(`${harness.engine.captureUrl}/${bin.slug}?n=1`, { method: 'PUT', body: '{"a":1}' });
    await fetch(`${harness.engine.captureUrl}/${bin.slug}?n=2`, { method: 'PUT', body: '{"a":2}' });
    const { items } = await harness.call('exchanges.list', { binId: bin.id });
    const first = when({ target: 'query', name: 'n', value: '1' });
    const newest = await harness.call('rules.try', { binId: bin.id, rules: [first] });
    expect(newest).toMatchObject({
      exchangeId: items[0]?.id,
      rules: [{ verdict: 'misses' }],
      answer: { answered: { by: 'default' } },
    });
    const older = await harness.call('rules.try', {
      binId: bin.id,
      rules: [first],
      exchangeId: items[1]?.id ?? '',
    });
    expect(older.rules).toMatchObject([{ verdict: 'answers' }]);
  });
});
