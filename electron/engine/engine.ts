import { CommandError } from '../../shared/ipc/envelope.ts';
import type { Exchange } from '../../shared/model/exchange.ts';
import type { RetryPolicy } from '../../shared/model/retry-policy.ts';
import { createBinDirectory } from './bin-directory.ts';
import { decodeStoredBody, openDecodedBody, readWholeBody } from './body-decoding.ts';
import { createCaptureServer } from './capture/capture-server.ts';
import { binCommands } from './commands/bins.ts';
import { bodyCommands } from './commands/bodies.ts';
import { deliveryCommands } from './commands/deliveries.ts';
import { draftCommands } from './commands/drafts.ts';
import { exchangeCommands } from './commands/exchanges.ts';
import { forwardCommands } from './commands/forwards.ts';
import type { Handlers } from './commands/handlers.ts';
import { ruleCommands } from './commands/rules.ts';
import { providerCommands } from './commands/providers.ts';
import { paypalLabCommands } from './commands/paypal-lab.ts';
import { keyCommands } from './commands/keys.ts';
import { payloadCommands } from './commands/payloads.ts';
import { tokenCommands } from './commands/tokens.ts';
import { createPayloads } from './payloads.ts';
import { secretCommands, secretStatus } from './commands/secrets.ts';
import { settingsCommands } from './commands/settings.ts';
import { signatureCommands } from './commands/signatures.ts';
import { stateCommands } from './commands/state.ts';
import { templateCommands } from './commands/templates.ts';
import { parseContentEncoding } from './decode/content-encoding.ts';
import { tunnelCommands } from './commands/tunnel.ts';
import { createDecoder } from './decode/decoder.ts';
import { createDeliveries, type StartedDelivery } from './deliver/deliveries.ts';
import type { DeliveryRequest } from './deliver/delivery-request.ts';
import { planDraftSend } from './deliver/draft-send.ts';
import { forwardUrl } from '../../shared/http/forward-url.ts';
import { planReplay } from './deliver/replay.ts';
import { createForwarding, type ForwardOptions } from './forwarding.ts';
import { createDraftDirectory } from './draft-directory.ts';
import type { ControlPort, Engine } from './engine-types.ts';
import { createGate } from './gate.ts';
import { createHealth } from './health.ts';
import { createIntakeSteps } from './intake-steps.ts';
import { createKeyPair, listKeyPairs } from './key-pairs.ts';
import { createListeners } from './listeners.ts';
import { createNgrokCommands } from './ngrok-commands.ts';
import { createPaypal } from './paypal.ts';
import { createPipeline } from './pipeline.ts';
import type { Clock, Ids, Log, SecretsPort, SettingsPort, SpawnTunnelProcess } from './ports.ts';
import { listProviders } from './provider-info.ts';
import { providerById } from './providers/registry.ts';
import { createPublisher } from './publish/publisher.ts';
import { createReplies } from './replies.ts';
import { retryOf, type RetryProfileOf } from './retry.ts';
import { createSecretValues } from './secret-values.ts';
import { createSecureEndpoint } from './secure-endpoint.ts';
import { createSigning } from './signing.ts';
import { factsOfExchange, factsOfSketch } from './tried-facts.ts';
import { createDoctor } from './doctor.ts';
import { openStore } from './store/open-store.ts';
import { createCarriers } from './tunnel/carriers.ts';
import { createFailover } from './tunnel/failover.ts';
import { listNetworkAddresses } from './tunnel/lan/interfaces.ts';
import { createTemplateMessages, renderNow } from './template-messages.ts';
import { eventsOf, listTemplates } from './templates/directory.ts';
import { listStories } from './templates/stories.ts';
import { createTunnel } from './tunnel/tunnel.ts';
import { createVisitors } from './tunnel/visitors.ts';

