import { z } from 'zod';
import { Bin } from '../model/bin.ts';
import { DeliverySummary } from '../model/delivery.ts';
import { Draft } from '../model/draft.ts';
import { ForwardQueue } from '../model/forward-rule.ts';
import { ExchangeSummary } from '../model/exchange.ts';
import { LabSend, PaypalLab, PostBack } from '../model/paypal-lab.ts';
import { HttpsStatus } from '../model/https.ts';
import { Settings } from '../model/settings.ts';
import { ControlStatus, Listener, StoreHealth } from '../model/status.ts';
import { SecretStatus } from '../model/secret.ts';
import { TriggerRun } from '../model/trigger-run.ts';
import { Tunnel, TunnelError, TunnelName } from '../model/tunnel.ts';

/**
 * What happened, in the past tense. Each carries what changed, never a body, so that a reader can keep its state with
 * `applyEvent` alone.
 */
export const EventBody = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('bin.created'), bin: Bin }),
  /** Renamed, given another reply, read, or cleared. */
  z.strictObject({ type: z.literal('bin.updated'), bin: Bin }),
  z.strictObject({ type: z.literal('bin.deleted'), binId: z.string() }),
  /** Its exchanges are gone from lists; `bins.restore` brings them back for a while. */
  z.strictObject({ type: z.literal('bin.cleared'), bin: Bin }),
  /** Exchanges came back: after an undo, lists must be read again. */
  z.strictObject({ type: z.literal('bin.restored'), bin: Bin }),
  /** Stored on disk and about to be answered; unless it was refused, it also counts as one unread of its bin. */
  z.strictObject({ type: z.literal('exchange.captured'), exchange: ExchangeSummary }),
  z.strictObject({ type: z.literal('exchange.updated'), exchange: ExchangeSummary }),
  z.strictObject({ type: z.literal('delivery.created'), delivery: DeliverySummary }),
  z.strictObject({ type: z.literal('delivery.attempted'), delivery: DeliverySummary }),
  /** A further attempt of it began. */
  z.strictObject({ type: z.literal('delivery.updated'), delivery: DeliverySummary }),
  z.strictObject({ type: z.literal('delivery.ended'), delivery: DeliverySummary }),
  /** A step of it began or ended, or all of it did. */
  z.strictObject({ type: z.literal('trigger.progressed'), trigger: TriggerRun }),
  /** What a mirror has still to deliver; told at most five times a second. */
  z.strictObject({ type: z.literal('queue.changed'), queue: ForwardQueue }),
  z.strictObject({ type: z.literal('draft.created'), draft: Draft }),
  z.strictObject({ type: z.literal('draft.updated'), draft: Draft }),
  z.strictObject({ type: z.literal('draft.deleted'), draftId: z.string() }),
  z.strictObject({ type: z.literal('tunnel.changed'), tunnel: Tunnel }),
  /** The tunnel failed, and one of those standing by is online in its place. */
  z.strictObject({
    type: z.literal('tunnel.tookOver'),
    from: TunnelName,
    to: TunnelName,
    error: TunnelError.optional(),
    publicUrl: z.string().optional(),
  }),
  z.strictObject({ type: z.literal('listener.changed'), listener: Listener }),
  z.strictObject({ type: z.literal('https.changed'), https: HttpsStatus }),
  z.strictObject({ type: z.literal('control.changed'), control: ControlStatus }),
  z.strictObject({ type: z.literal('health.changed'), health: StoreHealth }),
  z.strictObject({ type: z.literal('settings.changed'), settings: Settings }),
  z.strictObject({ type: z.literal('secrets.changed'), secrets: SecretStatus }),
  z.strictObject({ type: z.literal('paypalLab.changed'), paypalLab: PaypalLab }),
  /** A listener asked the lab. */
  z.strictObject({ type: z.literal('paypalLab.answered'), postBack: PostBack }),
  z.strictObject({ type: z.literal('paypalLab.sent'), send: LabSend }),
]);
export type EventBody = z.infer<typeof EventBody>;

/** `seq` rises by one with each event, so that a reader sees when it missed any and takes a new snapshot. */
export type HookbenchEvent = EventBody & { seq: number; at: number };
