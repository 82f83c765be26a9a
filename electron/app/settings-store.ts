import Store from 'electron-store';
import { existsSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { defaultSettings, Settings } from '../../shared/model/settings.ts';
import type { Log, SettingsPort } from '../engine/ports.ts';

/** Settings in `settings.json`. A file that can't be read is moved aside, never overwritten. */
export function createSettingsStore(dataDir: string, log: Log): SettingsPort {
  const store = openStore<{ settings?: unknown }>(dataDir, 'settings', log);
  return {
    read() {
      const parsed = Settings.safeParse(store.get('settings') ?? {});
      if (parsed.success) return parsed.data;
      log.warn(
        `settings.json holds values that make no sense (${parsed.error.issues[0]?.message ?? ''}); using defaults`,
      );
      return defaultSettings();
    },
    write: (settings) => store.set('settings', settings),
  };
}

/** Opens one electron-store file of the data folder. In a flat one, a dot in a key means itself and not nesting. */
export function openStore<Shape extends Record<string, unknown>>(
  dataDir: string,
  name: string,
  log: Log,
  { isFlat = false }: { isFlat?: boolean } = {},
): Store<Shape> {
  const options = { cwd: dataDir, name, accessPropertiesByDotNotation: !isFlat };
  try {
    return new Store<Shape>(options);
  } catch (error) {
    const file = join(dataDir, `${name}.json`);
    if (!(error instanceof SyntaxError) || !existsSync(file)) throw error;
    const aside = `${file}.damaged-${Date.now()}`;
    renameSync(file, aside);
    log.warn(`${name}.json was damaged; it is kept as ${aside}`);
    return new Store<Shape>(options);
  }
}
