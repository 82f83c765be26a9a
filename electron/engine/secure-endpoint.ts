import { CommandError } from '../../shared/ipc/envelope.ts';
import type { EventBody } from '../../shared/ipc/events.ts';
import type { HttpsStatus } from '../../shared/model/https.ts';
import type { Settings, SettingsChange } from '../../shared/model/settings.ts';
import type { CaptureServer } from './capture/capture-server.ts';
import type { CaptureListener } from './capture/listener.ts';
import { createCertificates } from './certificates/certificates.ts';
import { localAddresses } from './certificates/local-addresses.ts';
import { httpsCommands } from './commands/https.ts';
import type { HandlersOf } from './commands/handlers.ts';
import type { Clock, Dispose, Log } from './ports.ts';

interface SecureEndpointDeps {
  capture: Pick<CaptureServer, 'listen'>;
  dataDir: string;
  /** The computer's addresses in its networks; as the system says unless given. */
  addresses: (() => string[]) | undefined;
  clock: Clock;
  log: Log;
  publish(event: EventBody): void;
}

/** HTTPS on this computer: a listener beside the plain one, with a certificate that is kept valid. */
export interface SecureEndpoint {
  status(): HttpsStatus;
  /** The authority's certificate, PEM; `undefined` when there is none. */
  authorityPem(): string | undefined;
  handlers(updateSettings: (change: SettingsChange) => Promise<unknown>): HandlersOf<'https'>;
  /** As the settings were when the program ended. What goes wrong is told in the status; never rejects. */
  open(capture: Settings['capture']): Promise<void>;
  /** Starts, moves or stops it; rejects with `CommandError('unavailable')`, and nothing has changed then. */
  apply(capture: Settings['capture']): Promise<void>;
  close(): Promise<void>;
}

/** How often it is looked whether the certificate is due, or the computer is in another network. */
const CHECK_MS = 60_000;

export function createSecureEndpoint(deps: SecureEndpointDeps): SecureEndpoint {
  const { capture, dataDir, clock, log, publish } = deps;
  const certificates = createCertificates({ dataDir, clock, addresses: deps.addresses ?? localAddresses });
  let listener: CaptureListener | undefined;
  let wanted: Pick<Settings['capture'], 'host' | 'httpsPort' | 'isHttpsEnabled'> | undefined;
  let problem: string | undefined;
  let stopChecking: Dispose | undefined;

  const status = (): HttpsStatus => ({
    isEnabled: wanted?.isHttpsEnabled ?? false,
    isListening: listener !== undefined,
    host: listener?.host ?? wanted?.host ?? '127.0.0.1',
    port: listener?.port ?? 0,
    ...(problem === undefined ? {} : { problem }),
    ...certificates.describe(),
  });
  const changed = () => publish({ type: 'https.changed', https: status() });

  const check = () => {
    stopChecking = clock.after(CHECK_MS, () => {
      certificates.refresh().then(
        (isRenewed) => {
          if (isRenewed) changed();
        },
        (error: unknown) => log.error('The certificate could not be renewed.', error),
      );
      check();
    });
  };
  const stop = async () => {
    stopChecking?.();
    const former = listener;
    listener = undefined;
    await former?.close();
  };
  const listen = async ({ host, httpsPort }: Settings['capture']) => {
    await certificates.refresh().catch((error: unknown) => {
      throw unusable(error);
    });
    const { authority } = certificates.describe();
    if (authority !== undefined && authority.expiresAt <= clock.now())
      throw new CommandError('unavailable', EXPIRED);
    return capture.listen({ host, port: httpsPort, via: 'local', tls: certificates });
  };
  const isSame = (a: Settings['capture'], b = wanted) =>
    b !== undefined &&
    a.isHttpsEnabled === b.isHttpsEnabled &&
    a.host === b.host &&
    (a.httpsPort === b.httpsPort || (a.httpsPort === 0 && listener !== undefined));

  const apply = async (next: Settings['capture']) => {
    const isListeningAsWanted = listener !== undefined || !next.isHttpsEnabled;
    if (isSame(next) && isListeningAsWanted) return;
    if (!next.isHttpsEnabled) {
      await stop();
    } else {
      // On another host the same port may be held by our own listener.
      const former = listener;
      const mustCloseFirst = former !== undefined && former.port === next.httpsPort;
      if (mustCloseFirst) await stop();
      const opened = await listen(next).catch(async (error: unknown) => {
        if (mustCloseFirst && wanted !== undefined) {
          listener = await capture.listen({
            host: former.host,
            port: former.port,
            via: 'local',
            tls: certificates,
          });
          check();
        }
        throw error;
      });
      if (!mustCloseFirst) await stop();
      listener = opened;
      check();
    }
    wanted = next;
    problem = undefined;
    changed();
  };

  /** Stops it, and forgets the authority for good. */
  const removeAuthority = async () => {
    await stop();
    await certificates.remove();
    if (wanted !== undefined) wanted = { ...wanted, isHttpsEnabled: false };
    problem = undefined;
    changed();
  };

  return {
    status,
    authorityPem: () => certificates.authorityPem(),
    handlers: (updateSettings) =>
      httpsCommands({
        status,
        authorityPem: () => certificates.authorityPem(),
        removeAuthority,
        updateSettings,
      }),
    async open(settings) {
      wanted = settings;
      try {
        await certificates.load();
      } catch (error) {
        problem = unusable(error).message;
        log.warn(problem);
        return;
      }
      if (!settings.isHttpsEnabled) return;
      try {
        listener = await listen(settings);
        check();
      } catch (error) {
        problem = error instanceof Error ? error.message : String(error);
        log.warn(problem);
      }
    },
    apply,
    close: stop,
  };
}

const EXPIRED = 'The certificate authority has expired. Remove it, and enable HTTPS to have a new one made.';

const unusable = (error: unknown): CommandError =>
  new CommandError(
    'unavailable',
    `The certificate authority can’t be used: ${error instanceof Error ? error.message : String(error)}. Remove it, and enable HTTPS to have a new one made.`,
  );
