import { defaultSetup, type Bin, type BinSetup } from '../../../../shared/model/bin.ts';
import { defaultReply, type Reply } from '../../../../shared/model/reply.ts';
import type { Via } from '../../../../shared/model/exchange.ts';
import type { EventBody } from '../../../../shared/ipc/events.ts';
import type { SlugLookup } from '../../../../shared/http/route.ts';
import { systemClock } from '../../clock.ts';
import { uuidIds } from '../../ids.ts';
import { createAdmission } from '../../admission.ts';
import type { IntakeSteps } from '../../intake.ts';
import { createHandshaking } from '../../handshaking.ts';
import { createIntakeSteps } from '../../intake-steps.ts';
import { createPipeline } from '../../pipeline.ts';
import type { Log, NewExchange, Store } from '../../ports.ts';
import { createCaptureServer } from '../capture-server.ts';
import type { CaptureLimits } from '../limits.ts';
import type { CaptureListener } from '../listener.ts';
import { openRaw, sendRaw, type RawClient } from './raw-client.ts';

type CaptureStore = Pick<
  Store,
  | 'appendExchange'
  | 'readStored'
  | 'setOutcome'
  | 'setFindings'
  | 'getExchangeSummary'
  | 'createSpool'
  | 'inlineLimitBytes'
  | 'listBins'
  | 'createBin'
>;

/** Capture, pipeline and reply on a free port of this machine, over the store a test gives. */
export interface CaptureHarness {
  readonly port: number;
  readonly inbox: Bin;
  /** What was stored, in order. */
  readonly stored: NewExchange[];
  readonly events: EventBody[];
  /** Requests answered 503. */
  readonly refused: unknown[];
  /** What went wrong inside. */
  readonly defects: unknown[];
  /** Resolves when so many exchanges are stored. */
  untilStored: (count: number) => Promise<NewExchange[]>;
  untilEvent: (type: EventBody['type']) => Promise<EventBody>;
  addBin: (slug: string, reply?: Partial<Reply>, setup?: Partial<BinSetup>) => Promise<Bin>;
  listen: (via: Via) => Promise<CaptureListener>;
  open: () => Promise<RawClient>;
  send: (bytes: string | Uint8Array) => Promise<string>;
  close: () => Promise<void>;
}

export interface HarnessOptions {
  limits?: Partial<CaptureLimits>;
  bodyLimitBytes?: number;
  /** By name. */
  secrets?: ReadonlyMap<string, string>;
  /** In place of the check of signatures. */
  verify?: IntakeSteps['verify'];
}

export async function startCapture(
  store: CaptureStore,
  options: HarnessOptions = {},
): Promise<CaptureHarness> {
  const stored: NewExchange[] = [];
  const events: EventBody[] = [];
  const refused: unknown[] = [];
  const defects: unknown[] = [];
  const waiting = new Set<() => void>();
  const look = () => {
    for (const check of waiting) check();
  };
  const until = <T>(find: () => T | undefined) =>
    new Promise<T>((resolve) => {
      const check = () => {
        const found = find();
        if (found === undefined) return;
        waiting.delete(check);
        resolve(found);
      };
      waiting.add(check);
      check();
    });

  const bins = new Map<string, Bin>();
  const stock = await store.listBins();
  for (const bin of stock) bins.set(bin.slug, bin);
  const inbox = bins.get('inbox');
  if (inbox === undefined) throw new Error('There is no Inbox.');
  const addBin = async (
    slug: string,
    reply: Partial<Reply> = {},
    setup: Partial<BinSetup> = {},
  ): Promise<Bin> => {
    const bin: Bin = {
      id: uuidIds.next('bin'),
      name: slug,
      slug,
      isDefault: false,
      createdAt: 0,
      reply: { ...defaultReply(), ...reply },
      ...defaultSetup(),
      ...setup,
      exchangeCount: 0,
      unreadCount: 0,
    };
    await store.createBin(bin);
    bins.set(slug, bin);
    return bin;
  };
  const lookup: SlugLookup<Bin> = { bySlug: (slug) => bins.get(slug), inbox };

  const log: Log = {
    info: () => undefined,
    warn: (message) => void defects.push(message),
    error: (message, error) => void defects.push(error ?? message),
  };
  const secrets = { get: (name: string) => Promise.resolve(options.secrets?.get(name)) };
  const handshaking = createHandshaking(secrets);
  const handlers = createPipeline({
    store: {
      async appendExchange(record) {
        await store.appendExchange(record);
        stored.push(record);
        look();
      },
      setOutcome: (id, outcome) => store.setOutcome(id, outcome),
      setFindings: (id, findings) => store.setFindings(id, findings),
      getExchangeSummary: (id) => store.getExchangeSummary(id),
      readStored: (bytes, limitBytes) => store.readStored(bytes, limitBytes),
    },
    clock: systemClock,
    ids: uuidIds,
    log,
    bins: () => lookup,
    undoCoding: (_encoding, body) => Promise.resolve(body),
    steps: {
      ...createIntakeSteps({
        admission: createAdmission(secrets, handshaking, log),
        handshaking,
        replies: { answer: ({ reply }) => Promise.resolve({ reply }) },
        secrets,
      }),
      ...(options.verify === undefined ? {} : { verify: options.verify }),
    },
    publish(event) {
      events.push(event);
      look();
    },
    onRefused: (error) => void refused.push(error),
  });
  const limitBytes = options.bodyLimitBytes ?? 100 * 1024 * 1024;
  const server = createCaptureServer({
    store,
    clock: systemClock,
    bodyLimitBytes: () => limitBytes,
    handlers,
    ...(options.limits === undefined ? {} : { limits: options.limits }),
  });
  const { port } = await server.listen({ host: '127.0.0.1', port: 0 });

  return {
    port,
    inbox,
    stored,
    events,
    refused,
    defects,
    untilStored: (count) => until(() => (stored.length >= count ? stored : undefined)),
    untilEvent: (type) => until(() => events.find((event) => event.type === type)),
    addBin,
    listen: (via) => server.listen({ host: '127.0.0.1', port: 0, via }),
    open: () => openRaw(port),
    send: (bytes) => sendRaw(port, bytes),
    close: () => server.close(),
  };
}
