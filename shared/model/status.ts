import { z } from 'zod';

/** The capture listener. */
export const Listener = z.strictObject({
  isListening: z.boolean(),
  host: z.string(),
  port: z.int(),
  /** Why it does not listen, or listens elsewhere than asked. */
  problem: z.string().optional(),
});
export type Listener = z.infer<typeof Listener>;

/** The control server; `url` and `token` only while it runs. The token is never part of an event or a snapshot. */
export const ControlStatus = z.strictObject({
  isRunning: z.boolean(),
  url: z.string().optional(),
  problem: z.string().optional(),
});
export type ControlStatus = z.infer<typeof ControlStatus>;

/** Whether requests can be stored; while they can't, senders get 503. */
export const StoreHealth = z.strictObject({
  isAccepting: z.boolean(),
  /** One sentence: what is wrong and what to do. */
  problem: z.string().optional(),
  sinceAt: z.int(),
  /** Requests refused with 503 since then. */
  refusedCount: z.int().nonnegative(),
});
export type StoreHealth = z.infer<typeof StoreHealth>;

/** Disk space used. */
export const StoreUsage = z.strictObject({
  sizeBytes: z.int().nonnegative(),
  freeBytes: z.int().nonnegative(),
});
export type StoreUsage = z.infer<typeof StoreUsage>;
