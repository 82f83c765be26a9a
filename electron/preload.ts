import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';
import type { EventBatch, HookbenchBridge } from '../shared/ipc/bridge.ts';
import { CALL_CHANNEL, EVENTS_CHANNEL } from '../shared/ipc/names.ts';

const bridge: HookbenchBridge = {
  call: (name, input) => ipcRenderer.invoke(CALL_CHANNEL, name, input) as never,
  subscribe(listener) {
    const forward = (_event: IpcRendererEvent, batch: EventBatch) => listener(batch);
    ipcRenderer.on(EVENTS_CHANNEL, forward);
    return () => void ipcRenderer.off(EVENTS_CHANNEL, forward);
  },
  platform: process.platform,
};

contextBridge.exposeInMainWorld('hookbench', bridge);
