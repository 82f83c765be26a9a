import type { KnownHost } from '../../../shared/model/known-host.ts';
import type { TunnelOptions } from '../../../shared/model/tunnel-options.ts';
import type { SecretsPort } from '../ports.ts';
import type { Carrier, CarrierEvents } from './carrier.ts';
import { createLanCarrier, type LanParts } from './lan/lan-carrier.ts';
import { createNgrokCarrier } from './ngrok-carrier.ts';
import type { ProcessParts } from './process-carrier.ts';
import type { SessionTimings } from './protocol.ts';
import { createSshCarrier } from './ssh/ssh-carrier.ts';

export interface CarrierParts extends Omit<ProcessParts, 'timings'>, Omit<LanParts, 'clock'> {
  secrets: Pick<SecretsPort, 'get'>;
  /** The port on 127.0.0.1 that public requests are passed to; asked for at each try. */
  ingressPort: () => number;
  /** SSH servers whose key the user has confirmed, as of now. */
  knownHosts: () => readonly KnownHost[];
  timings?: Partial<SessionTimings>;
}

/** A dead server shows after two missed beats: twice the sum of both. */
const defaultTimings: SessionTimings = {
  heartbeatIntervalSeconds: 10,
  heartbeatToleranceSeconds: 5,
  connectTimeoutMs: 15_000,
  listenTimeoutMs: 10_000,
};

/** Chooses the way to carry a tunnel by its provider. */
export function createCarriers(parts: CarrierParts) {
  const processParts = { ...parts, timings: { ...defaultTimings, ...parts.timings } };
  return (options: TunnelOptions, events: CarrierEvents): Carrier => {
    switch (options.provider) {
      case 'ngrok':
        return createNgrokCarrier(options, processParts, events);
      case 'ssh':
        return createSshCarrier(options, processParts, events);
      case 'lan':
        return createLanCarrier(options, parts, events);
    }
  };
}
