import { inspect } from 'node:util';
import type { Log } from '../engine/ports.ts';
import { visibleText } from './visible-text.ts';

/** One line per message on standard error; standard output belongs to what the command reports. */
export function createStderrLog(): Log {
  return {
    info: (message) => write('info', message),
    warn: (message) => write('warning', message),
    error(message, error) {
      const cause = error instanceof Error ? (error.stack ?? error.message) : inspect(error);
      write('error', error === undefined ? message : `${message}: ${cause}`);
    },
  };
}

function write(level: string, message: string): void {
  const [first = '', ...rest] = message.split('\n').map(visibleText);
  const text = [`${new Date().toISOString()} ${level}: ${first}`, ...rest].join('\n');
  process.stderr.write(`${text}\n`);
}
