import { z } from 'zod';
import { KnownHost } from './known-host.ts';
import { TunnelOptions } from './tunnel-options.ts';

const port = z.int().min(0).max(65_535);
const theme = z.enum(['system', 'light', 'dark']);
export const captureFields = {
  host: z.string().min(1).max(253),
  /** 0 takes any free port. */
  port,
  bodyLimitBytes: z
    .int()
    .min(1024, 'must be at least 1 KiB')
    .max(2 ** 33, 'must be at most 8 GiB'),
  isHttpsEnabled: z.boolean(),
  /** Of HTTPS, which has a port of its own; 0 takes any free one. */
  httpsPort: port,
};
const sendingFields = {
  timeoutMs: z.int().min(100, 'must be at least 100 ms').max(600_000, 'must be at most 10 minutes'),
  /** False lets a send go to a server whose certificate can't be verified, such as a self-signed one. */
  isCertificateChecked: z.boolean(),
};
const standbyFields = {
  /** Whether the first of them that can takes over when the tunnel fails. */
  isTakeoverOn: z.boolean(),
  /** In the order in which they are tried. */
  tunnels: z.array(TunnelOptions).max(5, 'must be at most 5'),
};
const controlFields = { isEnabled: z.boolean(), port };

/** PayPal's side, played on this computer: whether, where, and the id of the webhook it signs for. */
export const PaypalLabSettings = z.strictObject({
  isEnabled: z.boolean(),
  /** 0 takes any free port. */
  port,
  webhookId: z.string().regex(/^[A-Za-z0-9_]{1,50}$/, 'must be 1-50 letters, digits or underscores'),
});

/** What a user may set; every value has a default, so a settings file may hold any part of it. */
export const Settings = z.strictObject({
  appearance: z.strictObject({ theme: theme.default('system') }).prefault({}),
  capture: z
    .strictObject({
      host: captureFields.host.default('127.0.0.1'),
      port: captureFields.port.default(4567),
      bodyLimitBytes: captureFields.bodyLimitBytes.default(100 * 1024 * 1024),
      isHttpsEnabled: captureFields.isHttpsEnabled.default(false),
      httpsPort: captureFields.httpsPort.default(4570),
    })
    .prefault({}),
  sending: z
    .strictObject({
      timeoutMs: sendingFields.timeoutMs.default(30_000),
      isCertificateChecked: sendingFields.isCertificateChecked.default(true),
    })
    .prefault({}),
  /** The one that is started. */
  tunnel: TunnelOptions.prefault({ provider: 'ngrok' }),
  /** Others that are set up. */
  standby: z
    .strictObject({
      isTakeoverOn: standbyFields.isTakeoverOn.default(false),
      tunnels: standbyFields.tunnels.prefault([{ provider: 'ssh', service: 'localhost.run' }]),
    })
    .prefault({}),
  /** SSH servers whose key was confirmed; changed by `tunnel.trustHost` and `tunnel.forgetHost`. */
  knownHosts: z.array(KnownHost).max(200).default([]),
  control: z
    .strictObject({
      isEnabled: controlFields.isEnabled.default(false),
      port: controlFields.port.default(4568),
    })
    .prefault({}),
  paypalLab: z
    .strictObject({
      isEnabled: PaypalLabSettings.shape.isEnabled.default(false),
      port: PaypalLabSettings.shape.port.default(4569),
      webhookId: PaypalLabSettings.shape.webhookId.default('5ML01234LAB567890'),
    })
    .prefault({}),
});
export type Settings = z.infer<typeof Settings>;

export const defaultSettings = (): Settings => Settings.parse({});

/** A change to settings: any part of any section; `tunnel` is replaced as a whole. */
export const SettingsChange = z.strictObject({
  appearance: z.strictObject({ theme }).partial().optional(),
  capture: z.strictObject(captureFields).partial().optional(),
  sending: z.strictObject(sendingFields).partial().optional(),
  tunnel: TunnelOptions.optional(),
  standby: z.strictObject(standbyFields).partial().optional(),
  control: z.strictObject(controlFields).partial().optional(),
  paypalLab: PaypalLabSettings.partial().optional(),
});
export type SettingsChange = z.infer<typeof SettingsChange>;
