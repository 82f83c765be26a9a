import { expect, it } from 'vitest';
import type { SecretsPort } from './ports.ts';
import { createSecretValues } from './secret-values.ts';

function countingPort() {
  const values = new Map([['one', 'first']]);
  const reads: string[] = [];
  const failures = { left: 0 };
  const port: SecretsPort = {
    backend: 'file',
    list: () => Promise.resolve([]),
    get(name) {
      reads.push(name);
      failures.left -= 1;
      return failures.left >= 0 ? Promise.reject(new Error('locked')) : Promise.resolve(values.get(name));
    },
    set: (name, value) => Promise.resolve(void values.set(name, value)),
    delete: (name) => Promise.resolve(void values.delete(name)),
  };
  return { secrets: createSecretValues(port), reads, failures };
}

it('asks for a value once, for one that is missing too', async () => {
  const { secrets, reads } = countingPort();
  for (let round = 0; round < 3; round += 1) {
    expect([await secrets.get('one'), await secrets.get('none')]).toEqual(['first', undefined]);
  }
  expect(reads).toEqual(['one', 'none']);
});

it('sees what is set and deleted', async () => {
  const { secrets } = countingPort();
  await secrets.get('one');
  await secrets.set('one', 'second');
  expect(await secrets.get('one')).toBe('second');
  await secrets.delete('one');
  expect(await secrets.get('one')).toBeUndefined();
});

it('asks again after a failure', async () => {
  const { secrets, failures } = countingPort();
  failures.left = 1;
  await expect(secrets.get('one')).rejects.toThrow('locked');
  expect(await secrets.get('one')).toBe('first');
});
