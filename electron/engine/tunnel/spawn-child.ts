import { fork } from 'node:child_process';
import type { SpawnTunnelProcess } from '../ports.ts';

/**
 * Starts the tunnel process as a plain Node process, for the headless command and tests. `programPath` is the built
 * `tunnel-process.js`. Its output is dropped: the native client prints to it, and may print secrets.
 */
export function spawnTunnelChild(programPath: string): SpawnTunnelProcess {
  return () => {
    const child = fork(programPath, {
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      // Not ours: a debugger's port can't be shared, and the token is sent as a message.
      execArgv: [],
      env: withoutAuthtoken(process.env),
    });
    const exitListeners = new Set<(exitCode: number | null) => void>();
    let hasEnded = false;
    const end = (exitCode: number | null) => {
      if (hasEnded) return;
      hasEnded = true;
      for (const listener of exitListeners) listener(exitCode);
    };
    child.on('exit', end);
    // Could not be started, or its channel broke.
    child.on('error', () => {
      if (child.pid === undefined) end(null);
      else child.kill('SIGKILL');
    });

    return {
      pid: child.pid,
      postMessage(message) {
        if (child.connected) child.send(message as object, () => undefined);
      },
      onMessage(listener) {
        child.on('message', listener);
        return () => void child.off('message', listener);
      },
      onExit(listener) {
        exitListeners.add(listener);
        return () => void exitListeners.delete(listener);
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
}

function withoutAuthtoken(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => name !== 'NGROK_AUTHTOKEN'));
}
