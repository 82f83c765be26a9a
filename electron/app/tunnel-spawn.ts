import { utilityProcess } from 'electron';
import type { ChildProcess, SpawnTunnelProcess } from '../engine/ports.ts';

/** The tunnel's program in a process of its own: the native client in it can abort without taking the app along. */
export function createTunnelSpawn(programPath: string): SpawnTunnelProcess {
  return (): ChildProcess => {
    const child = utilityProcess.fork(programPath, [], { serviceName: 'Hookbench tunnel', stdio: 'ignore' });
    return {
      get pid() {
        return child.pid;
      },
      postMessage: (message) => child.postMessage(message),
      onMessage(listener) {
        child.on('message', listener);
        return () => void child.off('message', listener);
      },
      onExit(listener) {
        child.on('exit', listener);
        return () => void child.off('exit', listener);
      },
      kill: () => void child.kill(),
    };
  };
}
