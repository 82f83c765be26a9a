import { openDecodedBody } from './body-decoding.ts';
import type { Engine, EngineOptions } from './engine-types.ts';
import { createHandlers } from './engine-handlers.ts';
import { createParts } from './engine-parts.ts';

/** Opens the store, listens, and is ready. Rejects when the store or the listener can't be had. */
export async function createEngine(options: EngineOptions): Promise<Engine> {
  const { log, settings } = options;
  const parts = await createParts(options);
  const {
    publisher,
    store,
    gate,
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
    paypal,
    templates,
  } = parts;
  const handlers = createHandlers(options, parts);

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
