import { z } from 'zod';
import { Bin, BinName, BinSetupInput, Slug } from '../model/bin.ts';
import { DefaultReply } from '../model/reply.ts';
import { BodyContent, BodySource } from '../model/body.ts';
import { Delivery, DeliverySummary } from '../model/delivery.ts';
import { Draft, DraftRequest } from '../model/draft.ts';
import { Encryption } from '../model/encryption.ts';
import { CapturedRequest, ExchangeSummary, Findings, Outcome } from '../model/exchange.ts';
import { Header } from '../model/header.ts';
import { HttpsStatus } from '../model/https.ts';
import { idOf } from '../model/id.ts';
import { RetryPolicy } from '../model/retry-policy.ts';
import { ProviderId } from '../model/provider.ts';
import { Settings, SettingsChange } from '../model/settings.ts';
import { DraftSigning, SchemeChoice, SecretValue, SignOptions } from '../model/signing.ts';
import { ControlStatus, Listener, StoreHealth, StoreUsage } from '../model/status.ts';
import { PaypalLab } from '../model/paypal-lab.ts';
import { SecretName, SecretStatus } from '../model/secret.ts';
import { Verification } from '../model/verification.ts';
import { Tunnel } from '../model/tunnel.ts';
import { paypalLabCommands } from './commands/paypal-lab.ts';
import { payloadCommands, tokenCommands } from './commands/payloads.ts';
import { command, httpUrl, isWaiting, nothing, pageLimit } from './command.ts';
import { ruleCommands } from './commands/rules.ts';
import { providerCommands } from './commands/providers.ts';
import { storyCommands, templateCommands, triggerCommands } from './commands/templates.ts';
import { forwardsCommands } from './commands/forwards.ts';
import { guardCommands } from './commands/guards.ts';
import { handshakeCommands } from './commands/handshakes.ts';
import { keyCommands } from './commands/keys.ts';
import { signatureCommands } from './commands/signatures.ts';
import { ngrokCommandCommands } from './commands/ngrok-command.ts';
import { tunnelCommands } from './commands/tunnel.ts';
import { httpsCommands } from './commands/https.ts';

/**
 * The contract: all that crosses a process boundary. The renderer, the control server and the command line speak nothing
 * else. Adding a command is an entry here and a handler of the same name.
 */

/** All a window needs to draw itself, as of event number `seq`. */
export const Snapshot = z.strictObject({
  seq: z.int().nonnegative(),
  version: z.string(),
  dataDir: z.string(),
  bins: z.array(Bin),
  drafts: z.array(Draft),
  listener: Listener,
  https: HttpsStatus,
  control: ControlStatus,
  tunnel: Tunnel,
  health: StoreHealth,
  settings: Settings,
  secrets: SecretStatus,
  paypalLab: PaypalLab,
});
export type Snapshot = z.infer<typeof Snapshot>;

export const ExchangeFilter = z.strictObject({
  binId: idOf('bin').optional(),
  /**
   * Words that must all occur in method, target, header values or text body; `method:`, `status:`, `path:`, `type:`
   * (content type), `via:`, `provider:`, `event:` (part of its type) and `verification:` narrow to one field; double quotes
   * keep spaces together.
   */
  query: z.string().max(1000).optional(),
  fromAt: z.int().optional(),
  /** Exclusive. */
  toAt: z.int().optional(),
  /** Only those that a guard refused, or only those that none did; both when absent. */
  isRefused: z.boolean().optional(),
});
export type ExchangeFilter = z.infer<typeof ExchangeFilter>;

/** Changes a replay makes to the captured request. */
export const ReplayEdits = z.strictObject({
  method: DraftRequest.shape.method.optional(),
  headers: z.array(Header).max(500).optional(),
  body: BodyContent.optional(),
});

