import { refusal } from './refusal.ts';

type Step = string | number;

/** The steps of a path such as `data.items[0]["a.b"]`; its form was checked before. */
export function stepsOf(path: string): Step[] {
  const steps: Step[] = [];
  for (const match of path.replace(/^\$\.?/, '').matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]"]+)/g)) {
    const [, quoted, index, plain] = match;
    steps.push(index === undefined ? (quoted ?? plain ?? '') : Number(index));
  }
  return steps;
}

/** The path of a place in a document, in the form that `stepsOf` reads. */
export const pathOf = (steps: readonly Step[]): string =>
  steps
    .map((step, index) => {
      if (typeof step === 'number') return `[${step}]`;
      if (!/^[^.[\]"$]+$/.test(step)) return `["${step}"]`;
      return index === 0 ? step : `.${step}`;
    })
    .join('');

/** A JSON document with one field of it picked out. */
export interface FieldOf {
  value: unknown;
  /** The document with another value in that place, as text. */
  replaced(value: unknown): string;
}

export function fieldOf(content: Uint8Array, path: string): FieldOf {
  let document: unknown;
  try {
    document = JSON.parse(Buffer.from(content).toString('utf8'));
  } catch {
    throw refusal('content', 'The body is no JSON document, so no field can be picked out of it.');
  }
  const steps = stepsOf(path);
  const last = steps.at(-1);
  const parent = steps.slice(0, -1).reduce<unknown>((value, step) => memberOf(value, step), document);
  const value = last === undefined ? undefined : memberOf(parent, last);
  if (value === undefined || last === undefined) throw refusal('field', `The body has no field ${path}.`);
  return {
    value,
    replaced(next) {
      (parent as Record<Step, unknown>)[last] = next;
      return JSON.stringify(document);
    },
  };
}

function memberOf(value: unknown, step: Step): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.hasOwn(value, step) ? (value as Record<Step, unknown>)[step] : undefined;
}
