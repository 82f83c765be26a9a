import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { build, mergeConfig, type InlineConfig } from 'vite';
import config from '../../vite.config.ts';

const electronDir = join(import.meta.dirname, '../..');

/** The command as it is shipped, built by the project's own configuration, without the desktop entry. */
export interface BuiltCli {
  path: string;
  remove(): Promise<void>;
}

export async function buildCli(): Promise<BuiltCli> {
  // Inside node_modules, so that the packages it imports are found from there.
  const cache = join(electronDir, '../node_modules/.cache/hookbench-cli');
  await mkdir(cache, { recursive: true });
  const outDir = await mkdtemp(join(cache, 'build-'));
  const own: InlineConfig = { configFile: false, logLevel: 'error', build: { outDir, sourcemap: false } };
  const merged = mergeConfig(config, own) as InlineConfig;
  const programs = merged.build?.rolldownOptions?.input as Record<string, string>;
  const entries = Object.fromEntries(Object.entries(programs).filter(([name]) => name !== 'main'));
  await build({
    ...merged,
    build: { ...merged.build, rolldownOptions: { ...merged.build?.rolldownOptions, input: entries } },
  });
  return { path: join(outDir, 'cli.js'), remove: () => rm(outDir, { recursive: true }) };
}
