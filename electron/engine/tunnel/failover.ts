import { isDeepStrictEqual } from 'node:util';
import { nameOfTunnel } from '../../../shared/model/tunnel-name.ts';
import type { Settings } from '../../../shared/model/settings.ts';
import type { Tunnel } from '../../../shared/model/tunnel.ts';
import type { TunnelOptions } from '../../../shared/model/tunnel-options.ts';
import type { EventBody } from '../../../shared/ipc/events.ts';
import type { Clock, Dispose, Log } from '../ports.ts';
import type { TunnelControl } from './tunnel.ts';

export interface FailoverParts {
  clock: Clock;
  log: Log;
  /** Asked for at each trouble. */
  standby: () => Settings['standby'];
  makeTunnel: (onChange: () => void) => TunnelControl;
  publish: (event: Extract<EventBody, { type: 'tunnel.changed' | 'tunnel.tookOver' }>) => void;
}

/** A tunnel that runs, or is tried. */
interface Leg {
  options: TunnelOptions;
  control: TunnelControl;
}

/** So long a tunnel may be in trouble before another is tried: a short break is no reason to change the URL. */
const reconnectingPatienceMs = 4_000;
const startingPatienceMs = 6_000;
/** So long one that stands by has to come online before the next is tried. */
const tryForMs = 6_000;
/** After all of them were tried in vain. */
const restMs = 10_000;

/**
 * The one tunnel of the app, which another takes over when it fails. The one that took over stays until it fails itself,
 * or until somebody starts or stops: a tunnel that comes and goes would change the URL each time.
 */
export function createFailover({ clock, log, standby, makeTunnel, publish }: FailoverParts): TunnelControl {
  const makeLeg = (options: TunnelOptions): Leg => {
    const leg: Leg = { options, control: makeTunnel(() => onChange(leg)) };
    return leg;
  };
  /** What was asked for. */
  let wanted: TunnelOptions = { provider: 'ngrok' };
  let lead = makeLeg(wanted);
  let helper: Leg | undefined;
  let standsInFor: Tunnel['standsInFor'];
  let standbyProblem: Tunnel['standbyProblem'];
  let nextIndex = 0;
  let cancelWait: Dispose | undefined;
  let published: Tunnel = lead.control.status();
  const ending = new Set<Promise<unknown>>();

  const status = (): Tunnel => ({
    ...lead.control.status(),
    ...(standsInFor === undefined ? {} : { standsInFor }),
    ...(helper === undefined ? {} : { trying: nameOfTunnel(helper.options) }),
    ...(standbyProblem === undefined ? {} : { standbyProblem }),
  });

  const tell = () => {
    const now = status();
    if (isDeepStrictEqual(now, published)) return;
    published = now;
    publish({ type: 'tunnel.changed', tunnel: now });
  };

  const end = ({ control }: Leg) => {
    const ended = control.close();
    ending.add(ended);
    void ended.finally(() => ending.delete(ended));
  };

  const endHelper = () => {
    const former = helper;
    helper = undefined;
    if (former !== undefined) end(former);
  };

  const settle = () => {
    cancelWait?.();
    cancelWait = undefined;
    endHelper();
    nextIndex = 0;
  };

  const wait = (ms: number) => {
    cancelWait?.();
    cancelWait = clock.after(ms, () => {
      cancelWait = undefined;
      tryNext();
    });
  };

  function onChange(leg: Leg): void {
    if (leg === lead) onLeadChange();
    else if (leg === helper) onHelperChange(leg);
    else return;
    tell();
  }

  function onLeadChange(): void {
    const { state } = lead.control.status();
    if (state === 'online' || state === 'stopped') {
      settle();
      standbyProblem = undefined;
    } else if (helper === undefined && state === 'failed') wait(0);
    else if (helper === undefined && cancelWait === undefined) {
      wait(state === 'starting' ? startingPatienceMs : reconnectingPatienceMs);
    }
  }

  /** Those that could take over from the lead: what was asked for comes first, then the others in their order. */
  const candidates = (): TunnelOptions[] => {
    const { isTakeoverOn, tunnels } = standby();
    if (!isTakeoverOn) return [];
    return [wanted, ...tunnels].filter((options) => !isDeepStrictEqual(options, lead.options));
  };

  function tryNext(): void {
    endHelper();
    const options = candidates()[nextIndex];
    if (options === undefined) {
      nextIndex = 0;
      if (candidates().length > 0) wait(restMs);
      tell();
      return;
    }
    nextIndex += 1;
    helper = makeLeg(options);
    wait(tryForMs);
    void helper.control.start(options);
    tell();
  }

  function onHelperChange(leg: Leg): void {
    const { state, error, hostKey } = leg.control.status();
    if (error !== undefined) {
      standbyProblem = { ...nameOfTunnel(leg.options), error, ...(hostKey === undefined ? {} : { hostKey }) };
    }
    if (state === 'online') takeOver(leg);
    else if (state === 'failed') wait(0);
  }

  function takeOver(leg: Leg): void {
    const former = lead;
    const { error } = former.control.status();
    const because = error === undefined ? {} : { error };
    helper = undefined;
    lead = leg;
    settle();
    end(former);
    const isBack = isDeepStrictEqual(leg.options, wanted);
    standsInFor = isBack ? undefined : { ...nameOfTunnel(wanted), ...because };
    standbyProblem = undefined;
    const [from, to] = [nameOfTunnel(former.options), nameOfTunnel(leg.options)];
    const { publicUrl } = leg.control.status();
    log.warn(`The ${to.provider} tunnel took over from ${from.provider}.`);
    publish({
      type: 'tunnel.tookOver',
      from,
      to,
      ...because,
      ...(publicUrl === undefined ? {} : { publicUrl }),
    });
  }

  const stop = async () => {
    settle();
    standsInFor = undefined;
    standbyProblem = undefined;
    const stopped = lead.control.stop();
    tell();
    await stopped;
    await Promise.all(ending);
    return status();
  };

  return {
    async start(options) {
      wanted = options;
      if (!isDeepStrictEqual(options, lead.options)) {
        settle();
        standbyProblem = undefined;
        lead.options = options;
      }
      standsInFor = undefined;
      await lead.control.start(options);
      tell();
      return status();
    },
    stop,
    status,
    async close() {
      settle();
      await lead.control.close();
      await Promise.all(ending);
    },
  };
}
