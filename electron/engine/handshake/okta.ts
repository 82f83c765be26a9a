import { headerText } from './fields.ts';
import { json, type Handshake } from './handshake.ts';

/** developer.okta.com/docs/concepts/event-hooks/#one-time-verification-request, read 2026-11-25. */
export const okta: Handshake = {
  id: 'okta',
  isUnsigned: true,
  answer({ facts }) {
    const verification = headerText(facts, 'x-okta-verification-challenge');
    if (facts.request.method !== 'GET' || verification === undefined) return undefined;
    return {
      reply: json({ verification }),
      explanation: 'Okta asked to verify the event hook: its challenge was sent back.',
    };
  },
};
