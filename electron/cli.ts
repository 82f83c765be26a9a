#!/usr/bin/env node
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandError } from '../shared/ipc/envelope.ts';
import { DataDirInUse } from './engine/data-dir-lock.ts';
import { StoreUnavailable } from './engine/ports.ts';
import { parseCommandLine, type ListenOptions } from './headless/command-line.ts';
import { helpTexts } from './headless/help.ts';
import { CannotListen, listen, type Listening } from './headless/listen.ts';
import { createOutput } from './headless/output.ts';
import { jsonReport, textReport } from './headless/report.ts';
import { createStderrLog } from './headless/stderr-log.ts';
import { visibleText } from './headless/visible-text.ts';

/** The command `hookbench`. Exit status: 0 ended cleanly, 1 could not run, 2 was called wrongly. */

const here = import.meta.dirname;
const closingLimitMs = 15_000;
const log = createStderrLog();

const commandLine = parseCommandLine(process.argv.slice(2));
switch (commandLine.kind) {
  case 'wrong':
    end(2, commandLine.message);
    break;
  case 'version':
    process.stdout.write(`${version()}\n`);
    break;
  case 'help':
    process.stdout.write(helpTexts[commandLine.topic]);
    break;
  case 'listen':
    await run(commandLine.options);
}

async function run(options: ListenOptions): Promise<void> {
  const report = options.isJson ? jsonReport : textReport;
  const ending = new AbortController();
  const running: { listening?: Listening; closing?: Promise<void> } = {};
  const output = createOutput(process.stdout, {
    onGone: finish,
    gapLine: () => report.gap(running.listening?.lastSeq() ?? 0),
  });

  /** While it still starts, the start itself comes back here when it is done. */
  function finish(): void {
    ending.abort();
    if (running.listening === undefined || running.closing !== undefined) return;
    setTimeout(() => end(1, 'Closing took too long; it was ended anyway.'), closingLimitMs).unref();
    running.closing = running.listening.close().then(() => output.flush());
    running.closing.then(
      () => process.exit(0),
      (error: unknown) => end(1, explain(error)),
    );
  }
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const) {
    // The file writer inside `conf` answers signals too: it raises them once more, which would end us half closed.
    process.removeAllListeners(signal);
    process.on(signal, () => {
      if (ending.signal.aborted) process.exit(status);
      finish();
    });
  }

  try {
    running.listening = await listen(options, {
      version: version(),
      programs: {
        storeWorkerPath: join(here, 'store-worker.js'),
        decodeWorkerPath: join(here, 'decode-worker.js'),
        computeWorkerPath: join(here, 'compute-worker.js'),
        tunnelProcessPath: join(here, 'tunnel-process.js'),
      },
      log,
      output,
      report,
    });
  } catch (error) {
    end(1, explain(error));
  }
  if (ending.signal.aborted) finish();
}

function explain(error: unknown): string {
  if (error instanceof DataDirInUse)
    return `${error.message}; end it, or choose another folder with --data-dir.`;
  if ([CannotListen, CommandError, StoreUnavailable].some((known) => error instanceof known)) {
    return (error as Error).message;
  }
  const { code, message } = error as NodeJS.ErrnoException;
  if (['EACCES', 'EPERM', 'EROFS', 'EEXIST', 'ENOTDIR', 'ENOSPC'].includes(code ?? '')) {
    return `The data folder can't be used (${message}); choose another with --data-dir.`;
  }
  return error instanceof Error ? (error.stack ?? message) : String(error);
}

function end(status: number, message: string): never {
  process.stderr.write(`hookbench: ${message.split('\n').map(visibleText).join('\n')}\n`);
  process.exit(status);
}

/** Of the package this file is in. */
function version(): string {
  for (let folder = here; folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (!existsSync(path)) continue;
    const found = JSON.parse(readFileSync(path, 'utf8')) as Record<string, unknown>;
    if (found['name'] === 'hookbench') return String(found['version']);
  }
  return 'unknown';
}
