import type { RuleResponse, SingleResponse } from '../../../../shared/model/response-rule.ts';

/** The kinds of answer, and how each begins. */

export const singleKinds: readonly { value: SingleResponse['kind']; label: string }[] = [
  { value: 'reply', label: 'A reply' },
  { value: 'script', label: 'A script' },
  { value: 'close', label: 'No reply: close' },
  { value: 'reset', label: 'No reply: reset' },
  { value: 'hang', label: 'No reply: hang' },
];

export const ruleKinds: readonly { value: RuleResponse['kind']; label: string }[] = [
  ...singleKinds,
  { value: 'sequence', label: 'A sequence' },
];

const SCRIPT = `// request: method, path, query, headers, cookies, body, json, form, nth, now …
return {
  status: request.json?.amount > 100 ? 202 : 200,
  headers: { 'X-Seen': request.nth },
  body: { ok: true },
};
`;

export function freshSingle(kind: SingleResponse['kind'], status = 200): SingleResponse {
  switch (kind) {
    case 'reply':
      return { kind, status, headers: [], body: { text: '' }, isTemplate: false, delayMs: 0 };
    case 'script':
      return { kind, script: SCRIPT, delayMs: 0 };
    default:
      return { kind, delayMs: 0 };
  }
}

/** Another kind of answer; what was there becomes the last step of a sequence, and the first step comes out of one. */
export function freshResponse(kind: RuleResponse['kind'], before: RuleResponse): RuleResponse {
  if (kind === 'sequence') {
    const last = before.kind === 'sequence' ? freshSingle('reply') : before;
    return {
      kind,
      steps: [
        { times: 2, respond: freshSingle('reply', 503) },
        { times: 1, respond: last },
      ],
      atEnd: 'stay',
    };
  }
  const kept = before.kind === 'sequence' ? before.steps.at(-1)?.respond : undefined;
  return kept?.kind === kind ? kept : freshSingle(kind);
}
