import type { BodySource } from '../../shared/model/body.ts';
import type { ControlStatus } from '../../shared/model/status.ts';
import type { Settings } from '../../shared/model/settings.ts';
import type { HookbenchEvent } from '../../shared/ipc/events.ts';
import type { Handlers } from './commands/handlers.ts';
import type { ForwardOptions } from './forwarding.ts';
import type { Clock, Dispose, Ids, Log, SecretsPort, SettingsPort, SpawnTunnelProcess } from './ports.ts';

/** The workbench without a window. */
export interface Engine {
  readonly handlers: Handlers;
  /** Every event from now on, in order, in the turn it was published. */
  subscribe(listener: (event: HookbenchEvent) => void): Dispose;
  /** The number of the last event published. */
  readonly lastSeq: number;
  /** The local capture listener's address, `http://127.0.0.1:4567`. */
  readonly captureUrl: string;
  /** The whole stored body as a stream, its content codings undone if asked; `undefined` when there is none. */
  openBody(source: BodySource, isDecoded?: boolean): Promise<AsyncIterable<Uint8Array> | undefined>;
  /**
   * An endpoint of a bin with the tokens that its guards ask for, as far as a URL can carry them: for the clipboard of its
   * owner, and for nothing else.
   */
  guardedUrl(binId: string, url: string): Promise<string>;
  /** The authority that vouches for HTTPS here, PEM; `undefined` when there is none. */
  authorityPem(): string | undefined;
  /** Stops listening, ends deliveries and the tunnel, and closes the store. */
  close(): Promise<void>;
}

/** The control server, as the engine sees it: something a setting switches. */
export interface ControlPort {
  status(): ControlStatus;
  /** Starts, moves or stops it; resolves with how it is then, and never rejects. */
  apply(settings: Settings['control']): Promise<ControlStatus>;
}

/** What the engine is made of: its ports, and the programs built beside it. */
export interface EngineOptions {
  version: string;
  /** Holds the store; made when missing. No other engine may have it open. */
  dataDir: string;
  clock: Clock;
  ids: Ids;
  log: Log;
  settings: SettingsPort;
  secrets: SecretsPort;
  spawnTunnelProcess: SpawnTunnelProcess;
  control: ControlPort;
  storeWorkerPath: string;
  decodeWorkerPath: string;
  computeWorkerPath: string;
  /** Passes every captured request on and answers with the reply to that. */
  forward?: ForwardOptions;
  /** True takes any free port where the one set is in use, and says so, rather than refuse to start. */
  isPortFallbackAllowed?: boolean;
  /** The computer's addresses in its networks; as the system says unless given. */
  localAddresses?(): string[];
}
