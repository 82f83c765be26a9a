import type {
  NoReply,
  PlannedReply,
  ResponseRuleInput,
  RuleResponse,
  ScriptedReply,
  SingleResponse,
} from '../model/response-rule.ts';
import { explain, quoted } from './explain.ts';

/** A rule in one sentence, the same in the window, in the log and in tests. */
export function explainRule(rule: Pick<ResponseRuleInput, 'when' | 'respond' | 'share'>): string {
  const { share } = rule;
  const whom = explain(rule.when);
  const some =
    share === undefined || share.percent === 100
      ? whom
      : `${share.percent} % of ${lowerFirst(whom)}, picked at random with seed ${share.seed},`;
  return `${some} ${explainResponse(rule.respond)}.`;
}

/** `are answered with 503 after 2 s`: the end of a sentence about requests. */
export function explainResponse(respond: RuleResponse): string {
  if (respond.kind !== 'sequence') return single(respond);
  const { steps, atEnd } = respond;
  const turns = steps.map((step, index) => {
    const isLast = index === steps.length - 1;
    const often = isLast && atEnd === 'stay' ? '' : ` ${timesOf(step.times)}`;
    return `${single(step.respond)}${often}`;
  });
  const said = turns.map((turn, index) =>
    // Said once, it holds for those after it.
    index > 0 && turns[index - 1]?.startsWith(ANSWERED) === true && turn.startsWith(ANSWERED)
      ? turn.slice(ANSWERED.length)
      : turn,
  );
  if (turns.length === 1) return `${turns.join('')}${atEnd === 'restart' ? ', again and again' : ''}`;
  const last = atEnd === 'restart' ? ', then from the start again' : ' from then on';
  return `${said.join(', then ')}${last}`;
}

const ANSWERED = 'are answered ';

function single(respond: SingleResponse): string {
  switch (respond.kind) {
    case 'reply':
      return planned(respond);
    case 'script':
      return `are answered by a script${after(respond.delayMs)}${faultOf(respond)}`;
    case 'close':
      return `get no reply: the connection is closed${after(respond.delayMs)}`;
    case 'reset':
      return `get no reply: the connection is reset${after(respond.delayMs)}`;
    case 'hang':
      return `get no reply: the connection is kept open ${held(respond)}`;
  }
}

function planned(respond: PlannedReply): string {
  const { status, delayMs } = respond;
  if (status < 200)
    return `are answered with an interim ${status}, then${after(delayMs)} with the default reply`;
  return `are answered with ${status}${content(respond)}${after(delayMs)}${faultOf(respond)}`;
}

function content({ body, isTemplate }: PlannedReply): string {
  if ('file' in body) return ` and the file ${quoted(body.file)}`;
  if (isTemplate) return ' and a template';
  const bytes = 'text' in body ? utf8Length(body.text) : base64Length(body.base64);
  if (bytes === 0) return '';
  return bytes === 1 ? ' and a body of 1 byte' : ` and a body of ${bytes} bytes`;
}

function faultOf({ fault }: PlannedReply | ScriptedReply): string {
  if (fault === undefined) return '';
  if (fault.kind === 'drip')
    return `, ${fault.bytesPerSecond} ${plural('byte', fault.bytesPerSecond)} a second`;
  return `, cut off after ${fault.sentBytes} ${plural('byte', fault.sentBytes)}`;
}

const held = ({ delayMs }: NoReply) => (delayMs === 0 ? 'for up to 300 s' : `for up to ${seconds(delayMs)}`);
const after = (delayMs: number) => (delayMs === 0 ? '' : ` after ${seconds(delayMs)}`);
const seconds = (ms: number) => (ms < 1000 ? `${ms} ms` : `${ms / 1000} s`);
const timesOf = (times: number) => (times === 1 ? 'once' : times === 2 ? 'twice' : `${times} times`);
const plural = (word: string, count: number) => (count === 1 ? word : `${word}s`);
/** Methods keep their case: only what begins a sentence by its own loses its capital. */
const lowerFirst = (text: string) =>
  /^(?:All|Requests)\b/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function base64Length(base64: string): number {
  return Math.floor((base64.replace(/=+$/, '').length * 3) / 4);
}
