import { headerText, jsonValue } from './fields.ts';
import { declined, json, type Handshake } from './handshake.ts';

/**
 * github.com/discord/discord-api-docs, developers/interactions/overview.mdx (08c632a) and developers/events/webhook-events.mdx
 * (0ab2dc5), “Acknowledging PING requests”, read 2026-11-25. A PING of interactions is of type 1 and is answered `{"type":1}` with
 * 200, one of webhook events is of type 0 and is answered an empty 204; a valid `Content-Type` is asked for with both. Discord sends
 * wrong signatures on purpose and removes an endpoint that does not answer those with 401.
 */
export const discord: Handshake = {
  id: 'discord',
  isUnsigned: false,
  answer({ facts, verification }) {
    if (facts.request.method !== 'POST' || headerText(facts, 'x-signature-ed25519') === undefined)
      return undefined;
    if (verification?.status === 'rejected') {
      return declined(401, 'The signature is not Discord’s, for which Discord wants to see a 401.');
    }
    const type = jsonValue(facts, 'type');
    const isWebhookEvents = type === 0 && jsonValue(facts, 'version') !== undefined;
    if (type !== 1 && !isWebhookEvents) return undefined;
    // In webhook events type 1 is an event.
    if (type === 1 && jsonValue(facts, 'event') !== undefined) return undefined;
    if (verification?.status !== 'verified') {
      return declined(
        401,
        'Discord’s PING was not answered: this endpoint has no public key to check its signature with.',
      );
    }
    if (isWebhookEvents) {
      return {
        // Discord asks for a Content-Type even here.
        reply: {
          status: 204,
          headers: [{ name: 'Content-Type', value: 'application/json' }],
          body: { text: '' },
        },
        explanation:
          'Discord sent a PING for webhook events: its signature is right, so it was answered with an empty 204.',
      };
    }
    return {
      reply: json({ type: 1 }),
      explanation: 'Discord sent a PING: its signature is right, so it was answered with a PONG.',
    };
  },
};
