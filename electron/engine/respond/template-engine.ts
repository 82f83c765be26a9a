import { randomUUID } from 'node:crypto';
import { Drop, Liquid, type Template } from 'liquidjs';
import type { ComputeResult } from './compute-protocol.ts';
import type { RequestView } from './request-view.ts';

/** Liquid over a request: no files, no other templates, bounds on time, memory and output. */

const RENDER_LIMIT_MS = 200;
/** Liquid's own count of characters and list items made on the way. */
const MEMORY_LIMIT = 20_000_000;
export const OUTPUT_LIMIT_CHARACTERS = 4 * 1024 * 1024;

const engine = new Liquid({
  strictFilters: true,
  ownPropertyOnly: true,
  timezoneOffset: 0,
  memoryLimit: MEMORY_LIMIT,
  renderLimit: RENDER_LIMIT_MS,
  // A template of the size that can be saved is parsed whole.
  parseLimit: 20_000_000,
  templates: {},
});

for (const tag of ['include', 'render', 'layout', 'block']) {
  engine.registerTag(tag, {
    parse() {
      throw new Error(`{% ${tag} %} takes in another template, and there are none`);
    },
    render: () => '',
  });
}

engine.registerFilter('offset', (value: unknown, by: unknown) => {
  const shifted = instantOf(value) + durationOf(String(by));
  return new Date(shifted).toISOString();
});
engine.registerFilter('unix', (value: unknown) => Math.floor(instantOf(value) / 1000));
engine.registerFilter('unix_ms', (value: unknown) => instantOf(value));

function instantOf(value: unknown): number {
  const instant = typeof value === 'number' ? value : Date.parse(String(value));
  if (Number.isNaN(new Date(instant).getTime())) throw new Error('that is no time; use now');
  return instant;
}

const UNITS_MS = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** `90s`, `-1h30m`, `2d`. */
function durationOf(text: string): number {
  const match = /^([+-]?)((?:\d{1,9}(?:ms|[smhdw]))+)$/.exec(text.replaceAll(' ', ''));
  if (match === null)
    throw new Error(`"${text.slice(0, 40)}" is no span of time; write it as 90s, -1h30m or 2d`);
  let sum = 0;
  for (const [, count, unit] of (match[2] ?? '').matchAll(/(\d+)(ms|[smhdw])/g)) {
    sum += Number(count) * UNITS_MS[unit as keyof typeof UNITS_MS];
  }
  return match[1] === '-' ? -sum : sum;
}

/** A new one each time it is written. */
class Uuid extends Drop {
  override valueOf(): string {
    return randomUUID();
  }
}

/** Made-up values take a while to load, so only templates that use them do. */
const fakeValues = () => import('./fake-values.ts');
const usesFaker = (template: string) => template.includes('faker');

const parsed = new Map<string, Template[]>();

function templatesOf(source: string): Template[] {
  const known = parsed.get(source);
  if (known !== undefined) return known;
  const made = engine.parse(source);
  if (parsed.size >= 200) parsed.clear();
  parsed.set(source, made);
  return made;
}

export async function renderTemplates(sources: readonly string[], view: RequestView): Promise<ComputeResult> {
  const faker = sources.some(usesFaker) ? new (await fakeValues()).FakeValues() : undefined;
  const { request, json, nth, now } = view;
  const scope = {
    request: { ...request, ...(json === undefined ? {} : { json: JSON.parse(json) as unknown }) },
    nth,
    now: new Date(now).toISOString(),
    uuid: new Uuid(),
    faker,
  };
  try {
    const texts = sources.map((source) => String(engine.renderSync(templatesOf(source), scope)));
    const length = texts.reduce((sum, text) => sum + text.length, 0);
    if (length > OUTPUT_LIMIT_CHARACTERS) {
      return {
        kind: 'problem',
        problem: `makes more than ${OUTPUT_LIMIT_CHARACTERS / 1024 / 1024} Mi characters`,
      };
    }
    return { kind: 'texts', texts };
  } catch (error) {
    return problemOf(error);
  }
}

export async function checkTemplate(source: string): Promise<ComputeResult> {
  try {
    engine.parse(source);
  } catch (error) {
    return problemOf(error);
  }
  if (usesFaker(source)) {
    const unknown = (await fakeValues()).unknownFakeValue(source);
    if (unknown !== undefined) {
      return {
        kind: 'problem',
        problem: `has ${unknown}, which is none of faker’s values, such as faker.person.fullName`,
      };
    }
  }
  return { kind: 'fine' };
}

/** `fails at line 2, column 1: undefined filter: nope`. */
function problemOf(error: unknown): ComputeResult {
  const whole = error instanceof Error ? error.message : String(error);
  const [, what = whole, line, column] = /^(.*?)(?:, file:.*?)?, line:(\d+), col:(\d+)/s.exec(whole) ?? [];
  if (what.includes('template render limit exceeded')) {
    return { kind: 'problem', problem: `was stopped after ${RENDER_LIMIT_MS} ms` };
  }
  if (what.includes('memory alloc limit exceeded')) {
    return { kind: 'problem', problem: 'was stopped: it used too much memory' };
  }
  const place = line === undefined ? '' : ` at line ${line}, column ${column ?? ''}`;
  return { kind: 'problem', problem: `fails${place}: ${what.slice(0, 300)}` };
}
