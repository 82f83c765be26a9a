import { checkReply } from '../../../shared/http/reply.ts';
import type { BodyContent } from '../../../shared/model/body.ts';
import type { DefaultReply, Reply } from '../../../shared/model/reply.ts';
import { MAX_DELAY_MS, type PlannedReply, type SingleResponse } from '../../../shared/model/response-rule.ts';
import type { Manner } from '../intake.ts';
import { readBodyFile } from './body-file.ts';
import type { Compute } from './compute.ts';
import type { RequestView } from './request-view.ts';
import { scriptedReply } from './scripted-reply.ts';

export interface MakeAnswerDeps {
  /** Apart, so that a script that takes its time holds up no template. */
  templates: Compute;
  scripts: Compute;
}

/** A reply ready to go out: absent where there is none by plan, or where only an interim one comes before the default. */
export interface MadeAnswer {
  kind: 'made';
  reply: Reply | undefined;
  manner: Manner | undefined;
}

/** Why there is none, as the end of a sentence that begins with whose answer it is. */
export interface FailedAnswer {
  kind: 'failed';
  problem: string;
}

type Content = Pick<PlannedReply, 'status' | 'headers' | 'body'>;

/** Makes what one response says of one request. `view` is asked for only where something is filled in. */
export async function makeAnswer(
  respond: SingleResponse,
  view: () => RequestView,
  deps: MakeAnswerDeps,
): Promise<MadeAnswer | FailedAnswer> {
  switch (respond.kind) {
    case 'close':
    case 'reset':
      return made(undefined, { delayMs: respond.delayMs, fault: { kind: respond.kind } });
    case 'hang':
      return made(undefined, {
        delayMs: respond.delayMs === 0 ? MAX_DELAY_MS : respond.delayMs,
        fault: { kind: 'hang' },
      });
    case 'reply': {
      const content = respond.isTemplate ? await rendered(respond, view, deps.templates) : respond;
      return 'problem' in content ? failed(content.problem) : finish(content, respond);
    }
    case 'script': {
      const result = await deps.scripts.run({ kind: 'run', script: respond.script, view: view() });
      if (result.kind === 'problem') return failed(`the script ${result.problem}`);
      const content = result.kind === 'json' ? scriptedReply(result.json) : { problem: 'returned nothing' };
      return 'problem' in content ? failed(`the script ${content.problem}`) : finish(content, respond);
    }
  }
}

/** A bin's default reply where it is a template. */
export async function fillDefault(
  reply: DefaultReply,
  view: () => RequestView,
  deps: MakeAnswerDeps,
): Promise<Reply | FailedAnswer> {
  const content = await rendered(reply, view, deps.templates);
  if ('problem' in content) return failed(content.problem);
  const filled: Reply = { status: reply.status, headers: content.headers, body: contentOf(content.body) };
  const problem = checkReply(filled);
  return problem === undefined ? filled : failed(`the template makes a reply that can’t be sent: ${problem}`);
}

async function finish(
  content: Content,
  { delayMs, fault }: Pick<PlannedReply, 'delayMs' | 'fault'>,
): Promise<MadeAnswer | FailedAnswer> {
  const { status, headers } = content;
  if (status === 101) return failed('101 can’t be answered: a bin speaks no other protocol');
  let body = content.body;
  if ('file' in body) {
    const file = await readBodyFile(body.file);
    if (file.kind === 'problem') return failed(`the file ${body.file} ${file.problem}`);
    body = { base64: file.bytes.toString('base64') };
  }
  const reply: Reply = { status, headers, body };
  const problem = checkReply(reply);
  if (problem !== undefined) return failed(`the reply can’t be sent: ${problem}`);
  const wait = delayMs === 0 ? {} : { delayMs };
  if (status < 200) return made(undefined, { ...wait, interim: { status, headers } });
  return made(reply, delayMs === 0 && fault === undefined ? undefined : { ...wait, ...(fault && { fault }) });
}

/** Fills in header values and a text body; other bodies stay as they are. */
async function rendered<Body extends PlannedReply['body']>(
  { status, headers, body }: { status: number; headers: PlannedReply['headers']; body: Body },
  view: () => RequestView,
  templates: Compute,
): Promise<
  { status: number; headers: PlannedReply['headers']; body: Body | { text: string } } | { problem: string }
> {
  const sources = [...headers.map(({ value }) => value), ...('text' in body ? [body.text] : [])];
  const result = await templates.run({ kind: 'render', templates: sources, view: view() });
  if (result.kind !== 'texts') {
    return { problem: `the template ${result.kind === 'problem' ? result.problem : 'gave nothing'}` };
  }
  const { texts } = result;
  return {
    status,
    headers: headers.map(({ name }, index) => ({ name, value: asField(texts[index] ?? '') })),
    body: 'text' in body ? { text: texts.at(-1) ?? '' } : body,
  };
}

/** Characters that a field can't carry as they are go out as the bytes of their UTF-8. */
function asField(value: string): string {
  return /[^\0-\xff]/.test(value) ? Buffer.from(value).toString('latin1') : value;
}

const contentOf = (body: PlannedReply['body']): BodyContent => ('file' in body ? { text: '' } : body);
const made = (reply: Reply | undefined, manner: Manner | undefined): MadeAnswer => ({
  kind: 'made',
  reply,
  manner,
});
const failed = (problem: string): FailedAnswer => ({ kind: 'failed', problem });
