import { fork } from 'node:child_process';
import type { ChildProcess, SpawnTunnelProcess } from '../engine/ports.ts';

/** The tunnel's program in a child process: the native client in it can abort without taking the engine along. */
export function createTunnelSpawn(programPath: string): SpawnTunnelProcess {
  return (): ChildProcess => {
    // The token travels in a message; what the child inherits could be read by whoever lists processes.
    const env = { ...process.env };
    delete env['NGROK_AUTHTOKEN'];
    // Nothing of it on our own output: that is read by programs.
    const child = fork(programPath, [], { env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    return {
      get pid() {
        return child.pid;
      },
      postMessage(message) {
        // To a process that has just ended this fails, and its exit is reported anyway.
        if (child.connected) child.send(message as object, () => {});
      },
      onMessage(listener) {
        child.on('message', listener);
        return () => void child.off('message', listener);
      },
      onExit(listener) {
        const onError = () => listener(null);
        child.once('exit', listener);
        child.once('error', onError);
        return () => {
          child.off('exit', listener);
          child.off('error', onError);
        };
      },
      kill: () => void child.kill('SIGKILL'),
    };
  };
}