/** What the engine is made of: its ports, and the programs built beside it. */
export interface EngineOptions {
  version: string;
  /** Holds the store; made when missing. No other engine may have it open. */
  dataDir: string;
  clock: Clock;
  ids: Ids;
  log: Log;
  settings: SettingsPort;
  secrets: SecretsPort;
  spawnTunnelProcess: SpawnTunnelProcess;
  control: ControlPort;
  storeWorkerPath: string;
  decodeWorkerPath: string;
  computeWorkerPath: string;
  /** Passes every captured request on and answers with the reply to that. */
  forward?: ForwardOptions;
  /** True takes any free port where the one set is in use, and says so, rather than refuse to start. */
  isPortFallbackAllowed?: boolean;
  /** The computer's addresses in its networks; as the system says unless given. */
  localAddresses?(): string[];
}

const retryProfileOf: RetryProfileOf = (providerId) => providerById(providerId)?.retryProfile;

/** Where a draft made from a capture points to when nothing was ever sent: what most frameworks listen on. */
const LIKELY_DESTINATION = 'http://localhost:3000';

/** Opens the store, listens, and is ready. Rejects when the store or the listener can't be had. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { clock, ids, log, settings, control } = options;
  const secrets = createSecretValues(options.secrets);
  const publisher = createPublisher(clock);
  const store = await openStore({
    dataDir: options.dataDir,
    workerPath: options.storeWorkerPath,
    log,
    ids,
    clock,
  });
  const bins = createBinDirectory(await store.listBins(), (id) => forwarding.queues.binChanged(id));
  const drafts = createDraftDirectory(await store.listDrafts());
  const health = createHealth(clock, publisher.publish);
  store.onProblem((problem) => health.setProblem(problem));

  const gate = createGate({ store, bins, secrets, clock, log, publish: publisher.publish });
  const doctor = createDoctor({
    secrets,
    store,
    clock,
    bin: (id) => bins.get(id),
    origins: () => [tunnel.status().publicUrl].flatMap((url) => (url === undefined ? [] : [url])),
  });
  const signing = createSigning({
    store,
    secrets,
    clock,
    doctor,
    bin: (id) => bins.get(id),
    publish: publisher.publish,
  });
  const deliveries = createDeliveries({ store, clock, ids, settings, publish: publisher.publish });
  const forwarding = createForwarding({
    store,
    clock,
    ids,
    log,
    bins,
    deliveries,
    retryProfileOf,
    ownPorts,
    publicUrls,
    publish: publisher.publish,
    always: options.forward,
  });
  const decoder = createDecoder({ workerPath: options.decodeWorkerPath, clock });
  // A thread of its own: a large body that someone looks at must not hold up a sender.
  const intakeDecoder = createDecoder({ workerPath: options.decodeWorkerPath, clock });
  const replies = createReplies({ clock, computeWorkerPath: options.computeWorkerPath });
  const pipeline = createPipeline({
    store,
    clock,
    ids,
    log,
    bins: () => bins,
    undoCoding: async (encoding, body) =>
      (await intakeDecoder.decode(parseContentEncoding(encoding), body)).bytes,
    steps: createIntakeSteps({ ...gate, replies, secrets }),
    publish(event) {
      if (event.type === 'exchange.captured') {
        bins.countCaptured(event.exchange.binId, !event.exchange.isRefused);
      }
      publisher.publish(event);
    },
    onRefused: () => health.countRefused(),
    forwarding,
  });
  const capture = createCaptureServer({
    store,
    clock,
    bodyLimitBytes: () => settings.read().capture.bodyLimitBytes,
    handlers: pipeline,
  });
  const secure = createSecureEndpoint({
    capture,
    dataDir: options.dataDir,
    addresses: options.localAddresses,
    clock,
    log,
    publish: publisher.publish,
  });
  const visitors = createVisitors();
  const listeners = createListeners({
    capture,
    visitorAt: (port) => visitors.take(port),
    publish: publisher.publish,
    log,
  });
  const carrier = createCarriers({
    clock,
    log,
    secrets,
    visitors,
    spawn: options.spawnTunnelProcess,
    ingressPort: () => listeners.ingressPort,
    knownHosts: () => settings.read().knownHosts,
    addresses: listNetworkAddresses,
    listen: (host, port) => capture.listen({ host, port, via: 'local' }),
    localPort: () => listeners.status().port,
  });
  const tunnel = createFailover({
    clock,
    log,
    standby: () => settings.read().standby,
    makeTunnel: (onChange) => createTunnel({ clock, log, carrier, onChange }),
    publish: publisher.publish,
  });

  /** Everything of ours that listens: a forward must not lead there. */
  function ownPorts(): number[] {
    const lab = paypal.lab.status().urls;
    const urls = [control.status().url, lab?.api, lab?.apiHttps];
    return [
      listeners.status().port,
      listeners.ingressPort,
      secure.status().port,
      ...urls.flatMap((url) => (url === undefined ? [] : [Number(new URL(url).port)])),
    ];
  }
  function publicUrls(): string[] {
    const { publicUrl } = tunnel.status();
    return publicUrl === undefined ? [] : [publicUrl];
  }

  const destinationOf = async (exchange: Exchange): Promise<string> => {
    const [recent] = await store.recentDestinations(exchange.id, 1);
    const slug = bins.get(exchange.binId)?.slug;
    return recent ?? forwardUrl(LIKELY_DESTINATION, exchange.request.target, slug);
  };
  const withRetry = (request: DeliveryRequest, policy: RetryPolicy | undefined): DeliveryRequest => {
    const retry = retryOf(policy, retryProfileOf);
    return { ...request, ...(retry === undefined ? {} : { retry }) };
  };
  const waited = async ({ delivery, ended }: StartedDelivery, isWaiting: boolean) =>
    isWaiting ? await ended : delivery;

  const paypal = createPaypal({
    templates: {
      of: eventsOf,
      render: (provider, event) => renderNow({ provider, event }, clock.now()).body.text,
    },
    store,
    clock,
    ids,
    log,
    secrets: {
      get: (name) => secrets.get(name),
      async set(name, value) {
        await secrets.set(name, value);
        publisher.publish({ type: 'secrets.changed', secrets: await secretStatus(secrets) });
      },
    },
    settings,
    start: (request, policy) => deliveries.start(withRetry(request, policy)),
    publish: publisher.publish,
  });

  const payloads = createPayloads({
    store,
    secrets,
    clock,
    readBody: (source) => readWholeBody(store, decoder, source),
  });

  const settingsHandlers = settingsCommands({
    settings,
    control,
    moveListener: (address) => listeners.move(address),
    applyHttps: (address) => secure.apply(address),
    applyPaypalLab: (paypalLab) => paypal.lab.apply(paypalLab),
    publish: publisher.publish,
  });

  const templates = createTemplateMessages({
    clock,
    ids,
    publish: publisher.publish,
    signer: (signOptions) => signing.forDelivery(signOptions),
    withRetry,
    deliveries,
  });

  const handlers: Handlers = {
    ...stateCommands({
      secrets: () => secretStatus(secrets),
      snapshot: () => ({
        seq: publisher.lastSeq,
        version: options.version,
        dataDir: options.dataDir,
        bins: bins.list(),
        drafts: drafts.list(),
        listener: listeners.status(),
        https: secure.status(),
        control: control.status(),
        tunnel: tunnel.status(),
        health: health.status(),
        settings: settings.read(),
        paypalLab: paypal.lab.status(),
      }),
    }),
    ...binCommands({
      store,
      bins,
      clock,
      ids,
      publish: publisher.publish,
      checkSetup: async (setup) => [
        ...(await gate.check(setup)),
        ...(await forwarding.check(setup.forwards ?? [])),
        ...signing.checkSetup(setup.signing),
        ...(await replies.check(setup)),
      ],
    }),
    ...ruleCommands({
      store,
      bins,
      factsOfExchange: (id, bin) => factsOfExchange(store, decoder, id, bin),
      factsOfSketch,
      check: replies.check,
      tryOut: replies.try,
      resetCounters: replies.resetCounters,
    }),
    ...gate.handlers,
    ...forwardCommands({
      store,
      bins,
      queues: forwarding.queues,
      nextId: () => ids.next('fwd'),
      check: (rules) => forwarding.check(rules),
      sendOnce: async (bin, exchange, rule, isWaiting) =>
        waited(await forwarding.sendOnce(bin, exchange, rule), isWaiting),
    }),
    ...exchangeCommands({
      store,
      replay: async (exchange, url, input) => {
        const request = {
          ...planReplay(exchange, url, input),
          ...(await signing.forDelivery(input.sign)),
        };
        return waited(await deliveries.start(withRetry(request, input.retry)), input.isWaiting);
      },
      verify: (exchange, input) => signing.verifyAgain(exchange, input),
      diagnose: (exchange, input) => signing.diagnoseExchange(exchange, input),
      verifyAsSetUp: (exchange) => signing.verifyAsSetUp(exchange),
      bin: (id) => bins.get(id),
    }),
    ...bodyCommands({ store, decode: (source) => decodeStoredBody(store, decoder, source) }),
    ...draftCommands({ store, drafts, clock, ids, publish: publisher.publish, destinationOf }),
    async 'drafts.send'({ draftId, isWaiting, retry, sign, encryption, ...plain }) {
      const draft = draftId === undefined ? undefined : drafts.get(draftId);
      if (draftId !== undefined && draft === undefined) {
        throw new CommandError('not_found', `There is no draft ${draftId}.`);
      }
      // Encrypted first: what is signed are the bytes that go out.
      const request = await payloads.sealDraft(plain, encryption);
      const planned = { ...planDraftSend(request, draft), ...(await signing.forDelivery(sign)) };
      return waited(await deliveries.start(withRetry(planned, retry)), isWaiting);
    },
    ...deliveryCommands({ store, cancel: (id) => deliveries.cancel(id) }),
    ...providerCommands(() => listProviders(eventsOf)),
    ...templateCommands({
      templates: listTemplates,
      stories: listStories,
      render: templates.render,
      triggerEvent: templates.triggerEvent,
      triggerStory: templates.triggerStory,
      getRun: templates.get,
      cancelRun: templates.cancel,
    }),
    ...signatureCommands(signing),
    ...keyCommands({
      create: (input) => createKeyPair(input, { secrets, clock }),
      list: () => listKeyPairs({ secrets, clock }),
      changed: async () =>
        publisher.publish({ type: 'secrets.changed', secrets: await secretStatus(secrets) }),
    }),
    ...tunnelCommands({
      tunnel,
      settings,
      clock,
      addresses: listNetworkAddresses,
      publish: publisher.publish,
    }),
    ...settingsHandlers,
    ...secure.handlers(settingsHandlers['settings.update']),
    ...secretCommands({ secrets, publish: publisher.publish }),
    ...payloadCommands({ ...payloads, readBody: (source) => readWholeBody(store, decoder, source) }),
    ...tokenCommands(payloads),
    ...paypalLabCommands({
      ...paypal,
      settings,
      publish: publisher.publish,
      certificate: async () => (await paypal.lab.certificate()).certificate,
    }),
    ...createNgrokCommands({
      bin: (id) => (id === undefined ? bins.list()[0] : bins.get(id)),
      isProvider: (id) => providerById(id) !== undefined,
      secrets,
      settings: () => settings.read(),
      tunnel: () => tunnel.status(),
      commands: () => handlers,
    }),
    'store.usage': () => store.usage(),
  };

  const close = async () => {
    await tunnel.close();
    await secure.close();
    await paypal.lab.close();
    pipeline.endReplies();
    await capture.close();
    await replies.close();
    await templates.close();
    await forwarding.close();
    await deliveries.close();
    await Promise.all([decoder.close(), intakeDecoder.close()]);
    await store.close();
  };
  try {
    await listeners.open(settings.read().capture, {
      isFallbackAllowed: options.isPortFallbackAllowed ?? false,
    });
    await forwarding.queues.open();
  } catch (error) {
    await close();
    throw error;
  }
  await secure.open(settings.read().capture);

  if (settings.read().paypalLab.isEnabled) {
    // A port that is taken is shown where the lab is: it must not keep the workbench from opening.
    await paypal.lab.apply(settings.read().paypalLab).catch((error: unknown) => log.warn(String(error)));
  }

  return {
    handlers,
    subscribe: publisher.subscribe,
    get lastSeq() {
      return publisher.lastSeq;
    },
    get captureUrl() {
      const { host, port } = listeners.status();
      return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
    },
    guardedUrl: gate.guardedUrl,
    authorityPem: secure.authorityPem,
    openBody: (source, isDecoded = false) =>
      isDecoded ? openDecodedBody(store, decoder, source) : store.openBody(source),
    close,
  };
}
