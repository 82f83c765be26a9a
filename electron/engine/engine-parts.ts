import type { RetryPolicy } from '../../shared/model/retry-policy.ts';
import { createBinDirectory } from './bin-directory.ts';
import { readWholeBody } from './body-decoding.ts';
import { createCaptureServer } from './capture/capture-server.ts';
import { createPayloads } from './payloads.ts';
import { secretStatus } from './commands/secrets.ts';
import { parseContentEncoding } from './decode/content-encoding.ts';
import { createDecoder } from './decode/decoder.ts';
import { createDeliveries } from './deliver/deliveries.ts';
import type { DeliveryRequest } from './deliver/delivery-request.ts';
import { createForwarding } from './forwarding.ts';
import { createDraftDirectory } from './draft-directory.ts';
import { createGate } from './gate.ts';
import { createHealth } from './health.ts';
import { createIntakeSteps } from './intake-steps.ts';
import { createListeners } from './listeners.ts';
import { createPaypal } from './paypal.ts';
import { createPipeline } from './pipeline.ts';
import { providerById } from './providers/registry.ts';
import { createPublisher } from './publish/publisher.ts';
import { createReplies } from './replies.ts';
import { retryOf, type RetryProfileOf } from './retry.ts';
import { createSecretValues } from './secret-values.ts';
import { createSecureEndpoint } from './secure-endpoint.ts';
import { createSigning } from './signing.ts';
import { createDoctor } from './doctor.ts';
import { openStore } from './store/open-store.ts';
import { createCarriers } from './tunnel/carriers.ts';
import { createFailover } from './tunnel/failover.ts';
import { listNetworkAddresses } from './tunnel/lan/interfaces.ts';
import { createTemplateMessages, renderNow } from './template-messages.ts';
import { eventsOf } from './templates/directory.ts';
import { createTunnel } from './tunnel/tunnel.ts';
import { createVisitors } from './tunnel/visitors.ts';
import type { EngineOptions } from './engine-types.ts';

const retryProfileOf: RetryProfileOf = (providerId) => providerById(providerId)?.retryProfile;

/**
 * Makes every part of the engine and tells each what it needs of the others; nothing listens yet. Rejects when the store
 * can't be had.
 */
export async function createParts(options: EngineOptions) {
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

  const withRetry = (request: DeliveryRequest, policy: RetryPolicy | undefined): DeliveryRequest => {
    const retry = retryOf(policy, retryProfileOf);
    return { ...request, ...(retry === undefined ? {} : { retry }) };
  };
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

  const templates = createTemplateMessages({
    clock,
    ids,
    publish: publisher.publish,
    signer: (signOptions) => signing.forDelivery(signOptions),
    withRetry,
    deliveries,
  });

  return {
    secrets,
    publisher,
    store,
    bins,
    drafts,
    health,
    gate,
    signing,
    deliveries,
    forwarding,
    decoder,
    intakeDecoder,
    replies,
    pipeline,
    capture,
    secure,
    listeners,
    tunnel,
    withRetry,
    paypal,
    payloads,
    templates,
  };
}

/** The parts of the engine, by name. */
export type EngineParts = Awaited<ReturnType<typeof createParts>>;
