import type { Bin, BinSetup } from '../../shared/model/bin.ts';
import type { Exchange } from '../../shared/model/exchange.ts';
import { guardedUrl } from '../../shared/http/guarded-url.ts';
import { CommandError } from '../../shared/ipc/envelope.ts';
import type { EventBody } from '../../shared/ipc/events.ts';
import { createAdmission, type Admission } from './admission.ts';
import type { BinDirectory } from './bin-directory.ts';
import { guardCommands } from './commands/guards.ts';
import { handshakeCommands } from './commands/handshakes.ts';
import type { HandlersOf } from './commands/handlers.ts';
import { callUrl } from './handshake/call-url.ts';
import { confirmationDemand } from './handshake/confirmation.ts';
import { createHandshaking, type Handshaking } from './handshaking.ts';
import type { Clock, Log, SecretsPort, Store } from './ports.ts';
import { storedFacts } from './stored-facts.ts';

interface GateDeps {
  store: Store;
  bins: BinDirectory;
  secrets: SecretsPort;
  clock: Clock;
  log: Log;
  publish(event: EventBody): void;
}

/** What stands between a sender and a bin: its guards, and the handshakes that set it up. */
export interface Gate {
  admission: Admission;
  handshaking: Handshaking;
  handlers: HandlersOf<'guards'> & HandlersOf<'handshakes'>;
  /** An endpoint of a bin with the tokens that its guards ask for, as far as a URL can carry them. */
  guardedUrl(binId: string, url: string): Promise<string>;
  /** What of a set-up could never work, and where. */
  check(setup: Partial<BinSetup>): Promise<{ path: string; message: string }[]>;
}

export function createGate({ store, bins, secrets, clock, log, publish }: GateDeps): Gate {
  const handshaking = createHandshaking(secrets);
  const admission = createAdmission(secrets, handshaking, log);

  const wouldAnswer = async (bin: Bin, exchange: Exchange) => {
    const handshakes = { ...bin.handshakes, isEnabled: true, disallowed: [] };
    const facts = await storedFacts(store, exchange);
    const found = await handshaking.demand({ ...bin, handshakes }, { ...exchange, facts });
    return found === undefined ? undefined : { id: found.handshake.id, explanation: found.explanation };
  };

  return {
    admission,
    handshaking,
    handlers: {
      ...guardCommands({
        store,
        bins,
        problemsOf: (bin) => admission.problemsOf(bin),
        judge: (bin, guards, exchange) =>
          admission.judge(bin, guards, { ...exchange, facts: () => storedFacts(store, exchange) }),
      }),
      ...handshakeCommands({
        store,
        bins,
        clock,
        publish,
        wouldAnswer,
        confirmationOf: async (exchange) => confirmationDemand(await storedFacts(store, exchange)),
        call: (url) => callUrl(url, clock),
      }),
    },
    async guardedUrl(binId, url) {
      const bin = bins.get(binId);
      if (bin === undefined) throw new CommandError('not_found', `There is no bin ${binId}.`);
      const values = new Map<string, string>();
      for (const guard of bin.guards) {
        if (guard.kind === 'token' && guard.isEnabled) {
          values.set(guard.id, (await secrets.get(guard.secretName)) ?? '');
        }
      }
      return guardedUrl(url, bin.guards, ({ id }) => values.get(id) ?? '');
    },
    async check({ guards = [], handshakes }) {
      const problems = await admission.check(guards);
      return handshakes === undefined ? problems : [...problems, ...(await handshaking.check(handshakes))];
    },
  };
}
