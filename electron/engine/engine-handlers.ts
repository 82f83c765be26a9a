import { CommandError } from '../../shared/ipc/envelope.ts';
import type { Exchange } from '../../shared/model/exchange.ts';
import { decodeStoredBody, readWholeBody } from './body-decoding.ts';
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
import { secretCommands, secretStatus } from './commands/secrets.ts';
import { settingsCommands } from './commands/settings.ts';
import { signatureCommands } from './commands/signatures.ts';
import { stateCommands } from './commands/state.ts';
import { templateCommands } from './commands/templates.ts';
import { tunnelCommands } from './commands/tunnel.ts';
import type { StartedDelivery } from './deliver/deliveries.ts';
import { planDraftSend } from './deliver/draft-send.ts';
import { forwardUrl } from '../../shared/http/forward-url.ts';
import { planReplay } from './deliver/replay.ts';
import { createKeyPair, listKeyPairs } from './key-pairs.ts';
import { createNgrokCommands } from './ngrok-commands.ts';
import { listProviders } from './provider-info.ts';
import { providerById } from './providers/registry.ts';
import { factsOfExchange, factsOfSketch } from './tried-facts.ts';
import { listNetworkAddresses } from './tunnel/lan/interfaces.ts';
import { eventsOf, listTemplates } from './templates/directory.ts';
import { listStories } from './templates/stories.ts';
import type { EngineParts } from './engine-parts.ts';
import type { EngineOptions } from './engine-types.ts';

/** Where a draft made from a capture points to when nothing was ever sent: what most frameworks listen on. */
const LIKELY_DESTINATION = 'http://localhost:3000';

/** What each command does, with the parts of the engine. */
export function createHandlers(options: EngineOptions, parts: EngineParts): Handlers {
  const { clock, ids, settings, control } = options;
  const {
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
    replies,
    secure,
    listeners,
    tunnel,
    withRetry,
    paypal,
    payloads,
    templates,
  } = parts;

  const destinationOf = async (exchange: Exchange): Promise<string> => {
    const [recent] = await store.recentDestinations(exchange.id, 1);
    const slug = bins.get(exchange.binId)?.slug;
    return recent ?? forwardUrl(LIKELY_DESTINATION, exchange.request.target, slug);
  };
  const waited = async ({ delivery, ended }: StartedDelivery, isWaiting: boolean) =>
    isWaiting ? await ended : delivery;

  const settingsHandlers = settingsCommands({
    settings,
    control,
    moveListener: (address) => listeners.move(address),
    applyHttps: (address) => secure.apply(address),
    applyPaypalLab: (paypalLab) => paypal.lab.apply(paypalLab),
    publish: publisher.publish,
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

  return handlers;
}
