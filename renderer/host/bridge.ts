import type { HookbenchBridge } from '../../shared/ipc/bridge.ts';

declare global {
  interface Window {
    readonly hookbench: HookbenchBridge;
  }
}

/** All that the window can ask of its host: what the preload script put there. */
export const bridge = (): HookbenchBridge => window.hookbench;
