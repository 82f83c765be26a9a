import { createHmac } from 'node:crypto';
import { queryText } from './fields.ts';
import { declined, json, type Handshake } from './handshake.ts';

/**
 * The challenge-response check of X (docs.x.com/x-api/webhooks/quickstart, read 2026-11-25): `sha256=` and the base64 of the token's
 * HMAC-SHA256, keyed with the consumer secret.
 */
export const x: Handshake = {
  id: 'x',
  isUnsigned: true,
  async answer({ facts }, secret) {
    const token = queryText(facts, 'crc_token');
    if (facts.request.method !== 'GET' || token === undefined) return undefined;
    const key = await secret('x');
    if (key === undefined) {
      return declined(
        403,
        'X’s challenge was not answered: this endpoint has no consumer secret of the app.',
      );
    }
    const digest = createHmac('sha256', key).update(token).digest('base64');
    return {
      reply: json({ response_token: `sha256=${digest}` }),
      explanation:
        'X sent a challenge-response check: the token’s HMAC-SHA256, keyed with the consumer secret, was sent back.',
    };
  },
};
