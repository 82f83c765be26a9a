import type { Log } from '../engine/ports.ts';

/** Lines on standard error: what a terminal, a journal or a test shows. */
export const stderrLog: Log = {
  info: (message) => write('info', message),
  warn: (message) => write('warn', message),
  error: (message, error) => write('error', error === undefined ? message : `${message}: ${describe(error)}`),
};

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(error);
}

function write(level: string, message: string): void {
  process.stderr.write(`${new Date().toISOString()} ${level} ${message}\n`);
}
