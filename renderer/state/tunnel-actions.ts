import { create } from 'zustand';
import { NGROK_AUTHTOKEN } from '../../shared/model/secret.ts';
import { tunnelsOf, withFirst, withTunnels } from '../../shared/model/tunnel-list.ts';
import type { TunnelOptions } from '../../shared/model/tunnel-options.ts';
import { call } from '../host/call.ts';
import { attempt, notify } from './notices.ts';
import { workbench } from './workbench.ts';

/** What asks for something before a tunnel can start; one at a time. */
export type TunnelQuestion =
  | { kind: 'authtoken' }
  /** Whether to open the listener to the network. */
  | { kind: 'lan'; options: Extract<TunnelOptions, { provider: 'lan' }> }
  | { kind: 'ngrokCommand'; text: string };

/** The question that is open in the window. */
export const useTunnelQuestion = create<{ question: TunnelQuestion | undefined }>(() => ({
  question: undefined,
}));

export const ask = (question: TunnelQuestion): void => useTunnelQuestion.setState({ question });
export const closeQuestion = (): void => useTunnelQuestion.setState({ question: undefined });

/** Starts with these options, without a question. */
export const startNow = (options: TunnelOptions) =>
  attempt('The tunnel was not started', () => call('tunnel.start', options));

export const stopTunnel = () => attempt('The tunnel was not stopped', () => call('tunnel.stop', {}));

/** Starts the one that is set up first, after the question that it raises. */
export function startTunnel(): void {
  const { settings, secrets } = workbench();
  const { tunnel } = settings;
  if (tunnel.provider === 'lan') ask({ kind: 'lan', options: tunnel });
  else if (tunnel.provider === 'ngrok' && !secrets.secrets.some(({ name }) => name === NGROK_AUTHTOKEN)) {
    ask({ kind: 'authtoken' });
  } else void startNow(tunnel);
}

/** Makes another of those that are set up the first. One that runs is replaced by it. */
export async function chooseTunnel(index: number): Promise<void> {
  const { settings, tunnel } = workbench();
  const changed = await attempt('The tunnel was not changed', () =>
    call('settings.update', withFirst(settings, index)),
  );
  if (changed === undefined || tunnel.state === 'stopped' || tunnel.state === 'failed') return;
  await stopTunnel();
  startTunnel();
}

/** Adds one, to be started first. */
export const addTunnel = (options: TunnelOptions) =>
  call('settings.update', withTunnels([options, ...tunnelsOf(workbench().settings)].slice(0, 6)));

/** Takes back what the last ngrok command set up. */
export const undoNgrokCommand = () =>
  void attempt('The ngrok command was not taken back', async () => {
    await call('ngrokCommand.undo', {});
    notify('The ngrok command was taken back');
  });
