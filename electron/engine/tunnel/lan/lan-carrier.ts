import { CommandError } from '../../../../shared/ipc/envelope.ts';
import type { LanOptions } from '../../../../shared/model/tunnel-options.ts';
import type { Clock, Dispose } from '../../ports.ts';
import type { Carrier, CarrierEvents } from '../carrier.ts';
import type { TunnelProblem } from '../errors.ts';
import { chooseAddress, type NetworkAddress } from './interfaces.ts';

/** An address opened for capture. */
export interface LanListener {
  readonly port: number;
  close(): Promise<void>;
}

export interface LanParts {
  clock: Clock;
  addresses: () => NetworkAddress[];
  /** Rejects with `CommandError('unavailable')` when the address can't be had. */
  listen: (host: string, port: number) => Promise<LanListener>;
  /** The port of the local listener: the same in the network is easiest to remember. */
  localPort: () => number;
}

/** How often it is looked whether the interface still has the address. */
const watchEveryMs = 2_000;

/** Makes the listener reachable at one address of one network, and at no other. */
export function createLanCarrier(options: LanOptions, parts: LanParts, events: CarrierEvents): Carrier {
  const { clock } = parts;
  let listener: LanListener | undefined;
  let closing: Promise<void> = Promise.resolve();
  let stopWatching: Dispose = () => undefined;
  let turn = 0;

  const find = () => chooseAddress(parts.addresses(), options.interfaceName, options.address);

  const unbind = () => {
    stopWatching();
    const former = listener;
    listener = undefined;
    if (former !== undefined) closing = Promise.all([closing, former.close()]).then(() => undefined);
  };

  const bind = async (address: string): Promise<LanListener> => {
    if (options.port !== undefined) return parts.listen(address, options.port);
    try {
      return await parts.listen(address, parts.localPort());
    } catch {
      return await parts.listen(address, 0);
    }
  };

  const watch = (address: string) => {
    stopWatching = clock.after(watchEveryMs, () => {
      if (find() === address) {
        watch(address);
        return;
      }
      unbind();
      events.onTrouble(gone(options));
    });
  };

  const tryOnce = async () => {
    const thisTurn = ++turn;
    await closing;
    const address = find();
    if (thisTurn !== turn) return;
    if (address === undefined) {
      events.onTrouble(gone(options));
      return;
    }
    try {
      const opened = await bind(address);
      if (thisTurn !== turn) {
        await opened.close();
        return;
      }
      listener = opened;
      watch(address);
      events.onOnline(`http://${address.includes(':') ? `[${address}]` : address}:${opened.port}`);
    } catch (error) {
      if (thisTurn === turn) events.onTrouble(unavailable(error));
    }
  };

  return {
    prepare: () => Promise.resolve(undefined),
    open: () => void tryOnce(),
    async end() {
      turn += 1;
      unbind();
      await closing;
    },
  };
}

/** A cable or a network that comes back is worth waiting for. */
function gone({ interfaceName, address }: LanOptions): TunnelProblem {
  const what = address === undefined ? 'no address' : `no address ${address}`;
  return {
    error: {
      code: 'interface_gone',
      message: `The network interface ${interfaceName} has ${what} now. Connect it again, or choose another in Settings → Tunnel.`,
    },
    kind: 'temporary',
  };
}

function unavailable(error: unknown): TunnelProblem {
  const message = error instanceof CommandError ? error.message : `Can’t listen there: ${String(error)}`;
  return { error: { code: 'address_unavailable', message }, kind: 'permanent' };
}
