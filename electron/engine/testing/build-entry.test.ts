import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { buildEntry } from './build-entry.ts';

const folders: string[] = [];

afterEach(async () => {
  await Promise.all(folders.splice(0).map((folder) => rm(folder, { recursive: true })));
});

test('a TypeScript program and the files it imports become one file that plain Node runs', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'hookbench-'));
  folders.push(folder);
  await writeFile(join(folder, 'part.ts'), `export const greet = (name: string): string => 'hello ' + name;`);
  const entry = join(folder, 'program.ts');
  await writeFile(
    entry,
    `import { z } from 'zod';\nimport { greet } from './part.ts';\nprocess.stdout.write(greet(z.string().parse('node')));`,
  );
  const [file, again] = await Promise.all([buildEntry(entry), buildEntry(pathToFileURL(entry))]);
  expect(again).toBe(file);
  const { stdout } = await promisify(execFile)(process.execPath, [file]);
  expect(stdout).toBe('hello node');
});
