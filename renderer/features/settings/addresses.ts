import type { SettingsChange } from '../../../shared/model/settings.ts';
import type { ParsedSetting } from './use-setting.ts';
import { wholeNumberIn } from './units.ts';

/** Whether only this machine can reach a host: 127.0.0.0/8, ::1 and localhost. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase();
  return /^127(?:\.\d{1,3}){3}$/.test(name) || name === '::1' || name === 'localhost';
}

/** A port as it is typed. */
export function parsePort(text: string, changeOf: (port: number) => SettingsChange): ParsedSetting {
  const port = wholeNumberIn(text);
  return port === undefined || port > 65_535
    ? { problem: 'A port is a whole number from 0 to 65535.' }
    : { change: changeOf(port) };
}
