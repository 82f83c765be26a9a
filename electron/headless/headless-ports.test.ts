import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { defaultSettings } from '../../shared/model/settings.ts';
import type { Log } from '../engine/ports.ts';
import { defaultDataDir } from './data-dir.ts';
import { openSecrets } from './secrets.ts';
import { openSettingsFile } from './settings-file.ts';
import { visibleJson, visibleText } from './visible-text.ts';

let folder: string;
let warnings: string[];
const log: Log = { info: () => {}, warn: (message) => void warnings.push(message), error: () => {} };

beforeEach(async () => {
  warnings = [];
  folder = await mkdtemp(join(tmpdir(), 'hookbench-'));
});
afterEach(() => rm(folder, { recursive: true }));

describe('settings', () => {
  const onDisk = () =>
    JSON.parse(readFileSync(join(folder, 'settings.json'), 'utf8')) as { settings: unknown };

  test('without a file they are the defaults; what is written is there next time', () => {
    const settings = openSettingsFile(folder, {}, log);
    expect(settings.read()).toEqual(defaultSettings());
    const changed = { ...settings.read(), appearance: { theme: 'dark' as const } };
    settings.write(changed);
    expect(settings.read()).toEqual(changed);
    expect(openSettingsFile(folder, {}, log).read()).toEqual(changed);
    expect(warnings).toEqual([]);
  });

  test('flags hold for the run and are not written, unless the setting is changed on purpose', () => {
    const { capture } = defaultSettings();
    openSettingsFile(folder, {}, log).write({
      ...defaultSettings(),
      capture: { ...capture, host: '127.0.0.1', port: 5000, bodyLimitBytes: 2048 },
    });
    const settings = openSettingsFile(folder, { capture: { host: '0.0.0.0', port: 0 } }, log);
    expect(settings.read().capture).toEqual({
      ...capture,
      host: '0.0.0.0',
      port: 0,
      bodyLimitBytes: 2048,
    });
    settings.write({ ...settings.read(), appearance: { theme: 'dark' } });
    expect(onDisk().settings).toMatchObject({
      appearance: { theme: 'dark' },
      capture: { host: '127.0.0.1', port: 5000 },
    });
    expect(settings.read().capture).toMatchObject({ host: '0.0.0.0', port: 0 });
    settings.write({ ...settings.read(), capture: { ...settings.read().capture, port: 6000 } });
    expect(onDisk().settings).toMatchObject({ capture: { host: '127.0.0.1', port: 6000 } });
    expect(settings.read().capture).toMatchObject({ host: '0.0.0.0', port: 6000 });
  });

  test.each([
    '{"settings":',
    '{"settings":{"capture":{"port":"many"}}}',
    '{"settings":{"unknown":1}}',
    '{"settings":7}',
  ])('the damaged file %s is kept aside, and the defaults are used', (content) => {
    writeFileSync(join(folder, 'settings.json'), content);
    expect(openSettingsFile(folder, {}, log).read()).toEqual(defaultSettings());
    expect(warnings).toHaveLength(1);
    const [aside = ''] = readdirSync(folder).filter((name) => name.includes('damaged'));
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(content);
  });
});

describe('secrets', () => {
  const path = () => join(folder, 'secrets.json');

  test('the environment comes first and can not be changed', async () => {
    const secrets = openSecrets(folder, { NGROK_AUTHTOKEN: ' from-environment ' }, log);
    expect(secrets.backend).toBe('environment');
    expect(await secrets.get('ngrok.authtoken')).toBe('from-environment');
    expect(await secrets.list()).toEqual([{ name: 'ngrok.authtoken', ending: 'ment' }]);
    await expect(secrets.set('ngrok.authtoken', 'x')).rejects.toMatchObject({ code: 'unsupported' });
    await expect(secrets.delete('ngrok.authtoken')).rejects.toMatchObject({ code: 'unsupported' });
    expect(existsSync(path())).toBe(false);
  });

  test('otherwise they are in a file that only its owner can read', async () => {
    const secrets = openSecrets(folder, { NGROK_AUTHTOKEN: '' }, log);
    expect([secrets.backend, await secrets.list()]).toEqual(['file', []]);
    await secrets.set('ngrok.authtoken', 'from-file');
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    const again = openSecrets(folder, {}, log);
    expect([await again.get('ngrok.authtoken'), await again.list()]).toEqual([
      'from-file',
      [{ name: 'ngrok.authtoken', ending: '' }],
    ]);
    await again.delete('ngrok.authtoken');
    expect(await secrets.get('ngrok.authtoken')).toBeUndefined();
  });

  test.each([0o640, 0o604, 0o620, 0o666])('a file with mode %o is not used', async (mode) => {
    writeFileSync(path(), '{"ngrok.authtoken":"planted"}');
    chmodSync(path(), mode);
    const secrets = openSecrets(folder, {}, log);
    expect(await secrets.get('ngrok.authtoken')).toBeUndefined();
    expect(await secrets.list()).toEqual([]);
    await expect(secrets.set('ngrok.authtoken', 'x')).rejects.toMatchObject({ code: 'unavailable' });
    expect(warnings[0]).toContain(`chmod 600 ${path()}`);
    expect(warnings.join()).not.toContain('planted');
    chmodSync(path(), 0o600);
    expect(await secrets.get('ngrok.authtoken')).toBe('planted');
  });
});

test('the data folder is where each system keeps a user’s data', () => {
  expect(defaultDataDir('linux', {}, '/home/a')).toBe('/home/a/.local/share/hookbench-headless');
  expect(defaultDataDir('linux', { XDG_DATA_HOME: '/x' }, '/home/a')).toBe('/x/hookbench-headless');
  expect(defaultDataDir('linux', { XDG_DATA_HOME: 'x' }, '/home/a')).toBe(
    '/home/a/.local/share/hookbench-headless',
  );
  expect(defaultDataDir('darwin', {}, '/Users/a')).toBe(
    '/Users/a/Library/Application Support/hookbench-headless',
  );
  expect(defaultDataDir('win32', { APPDATA: '/r' }, '/a')).toBe('/r/hookbench-headless');
});

test('what could steer a terminal shows as escapes', () => {
  expect(visibleText('/a\u001b]0;title\u0007\u009b2J\r\n\u202eb\u200b\u{e0001}')).toBe(
    '/a\\x1b]0;title\\x07\\x9b2J\\x0d\\x0a\\u{202e}b\\u{200b}\\u{e0001}',
  );
  expect(visibleText('plain, žluť, 漢字, 🎉 \\')).toBe('plain, žluť, 漢字, 🎉 \\');
  const value = { a: '\u001b[2J\u009b\u007f\u202e\u{e0001}\u2028', b: 'žluť 🎉' };
  const line = visibleJson(value);
  expect(JSON.parse(line)).toEqual(value);

  expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u202e]|\u{e0001}/u);
  expect(line).toContain('žluť 🎉');
});
