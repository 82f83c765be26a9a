import { headerText } from './fields.ts';
import type { Handshake } from './handshake.ts';

/**
 * twilio.com/docs/messaging/twiml and /voice/twiml, read 2026-11-25: `text/xml`, and a `Response` with nothing in it does nothing. What
 * comes as JSON, such as Event Streams, takes no TwiML.
 */
export const twilio: Handshake = {
  id: 'twilio',
  isUnsigned: false,
  isLast: true,
  answer({ facts }) {
    if (headerText(facts, 'x-twilio-signature') === undefined || facts.json !== undefined) return undefined;
    return {
      reply: {
        status: 200,
        headers: [{ name: 'Content-Type', value: 'text/xml' }],
        body: { text: '<Response></Response>' },
      },
      explanation: 'Twilio wants TwiML: an empty Response tells it to do nothing.',
    };
  },
};
