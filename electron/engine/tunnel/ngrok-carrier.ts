import type { NgrokOptions } from '../../../shared/model/tunnel-options.ts';
import type { SecretsPort } from '../ports.ts';
import type { Carrier, CarrierEvents } from './carrier.ts';
import { explainProblem, type TunnelProblem } from './errors.ts';
import { createProcessCarrier, type ProcessParts } from './process-carrier.ts';
import { readStartValues, type StartValues } from './start-values.ts';

/** A session that was lost without a word can hold its domain for a while: until the service misses its heartbeats. */
const domainHeldMs = 60_000;

/** The native client of ngrok. Without a domain of its own it asks for the last random one again, so that the URL stays. */
export function createNgrokCarrier(
  options: NgrokOptions,
  parts: ProcessParts & { secrets: Pick<SecretsPort, 'get'>; ingressPort: () => number },
  events: CarrierEvents,
): Carrier {
  const { clock, timings } = parts;
  let values: StartValues | undefined;
  let lastDomain: string | undefined;
  let hasBeenOnline = false;
  let troubleSinceAt: number | undefined;

  /** The domain was our own wish, to keep the URL: when it can't be had, any other will do. */
  const isOnlyAboutLastDomain = (problem: TunnelProblem): boolean => {
    if (lastDomain === undefined || options.domain !== undefined || problem.kind !== 'permanent')
      return false;
    if (!problem.error.code.startsWith('ERR_NGROK_')) return false;
    const troubleAgeMs = clock.now() - (troubleSinceAt ?? clock.now());
    return problem.error.code !== 'ERR_NGROK_334' || !hasBeenOnline || troubleAgeMs > domainHeldMs;
  };

  return createProcessCarrier(parts, events, {
    async prepare() {
      hasBeenOnline = false;
      troubleSinceAt = undefined;
      const read = await readStartValues(options, parts.secrets);
      if ('problem' in read) return read.problem;
      values = read.values;
      return undefined;
    },
    request() {
      const ingressPort = parts.ingressPort();
      if (values === undefined || ingressPort < 1) return undefined;
      return {
        type: 'open',
        provider: 'ngrok',
        ...values,
        serverAddr: options.serverAddr,
        domain: options.domain ?? lastDomain,
        trafficPolicy: options.trafficPolicy,
        ingressPort,
        ...timings,
      };
    },
    onOnline(publicUrl) {
      if (options.domain === undefined) lastDomain = hostnameOf(publicUrl);
      hasBeenOnline = true;
      troubleSinceAt = undefined;
      events.onOnline(publicUrl);
    },
    onProblem(raw, type) {
      troubleSinceAt ??= clock.now();
      const problem = explainProblem(raw, values?.authtoken);
      if (type === 'refused' && isOnlyAboutLastDomain(problem)) {
        lastDomain = undefined;
        events.onRetry();
      } else events.onTrouble(problem);
    },
  });
}

function hostnameOf(publicUrl: string): string | undefined {
  return URL.canParse(publicUrl) ? new URL(publicUrl).hostname : undefined;
}
