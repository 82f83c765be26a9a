import { queryText } from './fields.ts';
import { plainText, type Handshake } from './handshake.ts';

/** W3C WebSub §5.3 (read 2026-11-25): the hub verifies what a subscriber asked for; the challenge in the body of a 2xx agrees. */
export const websub: Handshake = {
  id: 'websub',
  isUnsigned: true,
  answer({ facts }) {
    const mode = queryText(facts, 'hub.mode');
    const topic = queryText(facts, 'hub.topic');
    const challenge = queryText(facts, 'hub.challenge');
    if (facts.request.method !== 'GET' || topic === undefined || challenge === undefined) return undefined;
    if (mode !== 'subscribe' && mode !== 'unsubscribe') return undefined;
    return {
      reply: plainText(challenge),
      explanation: `A WebSub hub asked whether to ${mode}: its challenge was sent back.`,
    };
  },
};
