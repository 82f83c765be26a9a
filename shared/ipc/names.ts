/** The IPC channels between main and renderer. */
export const CALL_CHANNEL = 'hookbench:call';
export const EVENTS_CHANNEL = 'hookbench:events';
