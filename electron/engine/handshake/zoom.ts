import { createHmac } from 'node:crypto';
import { jsonText } from './fields.ts';
import { declined, json, wrongSignature, type Handshake } from './handshake.ts';

/**
 * `plainToken` and its HMAC-SHA256 in hex, keyed with the secret token, as JSON in a 200: as index.js of github.com/zoom/webhook-sample
 * (1d39364) answers it. Asked again every 72 hours: developers.zoom.us/changelog/platform/webhook-url-validation. Within 3 s: Zoom’s
 * plugin in github.com/anthropics/knowledge-work-plugins, webhook-server.md. All read 2026-11-25; the section on it in
 * developers.zoom.us/docs/api/webhooks was not.
 */
export const zoom: Handshake = {
  id: 'zoom',
  isUnsigned: false,
  async answer(request, secret) {
    const { facts } = request;
    const plainToken = jsonText(facts, 'payload', 'plainToken');
    if (facts.request.method !== 'POST' || jsonText(facts, 'event') !== 'endpoint.url_validation') {
      return undefined;
    }
    if (plainToken === undefined) return undefined;
    const wrong = wrongSignature(request, 'Zoom');
    if (wrong !== undefined) return wrong;
    const key = await secret('zoom');
    if (key === undefined) {
      return declined(
        403,
        'Zoom’s URL validation was not answered: this endpoint has no secret token of the Zoom app.',
      );
    }
    const encryptedToken = createHmac('sha256', key).update(plainToken).digest('hex');
    return {
      reply: json({ plainToken, encryptedToken }),
      explanation:
        'Zoom asked to validate the URL: its token was sent back with the token’s HMAC-SHA256, keyed with the secret token.',
    };
  },
};
