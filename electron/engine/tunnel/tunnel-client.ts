import type { ChildProcess, Clock, SpawnTunnelProcess } from '../ports.ts';
import { FromTunnelProcess } from './protocol.ts';
import type { OpenTunnel, ToTunnelProcess } from './protocol.ts';

/** A running tunnel process. */
export interface TunnelClient {
  open(request: OpenTunnel): void;
  post(message: ToTunnelProcess): void;
  /**
   * Resolves when the process is gone. `politely`: it is asked to unbind the endpoint and leave, and killed when that
   * takes longer than 1.5 seconds. Nothing is reported any more from the call on.
   */
  end(how: 'politely' | 'at-once'): Promise<void>;
}

export interface TunnelClientHandlers {
  onMessage(message: FromTunnelProcess): void;
  /** It ended without being asked to. */
  onCrash(exitCode: number | null): void;
}

const endTimeoutMs = 1500;

/** Throws what `spawn` throws. */
export function startTunnelClient(
  spawn: SpawnTunnelProcess,
  clock: Clock,
  handlers: TunnelClientHandlers,
): TunnelClient {
  const child: ChildProcess = spawn();
  let isEnding = false;
  let hasExited = false;
  const waiting: (() => void)[] = [];
  const post = (message: ToTunnelProcess) => child.postMessage(message);

  child.onMessage((received) => {
    if (isEnding) return;
    const message = FromTunnelProcess.safeParse(received);
    if (message.success) handlers.onMessage(message.data);
  });
  child.onExit((exitCode) => {
    hasExited = true;
    for (const resume of waiting.splice(0)) resume();
    if (!isEnding) handlers.onCrash(exitCode);
  });

  return {
    open: post,
    post,
    async end(how) {
      isEnding = true;
      if (hasExited) return;
      const exited = new Promise<void>((resolve) => waiting.push(resolve));
      if (how === 'politely') post({ type: 'close' });
      const cancelKill = clock.after(how === 'politely' ? endTimeoutMs : 0, () => child.kill());
      await exited;
      cancelKill();
    },
  };
}
