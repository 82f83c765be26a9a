import { hash, timingSafeEqual } from 'node:crypto';
import { queryText } from './fields.ts';
import { declined, plainText, type Handshake } from './handshake.ts';

/**
 * GET with `hub.mode=subscribe`, `hub.verify_token` and `hub.challenge`: the challenge alone goes back
 * (developers.facebook.com/docs/graph-api/webhooks/getting-started, “Verification Requests”), with 200, or 403 where the token is
 * another (node/app.js of github.com/fbsamples/messenger-platform-samples, 06e6531); both read 2026-11-25. Neither names a
 * `Content-Type`. It carries no signature: the verify token is its proof.
 */
export const meta: Handshake = {
  id: 'meta',
  isUnsigned: true,
  async answer({ facts }, secret) {
    const token = queryText(facts, 'hub.verify_token');
    const challenge = queryText(facts, 'hub.challenge');
    if (facts.request.method !== 'GET' || queryText(facts, 'hub.mode') !== 'subscribe') return undefined;
    // Without a verify token it is WebSub's.
    if (!facts.query.some(({ name }) => name === 'hub.verify_token')) return undefined;
    const expected = await secret('meta');
    if (expected === undefined) {
      return declined(
        403,
        'Meta’s challenge was not answered: this endpoint has no verify token to compare with.',
      );
    }
    if (token === undefined || challenge === undefined || !isSame(token, expected)) {
      return declined(
        403,
        'Meta’s challenge was not answered: the verify token is not that of this endpoint.',
      );
    }
    return {
      reply: plainText(challenge),
      explanation:
        'Meta asked to verify the endpoint: the verify token is right, so its challenge was sent back.',
    };
  },
};

/** In a time that tells nothing of where they differ. */
const isSame = (a: string, b: string) => timingSafeEqual(digest(a), digest(b));
const digest = (text: string) => hash('sha256', text, 'buffer');
