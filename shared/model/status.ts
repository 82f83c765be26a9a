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

/** How secrets are kept. `basic_text` is Linux without a keyring: obfuscated, not encrypted. */
export const SecretBackend = z.enum(['keychain', 'basic_text', 'environment', 'file']);
export type SecretBackend = z.infer<typeof SecretBackend>;

export const SecretName = z.enum(['ngrok.authtoken']);
export type SecretName = z.infer<typeof SecretName>;

/** Which secrets exist; never their values. */
export const SecretStatus = z.strictObject({
  backend: SecretBackend,
  /** Shown where secrets are entered, when they are not safe at rest. */
  warning: z.string().optional(),
  names: z.array(SecretName),
});
export type SecretStatus = z.infer<typeof SecretStatus>;

/** Disk space used. */
export const StoreUsage = z.strictObject({
  sizeBytes: z.int().nonnegative(),
  freeBytes: z.int().nonnegative(),
});
export type StoreUsage = z.infer<typeof StoreUsage>;
