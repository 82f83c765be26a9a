import { resolve } from 'node:path';
import type { CommandValue } from '../../shared/ipc/contract.ts';
import type { HookbenchEvent } from '../../shared/ipc/events.ts';
import { systemClock } from '../engine/clock.ts';
import { lockDataDir } from '../engine/data-dir-lock.ts';
import { createEngine } from '../engine/engine.ts';
import { uuidIds } from '../engine/ids.ts';
import type { Log } from '../engine/ports.ts';
import { spawnTunnelChild } from '../engine/tunnel/spawn-child.ts';
import { createControlPort } from '../transport/control-port.ts';
import { createDispatcher, type Dispatch } from '../transport/dispatcher.ts';
import { startTunnel } from './start-tunnel.ts';
import type { ListenOptions } from './command-line.ts';
import { defaultDataDir } from './data-dir.ts';
import type { Output } from './output.ts';
import type { Report } from './report.ts';
import { openSecrets } from './secrets.ts';
import { openSettingsFile, type SettingsOverrides } from './settings-file.ts';

/** The programs beside the built command. */
interface Programs {
  storeWorkerPath: string;
  decodeWorkerPath: string;
  computeWorkerPath: string;
  tunnelProcessPath: string;
}

export interface ListenPorts {
  version: string;
  programs: Programs;
  log: Log;
  output: Output;
  report: Report;
}

/** A running `hookbench listen`. */
export interface Listening {
  lastSeq(): number;
  /** Ends everything in order; what was accepted is on disk when it resolves. */
  close(): Promise<void>;
}

/** It can't start for a reason that the user can do something about; `message` says what. */
export class CannotListen extends Error {}

/** Runs the engine without a window. The ready line comes first, then every event from the moment the engine runs. */
export async function listen(options: ListenOptions, ports: ListenPorts): Promise<Listening> {
  const { log, output, report } = ports;
  const dataDir = resolve(options.dataDir ?? defaultDataDir());
  const closers: (() => void | Promise<void>)[] = [];
  const close = async () => {
    const failures: unknown[] = [];
    for (const step of closers.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        // The steps after it free what others may be waiting for.
        failures.push(error);
      }
    }
    if (failures.length > 0) throw failures[0];
  };

  try {
    closers.push(lockDataDir(dataDir));
    const settings = openSettingsFile(dataDir, overridesOf(options), log);
    const control = createControlPort({ log, clock: systemClock });
    const engine = await createEngine({
      version: ports.version,
      dataDir,
      clock: systemClock,
      ids: uuidIds,
      log,
      settings,
      secrets: openSecrets(dataDir, process.env, log),
      spawnTunnelProcess: spawnTunnelChild(ports.programs.tunnelProcessPath),
      // Without the control server there is no way in: it stays where the command line put it.
      control: { status: () => control.status(), apply: () => Promise.resolve(control.status()) },
      storeWorkerPath: ports.programs.storeWorkerPath,
      decodeWorkerPath: ports.programs.decodeWorkerPath,
      computeWorkerPath: ports.programs.computeWorkerPath,
      ...(options.forward === undefined ? {} : { forward: options.forward }),
    });
    const early: HookbenchEvent[] = [];
    let tell = (event: HookbenchEvent) => void early.push(event);
    // Let go of after the engine has closed, which is an event or two itself.
    closers.push(engine.subscribe((event) => tell(event)));
    closers.push(() => engine.close());
    refuseLoop(options.forward?.url, engine.captureUrl);

    const dispatch = createDispatcher(engine.handlers, log);
    closers.push(() => control.close());
    const { url, problem } = await control.connect({ dispatch, engine }, settings.read().control);
    const token = control.token();
    if (url === undefined || token === undefined)
      throw new CannotListen(problem ?? 'The control server did not start.');

    output.line(
      report.ready({ captureUrl: engine.captureUrl, controlUrl: url, token, dataDir, pid: process.pid }),
    );
    tell = (event) => {
      const line = report.event(event);
      if (line !== undefined) output.line(line);
    };
    early.forEach(tell);

    if (options.ngrokCommand === undefined) {
      void startTunnel(options.tunnel, { dispatch, settings: settings.read(), log });
    } else await applyNgrok(options.ngrokCommand, dispatch, ports);
    return { lastSeq: () => engine.lastSeq, close };
  } catch (error) {
    await close().catch((failure: unknown) => log.error('Closing failed', failure));
    throw error;
  }
}

/** Sets up what an ngrok command asks for, and tells what that is. */
async function applyNgrok(
  command: string,
  dispatch: Dispatch,
  { output, report }: ListenPorts,
): Promise<void> {
  const applied = await dispatch('ngrokCommand.apply', { command });
  if (!applied.ok) throw new CannotListen(applied.error.message);
  output.line(report.ngrokPlan(applied.value as CommandValue<'ngrokCommand.apply'>));
}

/** Forwarded to the capture listener itself, one request would become ever more. */
function refuseLoop(forwardUrl: string | undefined, captureUrl: string): void {
  if (forwardUrl === undefined) return;
  const [to, own] = [new URL(forwardUrl), new URL(captureUrl)];
  const isOwnName =
    to.hostname === own.hostname || /^(?:.+\.)?localhost$|^127\.|^\[::1?\]$|^0\.0\.0\.0$/.test(to.hostname);
  if (isOwnName && (to.port || '80') === (own.port || '80')) {
    throw new CannotListen(
      `--forward ${forwardUrl} is where Hookbench itself listens; give the address of your own code.`,
    );
  }
}

function overridesOf({ host, port, controlPort }: ListenOptions): SettingsOverrides {
  return {
    capture: { ...(host === undefined ? {} : { host }), ...(port === undefined ? {} : { port }) },
    control: { isEnabled: true, port: controlPort },
  };
}
