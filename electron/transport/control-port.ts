import type { ControlStatus } from '../../shared/model/status.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { ControlPort, Engine } from '../engine/engine-types.ts';
import type { Clock, Log } from '../engine/ports.ts';
import { newControlToken } from './control-access.ts';
import { createControlServer, type ControlServer } from './control-server.ts';
import type { Dispatch } from './dispatcher.ts';

interface Served {
  dispatch: Dispatch;
  engine: Pick<Engine, 'subscribe' | 'openBody' | 'lastSeq'>;
}

/** The control server as something that is switched on, off and to another port. */
export interface SwitchedControl extends ControlPort {
  /** The bearer token while the server runs: one for the whole run, so that a move does not change it. */
  token(): string | undefined;
  /**
   * Gives it the engine to serve, which itself is made with this port, and does what the settings say. Before that
   * nothing listens.
   */
  connect(served: Served, settings: Settings['control']): Promise<ControlStatus>;
  close(): Promise<void>;
}

export function createControlPort(options: { log: Log; clock: Clock }): SwitchedControl {
  const { log, clock } = options;
  const token = newControlToken();
  let served: Served | undefined;
  let wanted: Settings['control'] = { isEnabled: false, port: 0 };
  let running: { server: ControlServer; port: number; url: string } | undefined;
  let problem: string | undefined;
  let turn: Promise<unknown> = Promise.resolve();

  const status = (): ControlStatus => ({
    isRunning: running !== undefined,
    ...(running === undefined ? {} : { url: running.url }),
    ...(problem === undefined ? {} : { problem }),
  });

  const stop = (): Promise<void> => {
    const stopped = running;
    running = undefined;
    return stopped?.server.close() ?? Promise.resolve();
  };

  const start = async (host: Served, port: number) => {
    const server = createControlServer({ ...host, log, clock, token });
    const { url } = await server.listen({ port });
    return { server, port, url };
  };

  const reconcile = async (): Promise<ControlStatus> => {
    problem = undefined;
    if (served === undefined) return status();
    if (!wanted.isEnabled) {
      // Not awaited: the request that switches the server off waits for this, and is itself under way at it.
      void stop();
      return status();
    }
    if (running?.port === wanted.port) return status();
    try {
      // The new place first, so that a taken port leaves the server where it was.
      const moved = await start(served, wanted.port);
      void stop();
      running = moved;
      log.info(`The control server listens at ${moved.url}`);
    } catch (error) {
      problem = sentence(error, wanted.port, running?.url);
      log.warn(problem);
    }
    return status();
  };

  /** One change at a time, in the order asked for. */
  const inTurn = (run: () => Promise<ControlStatus>): Promise<ControlStatus> => {
    const result = turn.then(run);
    turn = result;
    return result;
  };

  return {
    status,
    token: () => (running === undefined ? undefined : token),
    apply: (settings) =>
      inTurn(() => {
        wanted = { ...settings };
        return reconcile();
      }),
    connect: (host, settings) =>
      inTurn(() => {
        served = host;
        wanted = { ...settings };
        return reconcile();
      }),
    async close() {
      await turn;
      served = undefined;
      await stop();
    },
  };
}

function sentence(error: unknown, port: number, stillAt: string | undefined): string {
  const code = (error as NodeJS.ErrnoException).code;
  const still = stillAt === undefined ? '' : ` It stays at ${stillAt}.`;
  if (code === 'EADDRINUSE') {
    return `Port ${port} is taken by another program: choose another port for the control server, or 0 for any free one.${still}`;
  }
  if (code === 'EACCES') {
    return `Port ${port} needs special rights: choose a port from 1024 up for the control server.${still}`;
  }
  return `The control server could not listen on port ${port} (${code ?? String(error)}).${still}`;
}
