import { Drop } from 'liquidjs';
import { faker } from '@faker-js/faker/locale/en';

/** Made-up values for templates: `{{ faker.person.fullName }}`. */

/** The parts of faker that give values; the others take code, patterns or other parts' names. */
const MODULES = [
  'airline',
  'animal',
  'book',
  'color',
  'commerce',
  'company',
  'database',
  'datatype',
  'date',
  'finance',
  'food',
  'git',
  'hacker',
  'image',
  'internet',
  'location',
  'lorem',
  'music',
  'number',
  'person',
  'phone',
  'science',
  'string',
  'system',
  'vehicle',
  'word',
] as const;

type Maker = (this: unknown) => unknown;

function makerOf(module: string, name: string): (() => unknown) | undefined {
  if (!(MODULES as readonly string[]).includes(module) || name === 'constructor') return undefined;
  const owner = faker[module as (typeof MODULES)[number]] as unknown as Record<string, unknown>;
  const maker = owner[name];
  return typeof maker === 'function' ? () => (maker as Maker).call(owner) : undefined;
}

function textOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? value : JSON.stringify(value);
}

class FakeModule extends Drop {
  readonly #module: string;
  constructor(module: string) {
    super();
    this.#module = module;
  }
  override liquidMethodMissing(key: string | number): string | undefined {
    const maker = makerOf(this.#module, String(key));
    return maker === undefined ? undefined : textOf(maker());
  }
}

export class FakeValues extends Drop {
  override liquidMethodMissing(key: string | number): FakeModule | undefined {
    return (MODULES as readonly string[]).includes(String(key)) ? new FakeModule(String(key)) : undefined;
  }
}

/** The first `faker.…` of a template that gives no value, if any. */
export function unknownFakeValue(template: string): string | undefined {
  for (const [whole, module, name] of template.matchAll(/\bfaker\.([A-Za-z]+)(?:\.([A-Za-z0-9_]+))?/g)) {
    if (makerOf(module ?? '', name ?? '') === undefined) return whole;
  }
  return undefined;
}