export const commands = {
  'state.snapshot': command(nothing, Snapshot),

  'bins.list': command(nothing, z.strictObject({ bins: z.array(Bin) })),
  /** Without a slug one is made from the name. `conflict` when the slug is taken. */
  'bins.create': command(
    BinSetupInput.extend({ name: BinName, slug: Slug.optional(), reply: DefaultReply.optional() }),
    Bin,
  ),
  /** Each part of the setup (`rules`, `guards`, …) is replaced as a whole; what is absent stays. */
  'bins.update': command(
    BinSetupInput.extend({
      id: idOf('bin'),
      name: BinName.optional(),
      slug: Slug.optional(),
      reply: DefaultReply.optional(),
    }),
    Bin,
  ),
  'bins.delete': command(z.strictObject({ id: idOf('bin') }), nothing),
  /** Takes the exchanges out of a bin. */
  'bins.clear': command(z.strictObject({ id: idOf('bin') }), Bin),
  /** Undoes the last `bins.delete` or `bins.clear` of this bin, until the app is next started. */
  'bins.restore': command(z.strictObject({ id: idOf('bin') }), Bin),
  /** Sets the unread count to zero. */
  'bins.markRead': command(z.strictObject({ id: idOf('bin') }), Bin),

  ...ruleCommands,

  ...guardCommands,

  ...handshakeCommands,

  ...forwardsCommands,

  'exchanges.list': command(
    ExchangeFilter.extend({ limit: pageLimit, cursor: z.string().max(200).optional() }),
    z.strictObject({ items: z.array(ExchangeSummary), nextCursor: z.string().optional() }),
  ),
  /** Counts of arrivals in equal spans of time, oldest first; `failedCount` also counts replies of 400 and above. */
  'exchanges.histogram': command(
    ExchangeFilter.omit({ fromAt: true, toAt: true }).extend({
      fromAt: z.int(),
      toAt: z.int(),
      buckets: z.int().min(1).max(500),
    }),
    z.strictObject({
      buckets: z.array(
        z.strictObject({ fromAt: z.int(), count: z.int().nonnegative(), failedCount: z.int().nonnegative() }),
      ),
    }),
  ),
  'exchanges.get': command(
    z.strictObject({ id: idOf('exc') }),
    z.strictObject({
      id: idOf('exc'),
      binId: idOf('bin'),
      receivedAt: z.int(),
      request: CapturedRequest,
      outcome: Outcome,
      ...Findings.shape,
      deliveries: z.array(DeliverySummary),
    }),
  ),
  /**
   * Sends a captured request again: to `url`, or else to where this exchange, or any other of its bin, was last sent.
   * Its `Host` stays as captured unless `isHostRewritten`.
   */
  'exchanges.replay': command(
    z.strictObject({
      id: idOf('exc'),
      url: httpUrl.optional(),
      edits: ReplayEdits.optional(),
      isHostRewritten: z.boolean().default(false),
      /** Tried once when absent. */
      retry: RetryPolicy.optional(),
      /** Signed last, over the bytes that go out, and anew for each attempt. */
      sign: SignOptions.optional(),
      isWaiting,
    }),
    Delivery,
  ),
  /** Where `exchanges.replay` would send without a `url`. */
  'exchanges.destination': command(
    z.strictObject({ id: idOf('exc') }),
    z.strictObject({ url: z.string().optional(), recentUrls: z.array(z.string()) }),
  ),
  /**
   * Verifies a capture again, as of when it came, and keeps what was found: with this secret, or with those of its bin; as
   * this provider's, or as set up for the bin, or as recognized.
   */
  'exchanges.verify': command(
    z.strictObject({
      id: idOf('exc'),
      providerId: ProviderId.optional(),
      scheme: SchemeChoice.optional(),
      secret: SecretValue.optional(),
      secretName: SecretName.optional(),
    }),
    Verification,
  ),
  /** As `exchanges.verify`, with why it fails; what is stored stays as it is. */
  'exchanges.diagnose': command(
    z.strictObject({
      id: idOf('exc'),
      providerId: ProviderId.optional(),
      scheme: SchemeChoice.optional(),
      secret: SecretValue.optional(),
      secretName: SecretName.optional(),
    }),
    Verification,
  ),
  /** Checks the newest captures of a bin again, as it is set up now, and keeps the results. */
  'exchanges.verifyNewest': command(
    z.strictObject({ binId: idOf('bin'), limit: z.int().min(1).max(1000).default(100) }),
    z.strictObject({
      verifiedCount: z.int().nonnegative(),
      rejectedCount: z.int().nonnegative(),
      unverifiedCount: z.int().nonnegative(),
    }),
  ),

  /**
   * Part of a stored body. With `isDecoded`, its content codings (gzip, deflate, br, zstd, at most 5 of them) are undone
   * first, within bounds; when that fails `problem` says why and the bytes are those before the coding that failed.
   */
  'bodies.read': command(
    z.strictObject({
      source: BodySource,
      offset: z.int().nonnegative().default(0),
      limitBytes: z
        .int()
        .positive()
        .max(16 * 1024 * 1024)
        .default(2 * 1024 * 1024),
      isDecoded: z.boolean().default(false),
    }),
    z.strictObject({
      base64: z.string(),
      /** Of the whole body, decoded if asked; a lower bound when decoding stopped at its limit. */
      totalBytes: z.int().nonnegative(),
      isComplete: z.boolean(),
      /** The codings undone, in the order they were undone. */
      codings: z.array(z.string()),
      problem: z.string().optional(),
    }),
  ),

  'drafts.list': command(nothing, z.strictObject({ drafts: z.array(Draft) })),
  /** From scratch, from given content, or, with `exchangeId` alone, from a captured request. */
  'drafts.create': command(
    DraftRequest.partial().extend({
      name: Draft.shape.name.optional(),
      exchangeId: idOf('exc').optional(),
      sign: DraftSigning.optional(),
      encryption: Encryption.optional(),
    }),
    Draft,
  ),
  'drafts.update': command(
    DraftRequest.partial().extend({
      id: idOf('drf'),
      name: Draft.shape.name.optional(),
      /** `null` takes the signature away. */
      sign: DraftSigning.nullable().optional(),
      /** `null` sends the body as it is. */
      encryption: Encryption.nullable().optional(),
    }),
    Draft,
  ),
  'drafts.delete': command(z.strictObject({ id: idOf('drf') }), nothing),
  'drafts.send': command(
    DraftRequest.extend({
      headers: DraftRequest.shape.headers.default([]),
      draftId: idOf('drf').optional(),
      /** Tried once when absent. */
      retry: RetryPolicy.optional(),
      /** Signed last, over the bytes that go out, and anew for each attempt. */
      sign: SignOptions.optional(),
      /** Encrypts the body, before it is signed. */
      encryption: Encryption.optional(),
      isWaiting,
    }),
    Delivery,
  ),

  'deliveries.get': command(z.strictObject({ id: idOf('dlv') }), Delivery),
  'deliveries.list': command(
    z.strictObject({
      exchangeId: idOf('exc').optional(),
      draftId: idOf('drf').optional(),
      limit: pageLimit,
      cursor: z.string().max(200).optional(),
    }),
    z.strictObject({ items: z.array(DeliverySummary), nextCursor: z.string().optional() }),
  ),
  /** Ends a pending delivery, in mid-attempt or between two; one that has ended stays as it is. */
  'deliveries.cancel': command(z.strictObject({ id: idOf('dlv') }), Delivery),

  ...providerCommands,
  ...templateCommands,
  ...storyCommands,
  ...triggerCommands,

  ...signatureCommands,

  ...keyCommands,

  ...tunnelCommands,

  ...ngrokCommandCommands,

  'settings.get': command(nothing, Settings),
  /** Takes effect at once; `unavailable` when a new listener port can't be had, and nothing is changed then. */
  'settings.update': command(SettingsChange, Settings),

  ...httpsCommands,

  'secrets.status': command(nothing, SecretStatus),
  'secrets.set': command(
    z.strictObject({ name: SecretName, value: z.string().trim().min(1, 'must not be empty').max(16_384) }),
    SecretStatus,
  ),
  'secrets.delete': command(z.strictObject({ name: SecretName }), SecretStatus),

  ...paypalLabCommands,

  ...payloadCommands,
  ...tokenCommands,

  'store.usage': command(nothing, StoreUsage),
} as const;

