import { headerText, jsonText } from './fields.ts';
import { plainText, wrongSignature, type Handshake } from './handshake.ts';

/**
 * dev.twitch.tv/docs/eventsub/handling-webhook-events#responding-to-a-challenge-request, read 2026-11-25: the challenge
 * alone, `Content-Type: text/plain`, status 200; it is signed.
 */
export const twitch: Handshake = {
  id: 'twitch',
  isUnsigned: false,
  answer(request) {
    const { facts } = request;
    const challenge = jsonText(facts, 'challenge');
    if (facts.request.method !== 'POST' || challenge === undefined) return undefined;
    if (headerText(facts, 'twitch-eventsub-message-type') !== 'webhook_callback_verification')
      return undefined;
    return (
      wrongSignature(request, 'Twitch') ?? {
        reply: plainText(challenge),
        explanation: 'Twitch asked to verify the callback: its challenge was sent back.',
      }
    );
  },
};
