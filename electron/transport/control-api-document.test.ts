import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { allCommands, type CommandName } from '../../shared/ipc/contract.ts';
import { ErrorCode } from '../../shared/ipc/envelope.ts';
import { EventBody } from '../../shared/ipc/events.ts';

/** The public interface is what its document says: each example in it must fit the contract. */

const text = readFileSync(join(import.meta.dirname, '../../docs/control-api.md'), 'utf8');
const sections = new Map(
  text
    .split(/^### /m)
    .slice(1)
    .map((section) => [section.slice(0, section.indexOf('\n')), section]),
);
const names = Object.keys(allCommands) as CommandName[];

test('every command has its section, and nothing else has one', () => {
  expect([...sections.keys()]).toEqual(names);
});

describe.each(names)('%s', (name) => {
  const section = sections.get(name) ?? '';
  const examples = [...section.matchAll(/^curl .*\/commands\/(\S+)" -H "\$AUTH" -H "\$JSON" -d '(.*)'$/gm)];

  test('its curl example calls it with input that it takes', () => {
    expect(examples).toHaveLength(1);
    const [, called, input = ''] = examples[0] ?? [];
    expect(called).toBe(name);
    expect(allCommands[name].input.safeParse(JSON.parse(input))).toMatchObject({ success: true });
  });

  test('its value, where one is shown, is one that it gives', () => {
    for (const [, value = ''] of section.matchAll(/^```json\n([\s\S]*?)^```$/gm)) {
      const parsed = allCommands[name].output.safeParse(JSON.parse(value));
      expect(parsed.error).toBeUndefined();
    }
  });

  test('what its input may hold is named', () => {
    const { input } = allCommands[name];
    const shapes = 'options' in input ? input.options.map(({ shape }) => shape) : [input.shape];
    for (const field of shapes.flatMap((shape) => Object.keys(shape))) {
      expect(section).toMatch(new RegExp(`\\b${field}\\b`));
    }
  });
});

test('every event is listed with what it carries, and the example of one is one', () => {
  for (const option of EventBody.options) {
    const [type] = [...option.shape.type.values];
    const row = rowOf(type ?? '');
    expect(row, type).toBeDefined();
    for (const field of Object.keys(option.shape).filter((key) => key !== 'type'))
      expect(row).toContain(`\`${field}\``);
  }
  const data = /^data: (.*)$/m.exec(text)?.[1] ?? '';
  const { seq, at, ...body } = JSON.parse(data) as Record<string, unknown>;
  expect([typeof seq, typeof at]).toEqual(['number', 'number']);
  expect(EventBody.safeParse(body)).toMatchObject({ success: true });
});

test('every error code is explained', () => {
  for (const code of ErrorCode.options) expect(rowOf(code), code).toBeDefined();
});

/** The row of a table that begins with this name. */
function rowOf(name: string): string | undefined {
  return text.split('\n').find((line) => line.startsWith(`| \`${name}\` `));
}