/** What only a host with a window can do; elsewhere these answer `unsupported`. */
export const desktopCommands = {
  /** Asks where to, then writes the whole body there. No `path` when the user gave up. */
  'desktop.saveBody': command(
    z.strictObject({ source: BodySource, suggestedName: z.string().max(200), isDecoded: z.boolean() }),
    z.strictObject({ path: z.string().optional() }),
  ),
  /** Asks where to, then writes the text there, such as a public key. No `path` when the user gave up. */
  'desktop.saveText': command(
    z.strictObject({ text: z.string().max(1024 * 1024), suggestedName: z.string().max(200) }),
    z.strictObject({ path: z.string().optional() }),
  ),
  /** Shows the full URL and asks before it opens http(s) in the browser; anything else is `bad_input`. */
  'desktop.openExternal': command(
    z.strictObject({ url: z.string().max(8192) }),
    z.strictObject({ isOpened: z.boolean() }),
  ),
  'desktop.pickFile': command(
    z.strictObject({ title: z.string().max(200), extensions: z.array(z.string().max(20)).max(20) }),
    z.strictObject({ path: z.string().optional() }),
  ),
  /** An endpoint of a bin, with the tokens of its guards that a URL can carry, for its owner to copy. */
  'desktop.copyEndpoint': command(z.strictObject({ binId: idOf('bin'), url: z.string().max(8192) }), nothing),
  /** Asks where to, then writes the certificate of the authority there. No `path` when the user gave up. */
  'desktop.saveAuthority': command(nothing, z.strictObject({ path: z.string().optional() })),
  /** The control server's bearer token, for its owner to copy. */
  'desktop.copyControlToken': command(nothing, nothing),
} as const;

export const allCommands = { ...commands, ...desktopCommands };

export type Commands = typeof allCommands;
export type CommandName = keyof Commands;
export type EngineCommandName = keyof typeof commands;
/** What a caller passes: defaults may be left out. */
export type CommandInput<Name extends CommandName> = z.input<Commands[Name]['input']>;
/** What a handler gets: parsed, defaults filled in. */
export type ParsedInput<Name extends CommandName> = z.output<Commands[Name]['input']>;
export type CommandValue<Name extends CommandName> = z.output<Commands[Name]['output']>;
