import type { Settings, SettingsChange } from './settings.ts';
import type { NgrokOptions, TunnelOptions } from './tunnel-options.ts';

/** Every tunnel that is set up: the one that is started first, then those that stand by in their order. */
export const tunnelsOf = ({ tunnel, standby }: Pick<Settings, 'tunnel' | 'standby'>): TunnelOptions[] => [
  tunnel,
  ...standby.tunnels,
];

/** The change that makes these all there are; the first is started. */
export function withTunnels([tunnel, ...tunnels]: readonly TunnelOptions[]): SettingsChange {
  return tunnel === undefined ? {} : { tunnel, standby: { tunnels } };
}

/** The one at `index` becomes the one that is started; the others keep their order. */
export function withFirst(settings: Settings, index: number): SettingsChange {
  const tunnels = tunnelsOf(settings);
  const chosen = tunnels[index];
  if (chosen === undefined) return {};
  return withTunnels([chosen, ...tunnels.filter((_, at) => at !== index)]);
}

/** The one at `index` gets these options; without any it is taken away, unless it is the last. */
export function withOptions(
  settings: Settings,
  index: number,
  options: TunnelOptions | undefined,
): SettingsChange {
  const tunnels = tunnelsOf(settings);
  if (options === undefined)
    return tunnels.length < 2 ? {} : withTunnels(tunnels.filter((_, at) => at !== index));
  return withTunnels(tunnels.map((each, at) => (at === index ? options : each)));
}

/** How ngrok is set up, whether it is the one that is started or stands by. */
export function ngrokOf(settings: Pick<Settings, 'tunnel' | 'standby'>): NgrokOptions {
  return tunnelsOf(settings).find((options) => options.provider === 'ngrok') ?? { provider: 'ngrok' };
}
