import Conf from 'conf';
import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { Settings } from '../../shared/model/settings.ts';
import type { Log, SettingsPort } from '../engine/ports.ts';

/** What flags say about this run. */
export interface SettingsOverrides {
  capture?: Partial<Settings['capture']>;
  control?: Partial<Settings['control']>;
}

interface Shape extends Record<string, unknown> {
  settings?: unknown;
}

/**
 * Settings in `settings.json` of the data folder, as the desktop app keeps them. A file that makes no sense is moved
 * aside, never overwritten. `overrides` hold until this process ends, or until a setting they cover is changed on
 * purpose, and are not written.
 */
export function openSettingsFile(dataDir: string, overrides: SettingsOverrides, log: Log): SettingsPort {
  const { file, settings } = open(dataDir, log);
  let stored = settings;
  const laid = { capture: { ...overrides.capture }, control: { ...overrides.control } };
  let effective = lay(stored);

  function lay(base: Settings): Settings {
    return {
      ...base,
      capture: { ...base.capture, ...laid.capture },
      control: { ...base.control, ...laid.control },
    };
  }

  return {
    read: () => effective,
    write(next) {
      stored = {
        ...next,
        capture: withoutLaid(next.capture, stored.capture, laid.capture),
        control: withoutLaid(next.control, stored.control, laid.control),
      };
      file.set('settings', stored);
      effective = lay(stored);
    },
  };
}

/** What to store of a section: where it still says what a flag said, what was stored; any change ends that flag. */
function withoutLaid<Section extends object>(
  next: Section,
  stored: Section,
  laid: Partial<Section>,
): Section {
  const result = { ...next };
  for (const key of Object.keys(laid) as (keyof Section)[]) {
    if (next[key] === laid[key]) result[key] = stored[key];
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a key of a literal made above
    else delete laid[key];
  }
  return result;
}

function open(dataDir: string, log: Log): { file: Conf<Shape>; settings: Settings } {
  const options = { cwd: dataDir, configName: 'settings' };
  let why: string;
  try {
    const file = new Conf<Shape>(options);
    const parsed = Settings.safeParse(file.get('settings') ?? {});
    if (parsed.success) return { file, settings: parsed.data };
    const [issue] = parsed.error.issues;
    why = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    why = 'it is not JSON';
  }
  const path = join(dataDir, 'settings.json');
  const aside = `${path}.damaged-${Date.now()}`;
  renameSync(path, aside);
  log.warn(`settings.json makes no sense (${why}); it is kept as ${aside}, and the defaults are used`);
  return { file: new Conf<Shape>(options), settings: Settings.parse({}) };
}
