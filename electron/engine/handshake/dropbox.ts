import { queryText } from './fields.ts';
import { plainText, type Handshake } from './handshake.ts';

/**
 * dropbox.com/developers/reference/webhooks, “The verification request”, read 2026-11-25: the challenge as `text/plain` with
 * `X-Content-Type-Options: nosniff`. That Nylas asks in the same way: not read; from general knowledge.
 */
export const dropbox: Handshake = {
  id: 'dropbox',
  isUnsigned: true,
  answer({ facts }) {
    const challenge = queryText(facts, 'challenge');
    if (facts.request.method !== 'GET' || challenge === undefined) return undefined;
    return {
      reply: plainText(challenge),
      explanation:
        'The sender asked to verify the URL, as Dropbox and Nylas do: its challenge was sent back.',
    };
  },
};
